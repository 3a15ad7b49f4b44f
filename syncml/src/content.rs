//! The content of an element: child elements, text, or a value that may be either.

use std::borrow::Cow;

use super::chars::{first_forbidden, forbidden};
use super::error::{Error, ErrorKind};
use super::item::Data;
use super::limits::Limits;
use super::scan::{Close, OpenElement, Scanner, Text, Token};

impl<'a> Scanner<'a> {
    /// The next root element, or `None` at the end of the input.
    pub(super) fn root(&mut self) -> Result<Option<OpenElement<'a>>, Error> {
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

    /// The next child element, or `None` when the element ends, for elements without text.
    pub(super) fn child(
        &mut self,
        parent: &OpenElement<'a>,
    ) -> Result<Option<OpenElement<'a>>, Error> {
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

    /// The text of an element, CDATA included. Child elements are skipped.
    pub(super) fn text(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        if let Some(plain) = self.plain_text(parent) {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = Cow::Borrowed("");
        while let Some(inner) = self.text_up_to_child(parent, &mut text)? {
            self.skip(&inner)?;
        }
        Ok(text)
    }

    /// The text of an element without the whitespace around it.
    pub(super) fn trimmed(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        self.text(parent).map(trim)
    }

    /// Appends text until there is a child element, or the element ends.
    pub(super) fn text_up_to_child(
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

    /// A value: text, or the XML between the tags when there is an element in it.
    pub(super) fn data(&mut self, parent: &OpenElement<'a>) -> Result<Data<'a>, Error> {
        if let Some(plain) = self.plain_text(parent) {
            return Ok(Data::new(plain));
        }
        let start = self.offset();
        let mut text = Cow::Borrowed("");
        match self.text_up_to_child(parent, &mut text)? {
            None => Ok(Data {
                text,
                markup: false,
            }),
            Some(first) => {
                self.skip(&first)?;
                let end = self.skip_to_close(parent)?;
                Ok(Data {
                    text: Cow::Borrowed(self.slice(start, end)),
                    markup: true,
                })
            }
        }
    }

    /// Passes the content and the end tag of an element, and checks that they are well-formed.
    pub(super) fn skip(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        if parent.empty {
            return Ok(());
        }
        self.skip_to_close(parent).map(drop)
    }

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
        self.error(ErrorKind::Truncated, self.offset(), message)
    }

    fn stray(&self, text: &Text<'a>) -> Error {
        let blank = text.raw.len() - text.raw.trim_start().len();
        let message = "there is text where only elements may be: remove it, or make it a comment";
        self.error(ErrorKind::Syntax, text.offset + blank, message)
    }
}

/// Checks that XML may stand as it is between the tags of an element.
pub(super) fn check_markup(xml: &str) -> Result<(), Error> {
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
            Token::End => return Ok(()),
        }
    }
}

/// Removes the whitespace around a text.
pub(super) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    }
}

fn append<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}
