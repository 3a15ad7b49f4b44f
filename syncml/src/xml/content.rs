//! The content of an element: child elements, text, or a value that may be either.

use std::borrow::Cow;

use super::escape::unescape;
use super::scan::{Close, Scanner, Text, Token};
use crate::chars::{first_forbidden, forbidden};
use crate::element_reader::{ElementReader, OpenElement, append};
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};
use crate::item::{Data, DataForm};
use crate::limits::Limits;
use crate::message::Namespace;

impl<'a> ElementReader<'a> for Scanner<'a> {
    fn encoding(&self) -> Encoding {
        Encoding::Xml
    }

    fn root(&mut self) -> Result<Option<OpenElement<'a>>, Error> {
        loop {
            match self.next()? {
                Token::OpenElement(open) => return Ok(Some(open)),
                Token::Text(text) if text.is_blank() => {}
                Token::Text(text) | Token::CData(text) => return Err(self.stray(&text)),
                Token::Close(close) => return Err(self.closes_nothing(&close)),
                Token::End => return Ok(None),
            }
        }
    }

    fn child(&mut self, parent: &OpenElement<'a>) -> Result<Option<OpenElement<'a>>, Error> {
        if parent.empty || self.closes(parent) {
            return Ok(None);
        }
        if self.opens() {
            return self.open().map(Some);
        }
        loop {
            match self.next()? {
                Token::OpenElement(open) => return Ok(Some(open)),
                Token::Close(close) => return self.check_close(parent, &close).map(|()| None),
                Token::Text(text) if text.is_blank() => {}
                Token::Text(text) | Token::CData(text) => return Err(self.stray(&text)),
                Token::End => return Err(self.cut_off(parent)),
            }
        }
    }

    fn text(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        if let Some(plain) = self.plain_text(parent) {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = Cow::Borrowed("");
        while let Some(inner) = self.text_up_to_child(parent, &mut text)? {
            self.skip(&inner)?;
        }
        Ok(text)
    }

    fn text_up_to_child(
        &mut self,
        parent: &OpenElement<'a>,
        text: &mut Cow<'a, str>,
    ) -> Result<Option<OpenElement<'a>>, Error> {
        if parent.empty || self.closes(parent) {
            return Ok(None);
        }
        if self.opens() {
            return self.open().map(Some);
        }
        loop {
            match self.next()? {
                Token::Text(piece) => append(text, self.resolve(&piece)?),
                Token::CData(piece) => append(text, Cow::Borrowed(piece.raw)),
                Token::OpenElement(open) => return Ok(Some(open)),
                Token::Close(close) => return self.check_close(parent, &close).map(|()| None),
                Token::End => return Err(self.cut_off(parent)),
            }
        }
    }

    fn data(&mut self, parent: &OpenElement<'a>, _is_bin: bool) -> Result<Data<'a>, Error> {
        if let Some(plain) = self.plain_text(parent) {
            return Ok(Data::new(plain));
        }
        let start = self.at;
        let mut text = Cow::Borrowed("");
        match self.text_up_to_child(parent, &mut text)? {
            None => Ok(Data::new(text)),
            Some(first) => {
                self.skip(&first)?;
                let end = self.skip_to_close(parent)?;
                Ok(Data {
                    text: Cow::Borrowed(self.slice(start, end)),
                    form: DataForm::Markup,
                })
            }
        }
    }

    fn skip(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        if parent.empty {
            return Ok(());
        }
        self.skip_to_close(parent).map(drop)
    }

    fn nonce(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        self.text(parent)
    }

    fn media_type(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        self.trimmed(parent)
    }

    fn namespace(&self, root: &OpenElement<'a>) -> Result<Namespace, Error> {
        let prefix = root.name.strip_suffix(root.local()).unwrap_or_default();
        let declares = |name: &str| match prefix.strip_suffix(':') {
            Some(prefix) => name.strip_prefix("xmlns:") == Some(prefix),
            None => name == "xmlns",
        };
        let mut attributes = self.attributes_of(root);
        match attributes.find(|(name, _)| declares(name)) {
            None | Some((_, "")) => Ok(Namespace::None),
            Some((_, uri)) => Namespace::from_uri(uri).ok_or_else(|| {
                let message =
                    format!("the namespace `{uri}` is not SyncML's: use `SYNCML:SYNCML1.2`");
                self.error(ErrorKind::Namespace, root.offset as usize, message)
            }),
        }
    }

    fn original_error(&self, data: &OpenElement<'a>) -> Option<Cow<'a, str>> {
        self.attributes_of(data)
            .find(|(name, _)| name.rsplit(':').next() == Some("originalerror"))
            .and_then(|(_, value)| unescape(value).ok())
    }

    fn offset(&self) -> usize {
        self.at
    }

    fn error(&self, kind: ErrorKind, offset: usize, message: impl Into<String>) -> Error {
        Scanner::error(self, kind, offset, message)
    }
}

impl<'a> Scanner<'a> {
    /// Passes the rest of an element; gives the offset of its end tag.
    fn skip_to_close(&mut self, parent: &OpenElement<'a>) -> Result<usize, Error> {
        loop {
            match self.next()? {
                Token::OpenElement(open) => self.skip(&open)?,
                Token::Close(close) => {
                    return self.check_close(parent, &close).map(|()| close.offset);
                }
                Token::Text(text) => self.check_references(&text)?,
                Token::CData(_) => {}
                Token::End => return Err(self.cut_off(parent)),
            }
        }
    }

    fn check_close(&self, parent: &OpenElement<'a>, close: &Close<'a>) -> Result<(), Error> {
        if parent.name == close.name {
            return Ok(());
        }
        Err(self.error(
            ErrorKind::MismatchedTag,
            close.offset,
            format!(
                "`</{}>` does not close `<{name}>`, which begins at {}: put `</{name}>` before it",
                close.name,
                self.place(parent.offset as usize),
                name = parent.name,
            ),
        ))
    }

    fn closes_nothing(&self, close: &Close<'a>) -> Error {
        let message = format!("`</{}>` closes nothing: remove it", close.name);
        self.error(ErrorKind::MismatchedTag, close.offset, message)
    }

    fn cut_off(&self, parent: &OpenElement<'a>) -> Error {
        let message = format!(
            "the message ends without `</{}>` for the element that begins at {}: it is cut off",
            parent.name,
            self.place(parent.offset as usize)
        );
        self.error(ErrorKind::Truncated, self.at, message)
    }

    fn stray(&self, text: &Text<'a>) -> Error {
        let blank = text.raw.len() - text.raw.trim_start().len();
        let message = "there is text where only elements may be: remove it, or make it a comment";
        self.error(ErrorKind::Syntax, text.offset + blank, message)
    }
}

/// Checks that XML may stand as it is between the tags of an element; how many elements it has.
pub(crate) fn check_markup(xml: &str) -> Result<usize, Error> {
    let scanner = &mut Scanner::inner(xml, &Limits::default());
    if let Some((offset, c)) = first_forbidden(xml) {
        return Err(scanner.error(ErrorKind::Encoding, offset, forbidden(c)));
    }
    loop {
        match scanner.next()? {
            Token::OpenElement(open) => scanner.skip(&open)?,
            Token::Close(close) => return Err(scanner.closes_nothing(&close)),
            Token::Text(text) => scanner.check_references(&text)?,
            Token::CData(_) => {}
            Token::End => return Ok(scanner.elements),
        }
    }
}
