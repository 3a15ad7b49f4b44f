//! Tokens with their offsets, out of the body of a document, without allocating.

use super::header::{self, DocumentKind, mb_u32_at};
use super::tags;
use super::token::{
    END, ENTITY, EXT_0, EXT_2, EXT_I_0, EXT_I_2, EXT_T_0, EXT_T_2, LITERAL, OPAQUE, PI, STR_I,
    STR_T, SWITCH_PAGE, WITH_ATTRIBUTES, WITH_CONTENT,
};
use crate::chars::{first_forbidden, forbidden, is_name, is_xml_char};
use crate::element_reader::OpenElement;
use crate::encoding::WbxmlVersion;
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// A piece of the body. Attributes and processing instructions are skipped.
pub(super) enum Token<'a> {
    Open(OpenElement<'a>),
    /// The end of an element.
    Close,
    Text(&'a str),
    Character(char),
    Opaque(&'a [u8]),
    End,
}

/// Reads tokens one after the other, within the limits.
pub(crate) struct Decoder<'a> {
    /// The input, up to where this document ends in it.
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    table: &'a [u8],
    pub(super) version: WbxmlVersion,
    pub(super) kind: DocumentKind,
    pub(super) page: u8,
    /// Where the last token began.
    pub(super) token_at: usize,
    /// Whether the last element had attributes, which nobody reads.
    pub(super) has_attributes: bool,
    /// The page of the last element; `None` where the string table names it.
    pub(super) tag_page: Option<u8>,
    /// Whether the root has begun.
    has_root: bool,
    depth: usize,
    /// The depth at which the document began, inside of another one.
    floor: usize,
    elements: usize,
    /// The bytes of text so far: a string table makes much of a little.
    text: usize,
    /// The documents inside of this one so far.
    pub(super) trees: usize,
    max_depth: usize,
    max_elements: usize,
    max_text: usize,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(bytes: &'a [u8], limits: &Limits) -> Result<Decoder<'a>, Error> {
        let header = header::read(bytes, 0)?;
        if header.kind == DocumentKind::Other {
            let message = "the public identifier is not SyncML's: send 1.2's, 0x1201";
            return Err(Error::at_byte(ErrorKind::Namespace, 1, message));
        }
        Ok(Decoder {
            bytes,
            at: header.end,
            table: header.table,
            version: header.version,
            kind: header.kind,
            page: 0,
            token_at: header.end,
            has_attributes: false,
            tag_page: None,
            has_root: false,
            depth: 0,
            floor: 0,
            elements: 0,
            text: 0,
            trees: 0,
            max_depth: limits.depth.min(Limits::DEEPEST),
            max_elements: limits.elements,
            max_text: limits.message_bytes,
        })
    }

    /// The document that octets of this one are, whose elements and texts count with this one's: see [`Decoder::leave`].
    pub(super) fn nested(&self, offset: usize, length: usize) -> Result<Decoder<'a>, Error> {
        let bytes = self.bytes.get(..offset + length).unwrap_or_default();
        let header = header::read(bytes, offset)?;
        Ok(Decoder {
            bytes,
            at: header.end,
            table: header.table,
            version: header.version,
            kind: header.kind,
            page: 0,
            has_root: false,
            floor: self.depth,
            ..*self
        })
    }

    /// Goes on after a nested document.
    pub(super) fn leave(&mut self, nested: &Decoder<'a>) {
        (self.elements, self.text) = (nested.elements, nested.text);
        self.trees = nested.trees + 1;
    }

    /// How large the string table is.
    pub(super) const fn table_bytes(&self) -> usize {
        self.table.len()
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Error> {
        loop {
            let offset = self.at;
            self.token_at = offset;
            let Some(&byte) = self.bytes.get(offset) else {
                return Ok(Token::End);
            };
            self.at += 1;
            match byte {
                SWITCH_PAGE => self.page = self.byte()?,
                END if self.depth == self.floor => {
                    let message = "an END closes nothing: remove it";
                    return Err(Error::at_byte(ErrorKind::MismatchedTag, offset, message));
                }
                END => {
                    self.depth -= 1;
                    return Ok(Token::Close);
                }
                ENTITY => return self.entity(offset).map(Token::Character),
                STR_I => return self.inline().map(Token::Text),
                STR_T => return self.table_string().map(Token::Text),
                OPAQUE => return self.octets().map(Token::Opaque),
                PI => self.attributes(offset)?,
                EXT_I_0..=EXT_I_2 | EXT_T_0..=EXT_T_2 | EXT_0..=EXT_2 => {
                    let message = format!("the extension 0x{byte:02X} has no meaning in SyncML");
                    return Err(Error::at_byte(ErrorKind::Syntax, offset, message));
                }
                _ => return self.open(byte, offset).map(Token::Open),
            }
        }
    }

    /// Whether the root is over. Nothing but white space may then be left: some senders have a line feed there.
    pub(super) fn is_over(&self) -> Result<bool, Error> {
        if !self.has_root || self.depth > self.floor {
            return Ok(false);
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.iter().all(u8::is_ascii_whitespace) {
            return Ok(true);
        }
        let message = "something stands after the end of the message: remove it";
        Err(Error::at_byte(ErrorKind::NotSyncMl, self.at, message))
    }

    /// The whole content of an element that is one text, as nearly all are.
    pub(super) fn plain_text(&mut self) -> Result<Option<&'a str>, Error> {
        let (start, token_at) = (self.at, self.token_at);
        if self.bytes.get(start) != Some(&STR_I) {
            return Ok(None);
        }
        self.token_at = start;
        self.at += 1;
        let text = self.inline()?;
        if self.bytes.get(self.at) == Some(&END) {
            self.at += 1;
            self.depth -= 1;
            return Ok(Some(text));
        }
        // It is read again with what follows, and counts once.
        self.text -= text.len();
        (self.at, self.token_at) = (start, token_at);
        Ok(None)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte.ok_or_else(|| self.cut_off())
    }

    fn number(&mut self) -> Result<u32, Error> {
        let (number, length) = mb_u32_at(self.bytes, self.at)?;
        self.at += length;
        Ok(number)
    }

    fn entity(&mut self, offset: usize) -> Result<char, Error> {
        let number = self.number()?;
        let c = char::from_u32(number).filter(|&c| is_xml_char(c));
        c.ok_or_else(|| {
            let message = format!("the entity {number} (0x{number:X}) is no character of XML");
            Error::at_byte(ErrorKind::Entity, offset, message)
        })
    }

    fn inline(&mut self) -> Result<&'a str, Error> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let Some(length) = memchr::memchr(0, rest) else {
            let message = "the string that begins here has no NUL at its end: it is cut off";
            return Err(Error::at_byte(ErrorKind::Truncated, self.token_at, message));
        };
        self.at = start + length + 1;
        self.string(rest.get(..length).unwrap_or_default(), start)
    }

    fn table_string(&mut self) -> Result<&'a str, Error> {
        let offset = self.number()?;
        let Some(string) = header::string(self.table, offset) else {
            let message = format!(
                "there is no string at {offset} of the string table, which has {} bytes",
                self.table.len()
            );
            return Err(Error::at_byte(ErrorKind::Syntax, self.token_at, message));
        };
        self.string(string, self.token_at)
    }

    fn octets(&mut self) -> Result<&'a [u8], Error> {
        let length = self.number()? as usize;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(octets) = rest.get(..length) else {
            let message = format!(
                "an OPAQUE should have {length} bytes, and the document has only {} more",
                rest.len()
            );
            return Err(Error::at_byte(ErrorKind::Truncated, self.token_at, message));
        };
        self.at += length;
        Ok(octets)
    }

    /// Text, if it is one that XML can carry, too.
    pub(super) fn string(&mut self, bytes: &'a [u8], offset: usize) -> Result<&'a str, Error> {
        self.count_text(bytes.len(), offset)?;
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let message = format!(
                "the byte 0x{byte:02X} is not UTF-8 here: send octets as OPAQUE with the Format `bin`"
            );
            Error::at_byte(ErrorKind::Encoding, offset + at, message)
        })?;
        match first_forbidden(text) {
            None => Ok(text),
            Some((at, c)) => Err(Error::at_byte(
                ErrorKind::Encoding,
                offset + at,
                forbidden(c),
            )),
        }
    }

    /// Counts what a document expands to.
    pub(super) fn count_text(&mut self, bytes: usize, offset: usize) -> Result<(), Error> {
        self.text += bytes;
        if self.text <= self.max_text {
            return Ok(());
        }
        let message = format!(
            "the texts of the message have more than {} bytes, with what its string table repeats",
            self.max_text
        );
        Err(Error::at_byte(ErrorKind::TooLarge, offset, message))
    }

    fn open(&mut self, byte: u8, offset: usize) -> Result<OpenElement<'a>, Error> {
        let token = byte & !(WITH_CONTENT | WITH_ATTRIBUTES);
        let (name, prefix) = match token {
            LITERAL => self.literal(offset)?,
            _ => (self.tag(token, offset)?, 0),
        };
        self.has_root = true;
        self.tag_page = (token != LITERAL).then_some(self.page);
        self.elements += 1;
        if self.elements > self.max_elements {
            let message = format!(
                "the message has more than {} elements: split it",
                self.max_elements
            );
            return Err(Error::at_byte(ErrorKind::TooManyElements, offset, message));
        }
        if self.depth >= self.max_depth {
            let message = format!("elements are nested more than {} deep", self.max_depth);
            return Err(Error::at_byte(ErrorKind::TooDeep, offset, message));
        }
        self.has_attributes = byte & WITH_ATTRIBUTES != 0;
        if self.has_attributes {
            self.attributes(offset)?;
        }
        let empty = byte & WITH_CONTENT == 0;
        if !empty {
            self.depth += 1;
        }
        Ok(OpenElement {
            name,
            prefix: prefix as u32,
            attributes_end: 0,
            offset: offset as u32,
            empty,
        })
    }

    fn tag(&self, token: u8, offset: usize) -> Result<&'static str, Error> {
        tags::name(self.page, token).ok_or_else(|| {
            let message = format!("there is no code page {}: SyncML has 0, 1 and 2", self.page);
            Error::at_byte(ErrorKind::Syntax, offset, message)
        })
    }

    /// An element that is named by the string table: its name, and the length of its prefix with the colon.
    fn literal(&mut self, offset: usize) -> Result<(&'a str, usize), Error> {
        let name = self.table_string()?;
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bare = prefix.is_empty() && local.len() == name.len();
        if (bare || is_name(prefix)) && is_name(local) && !local.contains(':') {
            return Ok((name, name.len() - local.len()));
        }
        let message = "an element's name in the string table is no name of XML";
        Err(Error::at_byte(ErrorKind::Syntax, offset, message))
    }

    /// Passes attributes up to their END. Those of SyncML's elements say nothing that WBXML could not: `xmlns` stands in the page.
    fn attributes(&mut self, offset: usize) -> Result<(), Error> {
        loop {
            self.token_at = self.at;
            let Some(&byte) = self.bytes.get(self.at) else {
                self.token_at = offset;
                return Err(self.cut_off());
            };
            self.at += 1;
            match byte {
                END => break,
                SWITCH_PAGE => drop(self.byte()?),
                STR_I => {
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    let length = memchr::memchr(0, rest).ok_or_else(|| self.cut_off())?;
                    self.at += length + 1;
                }
                OPAQUE => drop(self.octets()?),
                ENTITY | STR_T | LITERAL | EXT_T_0..=EXT_T_2 => drop(self.number()?),
                EXT_I_0..=EXT_I_2 => {
                    let message = "an extension has no meaning in SyncML";
                    return Err(Error::at_byte(ErrorKind::Syntax, self.token_at, message));
                }
                _ => {}
            }
        }
        self.token_at = offset;
        Ok(())
    }

    pub(super) fn cut_off(&self) -> Error {
        let message = "the document ends before its elements do: it is cut off";
        Error::at_byte(ErrorKind::Truncated, self.bytes.len(), message)
    }
}
