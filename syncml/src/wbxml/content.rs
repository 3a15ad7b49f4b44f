//! The content of an element, for the grammar: child elements, text, or a value that may be either.

use std::borrow::Cow;

use super::body::{Decoder, Token};
use super::header::DocumentKind;
use super::markup::write_markup;
use super::opaque::Opaque;
use super::skipped::Skipped;
use super::tags;
use super::value::Value;
use crate::element_reader::{ElementReader, OpenElement, append};
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};
use crate::item::Data;
use crate::message::Namespace;

impl<'a> ElementReader<'a> for Decoder<'a> {
    fn encoding(&self) -> Encoding {
        Encoding::Wbxml(self.version)
    }

    fn root(&mut self) -> Result<Option<OpenElement<'a>>, Error> {
        if self.is_over()? {
            return Ok(None);
        }
        match self.next()? {
            Token::Open(open) => Ok(Some(open)),
            Token::End => Ok(None),
            Token::Text(_) | Token::Character(_) | Token::Opaque(_) => Err(self.stray()),
            Token::Close => Err(self.cut_off()),
        }
    }

    fn namespace(&self, root: &OpenElement<'a>) -> Result<Namespace, Error> {
        match self.kind {
            DocumentKind::SyncMl(namespace) => Ok(namespace),
            DocumentKind::Tree | DocumentKind::Other => {
                let message = "the document is a tree, not a message";
                let offset = root.offset as usize;
                Err(Error::at_byte(ErrorKind::NotSyncMl, offset, message))
            }
        }
    }

    fn child(&mut self, parent: &OpenElement<'a>) -> Result<Option<OpenElement<'a>>, Error> {
        if parent.empty {
            return Ok(None);
        }
        loop {
            match self.next()? {
                Token::Open(open) => return Ok(Some(open)),
                Token::Close => return Ok(None),
                Token::Text(text) if text.trim().is_empty() => {}
                Token::Character(c) if c.is_whitespace() => {}
                Token::Opaque(bytes) if bytes.trim_ascii().is_empty() => {}
                Token::Text(_) | Token::Character(_) | Token::Opaque(_) => {
                    return Err(self.stray());
                }
                Token::End => return Err(self.cut_off()),
            }
        }
    }

    fn text(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        if parent.empty {
            return Ok(Cow::Borrowed(""));
        }
        if let Some(plain) = self.plain_text()? {
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
        if parent.empty {
            return Ok(None);
        }
        loop {
            match self.next()? {
                Token::Text(piece) => append(text, Cow::Borrowed(piece)),
                Token::Character(c) => text.to_mut().push(c),
                Token::Opaque(bytes) => append(text, self.opaque_text(bytes)?),
                Token::Open(open) => return Ok(Some(open)),
                Token::Close => return Ok(None),
                Token::End => return Err(self.cut_off()),
            }
        }
    }

    fn data(&mut self, parent: &OpenElement<'a>, is_bin: bool) -> Result<Data<'a>, Error> {
        if parent.empty {
            return Ok(Data::new(""));
        }
        if let Some(plain) = self.plain_text()? {
            return Ok(Data::new(plain));
        }
        let mut value = Value::default();
        loop {
            match self.next()? {
                Token::Close => return Ok(value.into_data()),
                Token::Text(piece) => value.text(piece),
                Token::Character(c) => value.text_once(c.encode_utf8(&mut [0; 4])),
                Token::Opaque(bytes) => {
                    let offset = self.at - bytes.len();
                    match self.opaque(bytes, offset, is_bin || value.is_octets())? {
                        Opaque::Text(piece) => value.text(piece),
                        Opaque::Octets(bytes) => value.octets(bytes),
                        Opaque::Tree => {
                            let mut nested = self.nested(offset, bytes.len())?;
                            let mut xml = value.into_markup();
                            write_markup(&mut nested, None, &mut xml)?;
                            self.leave(&nested);
                            value = Value::Markup(xml);
                        }
                    }
                }
                Token::Open(open) if value.is_octets() => {
                    let message = format!("`{}` stands among octets: remove it", open.name);
                    let offset = open.offset as usize;
                    return Err(Error::at_byte(ErrorKind::Syntax, offset, message));
                }
                Token::Open(open) => {
                    let mut xml = value.into_markup();
                    write_markup(self, Some(open), &mut xml)?;
                    return Ok(Data::from_markup(xml));
                }
                Token::End => return Err(self.cut_off()),
            }
        }
    }

    fn nonce(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        if parent.empty {
            return Ok(Cow::Borrowed(""));
        }
        if let Some(plain) = self.plain_text()? {
            return Ok(Cow::Borrowed(plain));
        }
        // OPAQUE is the nonce itself, a string its base64 (OMA "Meta Information" 1.2, "NextNonce").
        let data = self.data(parent, true)?;
        Ok(data.text)
    }

    fn media_type(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        let text = self.trimmed(parent)?;
        Ok(match tags::media_type_in_xml(&text) {
            Some(media_type) => Cow::Borrowed(media_type),
            None => text,
        })
    }

    fn skip(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        if parent.empty {
            return Ok(());
        }
        // What is skipped is held to the same rules.
        let mut skipped = Skipped::default();
        skipped.open(parent.local());
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Token::Open(open) if open.empty => {}
                Token::Open(open) => {
                    depth += 1;
                    skipped.open(open.local());
                }
                Token::Close => {
                    depth -= 1;
                    skipped.close();
                }
                Token::Text(text) => skipped.text(text),
                Token::Character(_) => skipped.text(""),
                Token::Opaque(bytes) if !skipped.is_value() => {
                    skipped.text("");
                    drop(self.opaque_text(bytes)?);
                }
                Token::Opaque(bytes) => {
                    skipped.text("");
                    let offset = self.at - bytes.len();
                    if let Opaque::Tree = self.opaque(bytes, offset, skipped.is_bin())? {
                        let mut nested = self.nested(offset, bytes.len())?;
                        write_markup(&mut nested, None, &mut String::new())?;
                        self.leave(&nested);
                    }
                }
                Token::End => return Err(self.cut_off()),
            }
        }
        Ok(())
    }

    /// WBXML carries no attributes of SyncML.
    fn original_error(&self, _: &OpenElement<'a>) -> Option<Cow<'a, str>> {
        None
    }

    fn offset(&self) -> usize {
        self.at
    }

    fn error(&self, kind: ErrorKind, offset: usize, message: impl Into<String>) -> Error {
        Error::at_byte(kind, offset, message)
    }
}

impl<'a> Decoder<'a> {
    /// The text of octets where only text may be.
    pub(super) fn opaque_text(&mut self, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
        let offset = self.at - bytes.len();
        let text = bytes.strip_suffix(&[0]).unwrap_or(bytes);
        self.string(text, offset).map(Cow::Borrowed)
    }

    pub(super) fn stray(&self) -> Error {
        let message = "there is text where only elements may be: remove it";
        Error::at_byte(ErrorKind::Syntax, self.token_at, message)
    }
}
