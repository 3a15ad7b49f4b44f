//! XML tokens with their positions, from text, without allocating.
//!
//! This is the part of XML 1.0 that a SyncML message may use: no document type, so no entities
//! of its own. General XML readers keep the open names in buffers of their own, which is more
//! allocations than a whole answer may cost here; and only one's own scanner can say of a
//! typographic quotation mark that it is one.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::escape::unescape;
use crate::chars::{NAME_CLASS, PLAIN, is_name};
use crate::element_reader::OpenElement;
use crate::error::{Error, ErrorKind, line_and_column};
use crate::limits::Limits;

/// A piece of the input. Comments and processing instructions are skipped.
pub(crate) enum Token<'a> {
    OpenElement(OpenElement<'a>),
    Close(Close<'a>),
    /// Text with its references unresolved.
    Text(Text<'a>),
    CData(Text<'a>),
    End,
}

/// An end tag.
pub(crate) struct Close<'a> {
    pub(crate) name: &'a str,
    pub(crate) offset: usize,
}

/// Characters between tags.
pub(crate) struct Text<'a> {
    pub(crate) raw: &'a str,
    pub(crate) offset: usize,
}

impl Text<'_> {
    /// Whether it is nothing but space. Samples that were copied from web pages are indented
    /// with no-break spaces, which XML does not count as white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.raw.bytes().all(|byte| byte.is_ascii_whitespace()) || self.raw.trim().is_empty()
    }
}

/// Reads tokens one after the other, within the limits.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Whether no element has begun yet, so that an XML declaration may stand here.
    prolog: bool,
    /// Whether a document type declaration is passed over that has nothing in it but identifiers.
    passes_doctype: bool,
    depth: usize,
    /// How many elements have begun.
    pub(super) elements: usize,
    max_depth: usize,
    max_elements: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, limits: &Limits) -> Scanner<'a> {
        let at = if text.starts_with('\u{FEFF}') {
            '\u{FEFF}'.len_utf8()
        } else {
            0
        };
        Scanner {
            text,
            at,
            prolog: true,
            passes_doctype: false,
            depth: 0,
            elements: 0,
            max_depth: limits.depth.min(Limits::DEEPEST),
            max_elements: limits.elements,
        }
    }

    /// For a piece of a document that something stands before.
    pub(crate) fn inner(text: &'a str, limits: &Limits) -> Scanner<'a> {
        Scanner {
            at: 0,
            prolog: false,
            ..Scanner::new(text, limits)
        }
    }

    /// The input between two offsets.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// For documents that other tools wrote, which have the document type declaration of SyncML.
    pub(crate) fn passing_doctype(mut self) -> Scanner<'a> {
        self.passes_doctype = true;
        self
    }

    pub(crate) fn error(
        &self,
        kind: ErrorKind,
        offset: usize,
        message: impl Into<String>,
    ) -> Error {
        Error::new(kind, self.text, offset, message)
    }

    /// `line 3, column 14`, for a second position in a message.
    pub(crate) fn place(&self, offset: usize) -> String {
        let (line, column) = line_and_column(self.text, offset);
        format!("line {line}, column {column}")
    }

    pub(crate) fn next(&mut self) -> Result<Token<'a>, Error> {
        loop {
            let offset = self.at;
            let rest = self.rest();
            match rest.as_bytes() {
                [] => return Ok(Token::End),
                [b'<', b'/', ..] => return self.close().map(Token::Close),
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', b'!', ..] if rest.starts_with("<!--") => {
                    self.enclosed("<!--", "-->", "comment")?;
                }
                [b'<', b'!', ..] if rest.starts_with("<![CDATA[") => {
                    let raw = self.enclosed("<![CDATA[", "]]>", "CDATA section")?;
                    return Ok(Token::CData(Text { raw, offset }));
                }
                [b'<', b'!', ..] if self.passes_doctype && self.doctype() => {}
                [b'<', b'!', ..] => return Err(self.bad_declaration()),
                [b'<', ..] => return self.open().map(Token::OpenElement),
                bytes => {
                    let length = memchr(b'<', bytes).unwrap_or(bytes.len());
                    self.at += length;
                    let raw = self.slice(offset, self.at);
                    return Ok(Token::Text(Text { raw, offset }));
                }
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// A name, and the length of its prefix with the colon.
    fn name(&mut self) -> Result<(&'a str, usize), Error> {
        let rest = self.rest();
        let mut seen = 0;
        let length = rest
            .bytes()
            .position(|byte| {
                let class = NAME_CLASS[usize::from(byte)];
                seen |= class;
                class == 0
            })
            .unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        let first = name.as_bytes().first();
        if seen == PLAIN && first.is_some_and(u8::is_ascii_alphabetic) {
            self.at += length;
            return Ok((name, 0));
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bare = prefix.is_empty() && local.len() == length;
        if (bare || is_name(prefix)) && is_name(local) && !local.contains(':') {
            self.at += length;
            return Ok((name, length - local.len()));
        }
        Err(self.unexpected("a name"))
    }

    /// Passes the end tag of an element, if it is next and written as nearly all are.
    pub(crate) fn closes(&mut self, parent: &OpenElement<'a>) -> bool {
        let after = self
            .rest()
            .strip_prefix("</")
            .and_then(|rest| rest.strip_prefix(parent.name));
        let closes = after.is_some_and(|rest| rest.starts_with('>'));
        if closes {
            self.at += "</>".len() + parent.name.len();
            self.depth = self.depth.saturating_sub(1);
        }
        closes
    }

    /// The whole content of an element that is text without references, as nearly all are.
    pub(crate) fn plain_text(&mut self, parent: &OpenElement<'a>) -> Option<&'a str> {
        if parent.empty {
            return Some("");
        }
        let rest = self.rest();
        let (text, _) = rest.split_at_checked(memchr2(b'<', b'&', rest.as_bytes())?)?;
        let start = self.at;
        self.at += text.len();
        if self.closes(parent) {
            return Some(text);
        }
        self.at = start;
        None
    }

    /// Whether an element is next.
    pub(crate) fn opens(&self) -> bool {
        match self.rest().as_bytes() {
            [b'<', first, ..] => NAME_CLASS[usize::from(*first)] != 0,
            _ => false,
        }
    }

    pub(crate) fn open(&mut self) -> Result<OpenElement<'a>, Error> {
        let offset = self.at;
        if !self.opens() {
            return Err(self.error(
                ErrorKind::Syntax,
                offset,
                "`<` is not followed by an element's name: write `&lt;` where a less-than sign is meant",
            ));
        }
        self.at += "<".len();
        let (name, prefix) = self.name()?;
        let (attributes_end, empty) = self.attributes(offset)?;
        self.prolog = false;
        self.elements += 1;
        if self.elements > self.max_elements {
            return Err(self.error(
                ErrorKind::TooManyElements,
                offset,
                format!(
                    "the message has more than {} elements: split it",
                    self.max_elements
                ),
            ));
        }
        if self.depth >= self.max_depth {
            return Err(self.error(
                ErrorKind::TooDeep,
                offset,
                format!("elements are nested more than {} deep", self.max_depth),
            ));
        }
        if !empty {
            self.depth += 1;
        }
        Ok(OpenElement {
            name,
            prefix: prefix as u32,
            attributes_end: attributes_end as u32,
            offset: offset as u32,
            empty,
        })
    }

    /// Checks the attributes of the tag at `tag`. Says where they end, and whether the tag is
    /// that of an empty element.
    fn attributes(&mut self, tag: usize) -> Result<(usize, bool), Error> {
        loop {
            let before_space = self.at;
            self.skip_space();
            match self.byte() {
                Some(b'>') => {
                    self.at += 1;
                    return Ok((before_space, false));
                }
                Some(b'/') => {
                    self.at += 1;
                    self.expect(b'>', "`>` after `/`")?;
                    return Ok((before_space, true));
                }
                Some(_) if self.at > before_space => self.attribute()?,
                Some(_) => return Err(self.unexpected("a space, `/` or `>`")),
                None => {
                    return Err(self.error(
                        ErrorKind::Truncated,
                        self.at,
                        format!(
                            "the message ends inside of the tag that begins at {}: it is cut off",
                            self.place(tag)
                        ),
                    ));
                }
            }
        }
    }

    fn attribute(&mut self) -> Result<(), Error> {
        self.name()?;
        self.skip_space();
        self.expect(b'=', "`=` after the attribute's name")?;
        self.skip_space();
        let quote = match self.byte() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.unexpected("a `\"` before the attribute's value")),
        };
        self.at += 1;
        let start = self.at;
        let Some(length) = memchr(quote, self.rest().as_bytes()) else {
            return Err(self.error(
                ErrorKind::Syntax,
                start - 1,
                "the attribute's value is not closed: put the same quotation mark after it",
            ));
        };
        let value = Text {
            raw: self.slice(start, start + length),
            offset: start,
        };
        if let Some(at) = memchr(b'<', value.raw.as_bytes()) {
            return Err(self.error(
                ErrorKind::Syntax,
                start + at,
                "`<` in an attribute's value: close the quotation mark before it, or write `&lt;`",
            ));
        }
        self.check_references(&value)?;
        self.at = start + length + 1;
        Ok(())
    }

    fn close(&mut self) -> Result<Close<'a>, Error> {
        let offset = self.at;
        self.at += "</".len();
        let (name, _) = self.name()?;
        self.skip_space();
        self.expect(b'>', "`>` after the end tag's name")?;
        self.depth = self.depth.saturating_sub(1);
        Ok(Close { name, offset })
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Error> {
        if self.byte() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(what))
    }

    /// Something else than `what` is next, or nothing.
    fn unexpected(&self, what: &str) -> Error {
        let Some(found) = self.rest().chars().next() else {
            let message = format!("the message ends where {what} is due: it is cut off");
            return self.error(ErrorKind::Truncated, self.at, message);
        };
        let message = match found {
            '\u{2018}'..='\u{201F}' => format!(
                "`{found}` is a typographic quotation mark, which XML does not know: use a straight `\"`"
            ),
            '\u{2010}'..='\u{2015}' => {
                format!("`{found}` is a typographic dash, which XML does not know: use `-`")
            }
            _ => format!("found {found:?} where {what} is due"),
        };
        self.error(ErrorKind::Syntax, self.at, message)
    }

    /// Passes something that begins here with `open` and ends with `close`; gives what is between.
    fn enclosed(&mut self, open: &str, close: &str, what: &str) -> Result<&'a str, Error> {
        let start = self.at + open.len();
        let content = self.text.get(start..).unwrap_or_default();
        match memmem::find(content.as_bytes(), close.as_bytes()) {
            Some(length) => {
                self.at = start + length + close.len();
                Ok(self.slice(start, start + length))
            }
            None => Err(self.error(
                ErrorKind::Truncated,
                self.at,
                format!("the {what} that begins here has no `{close}`"),
            )),
        }
    }

    fn instruction(&mut self) -> Result<(), Error> {
        let offset = self.at;
        let content = self.enclosed("<?", "?>", "processing instruction")?;
        let target = content.split_ascii_whitespace().next().unwrap_or_default();
        // Before the root, a declaration is what it should be; what it says of the encoding was
        // settled by the bytes.
        if target.eq_ignore_ascii_case("xml") && !self.prolog {
            return Err(self.error(
                ErrorKind::Syntax,
                offset,
                "an XML declaration may only begin a document: remove it, or escape the document that begins with it",
            ));
        }
        Ok(())
    }

    /// Passes a document type declaration that declares nothing itself.
    fn doctype(&mut self) -> bool {
        let rest = self.rest();
        let end = rest.find('>').filter(|_| self.prolog);
        let declaration = end.and_then(|end| rest.get(..=end)).unwrap_or_default();
        let passes = declaration.starts_with("<!DOCTYPE") && !declaration.contains('[');
        if passes {
            self.at += declaration.len();
        }
        passes
    }

    fn bad_declaration(&self) -> Error {
        let after = self.text.get(self.at + "<!".len()..).unwrap_or_default();
        if after
            .get(.."DOCTYPE".len())
            .is_some_and(|word| word.eq_ignore_ascii_case("DOCTYPE"))
        {
            return self.error(
                ErrorKind::Doctype,
                self.at,
                "a document type declaration is not allowed in SyncML: remove it",
            );
        }
        match after.chars().next() {
            Some(dash @ '\u{2010}'..='\u{2015}') => self.error(
                ErrorKind::Syntax,
                self.at,
                format!(
                    "`<!{dash}` is a typographic dash: a comment begins with `<!--`, two hyphens"
                ),
            ),
            _ => self.error(
                ErrorKind::Syntax,
                self.at,
                "`<!` begins neither a comment (`<!--`) nor a CDATA section (`<![CDATA[`)",
            ),
        }
    }

    /// Checks that every reference in the text can be resolved.
    pub(crate) fn check_references(&self, text: &Text<'a>) -> Result<(), Error> {
        self.resolve(text).map(drop)
    }

    /// The text with its references resolved.
    pub(crate) fn resolve(&self, text: &Text<'a>) -> Result<Cow<'a, str>, Error> {
        unescape(text.raw).map_err(|bad| {
            let message = if bad.spelling == "&" {
                "`&` begins no reference: write `&amp;` where an ampersand is meant".to_owned()
            } else {
                format!(
                    "`{}` is unknown: only `&lt;`, `&gt;`, `&amp;`, `&quot;`, `&apos;` and references \
                     to characters that XML allows are read; write `&amp;` where an ampersand is meant",
                    bad.spelling
                )
            };
            self.error(ErrorKind::Entity, text.offset + bad.offset, message)
        })
    }

    /// The names and the values of an element's attributes. The values' references are not
    /// resolved.
    pub(crate) fn attributes_of(
        &self,
        open: &OpenElement<'a>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let start = open.offset as usize + "<".len() + open.name.len();
        let mut rest = self.slice(start, open.attributes_end as usize);
        std::iter::from_fn(move || {
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_ascii_start();
            let quote = after.chars().next()?;
            let (value, after) = after.get(quote.len_utf8()..)?.split_once(quote)?;
            rest = after;
            Some((name.trim_ascii(), value))
        })
    }
}
