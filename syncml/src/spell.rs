//! How a [`Writer`] spells elements and texts, in either encoding.

use super::chars::{first_forbidden, is_name};
use super::encoding::{Encoding, WbxmlVersion};
use super::message::Namespace;
use super::tag::Tag;
use super::wbxml::{
    END, OPAQUE, STR_I, SWITCH_PAGE, UTF_8_BYTE, WITH_CONTENT, mb_u32, public_id, tags,
};
use super::write::Writer;
use super::write_error::WriteError;
use super::xml::escape_text;

impl Writer<'_> {
    /// The beginning of a document: its root's start tag.
    pub(super) fn root(&mut self, namespace: Namespace) {
        match self.encoding {
            Encoding::Xml => self.raw(match namespace {
                Namespace::SyncMl12 => "<SyncML xmlns=\"SYNCML:SYNCML1.2\">",
                Namespace::SyncMl11 => "<SyncML xmlns=\"SYNCML:SYNCML1.1\">",
                Namespace::SyncMl10 => "<SyncML xmlns=\"SYNCML:SYNCML1.0\">",
                Namespace::None => "<SyncML>",
            }),
            Encoding::Wbxml(version) => self.wbxml_root(version, namespace),
        }
    }

    fn wbxml_root(&mut self, version: WbxmlVersion, namespace: Namespace) {
        const NO_TABLE: u8 = 0;
        self.out.push(version.written());
        self.out.extend_from_slice(&public_id(namespace));
        self.out.extend_from_slice(&[UTF_8_BYTE, NO_TABLE]);
        self.token(0, tags::token(0, "SyncML") | WITH_CONTENT);
    }

    #[inline(always)]
    pub(super) fn open(&mut self, tag: &'static Tag) {
        self.elements += 1;
        match self.encoding {
            Encoding::Xml => self.raw(tag.open),
            Encoding::Wbxml(_) => self.token(tag.page, tag.token | WITH_CONTENT),
        }
    }

    #[inline(always)]
    pub(super) fn close(&mut self, tag: &'static Tag) {
        match self.encoding {
            Encoding::Xml => self.raw(tag.close),
            Encoding::Wbxml(_) => self.end(),
        }
    }

    /// An element that says all by being there.
    #[inline(always)]
    pub(super) fn flag(&mut self, tag: &'static Tag) {
        self.elements += 1;
        match self.encoding {
            Encoding::Xml => self.raw(tag.empty),
            Encoding::Wbxml(_) => self.token(tag.page, tag.token),
        }
    }

    /// Begins a command with this name.
    pub(super) fn open_named(&mut self, name: &str) -> Result<(), WriteError> {
        let name_error = || WriteError::Name {
            name: name.to_owned(),
        };
        match self.encoding {
            Encoding::Xml if !is_command_name(name) => return Err(name_error()),
            Encoding::Xml => {
                self.raw("<");
                self.raw(name);
                self.raw(">");
            }
            Encoding::Wbxml(_) => {
                let token = command_token(name).ok_or_else(|| WriteError::NoToken {
                    name: name.to_owned(),
                })?;
                self.token(0, token | WITH_CONTENT);
            }
        }
        self.elements += 1;
        Ok(())
    }

    pub(super) fn close_named(&mut self, name: &str) {
        match self.encoding {
            Encoding::Xml => {
                self.raw("</");
                self.raw(name);
                self.raw(">");
            }
            Encoding::Wbxml(_) => {
                // A run of commands may be put behind another: each leaves the first page behind.
                if self.closing.is_empty() && self.page != 0 {
                    self.switch_page(0);
                }
                self.out.push(END);
            }
        }
    }

    /// The bytes of the end tag of a command.
    pub(super) const fn end_tag(&self, name: &str) -> usize {
        match self.encoding {
            Encoding::Xml => name.len() + "</>".len(),
            Encoding::Wbxml(_) => 1,
        }
    }

    /// The bytes of a `Final` at the end of the body.
    pub(super) const fn final_tag(&self) -> usize {
        match self.encoding {
            Encoding::Xml => "<Final/>".len(),
            Encoding::Wbxml(_) if self.page != 0 => 3,
            Encoding::Wbxml(_) => 1,
        }
    }

    #[inline(always)]
    pub(super) fn field(&mut self, tag: &'static Tag, text: &str) -> Result<(), WriteError> {
        match self.encoding {
            Encoding::Xml => {
                self.elements += 1;
                self.raw(tag.open);
                escape_text(text, self.out).map_err(|c| WriteError::character(tag.name, c))?;
                self.raw(tag.close);
                Ok(())
            }
            Encoding::Wbxml(_) => self.wbxml_field(tag, text),
        }
    }

    #[inline(never)]
    fn wbxml_field(&mut self, tag: &'static Tag, text: &str) -> Result<(), WriteError> {
        if text.is_empty() {
            self.flag(tag);
            return Ok(());
        }
        if let Some((_, c)) = first_forbidden(text) {
            return Err(WriteError::character(tag.name, c));
        }
        self.string(tag);
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(&[0, END]);
        Ok(())
    }

    /// Begins an element that holds an inline string.
    #[inline]
    fn string(&mut self, tag: &'static Tag) {
        self.elements += 1;
        if tag.page != self.page {
            self.switch_page(tag.page);
        }
        self.out
            .extend_from_slice(&[tag.token | WITH_CONTENT, STR_I]);
    }

    /// Octets as they are, which XML does not have.
    pub(super) fn opaque_field(&mut self, tag: &'static Tag, octets: &[u8]) {
        if octets.is_empty() {
            return self.flag(tag);
        }
        self.open(tag);
        self.out.push(OPAQUE);
        mb_u32(octets.len() as u32, self.out);
        self.out.extend_from_slice(octets);
        self.out.push(END);
    }

    /// A number, which no text can make fail.
    #[inline(always)]
    pub(super) fn number_field(&mut self, tag: &'static Tag, number: u32) {
        match self.encoding {
            Encoding::Xml => {
                self.elements += 1;
                self.raw(tag.open);
                self.number(number);
                self.raw(tag.close);
            }
            Encoding::Wbxml(_) => self.wbxml_number(tag, number),
        }
    }

    #[inline(never)]
    fn wbxml_number(&mut self, tag: &'static Tag, number: u32) {
        self.string(tag);
        self.number(number);
        self.out.extend_from_slice(&[0, END]);
    }

    pub(super) fn number(&mut self, mut number: u32) {
        let mut digits = [b'0'; 10];
        let mut used = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
            used += 1;
            if number == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[digits.len() - used..]);
    }

    #[inline(always)]
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.extend_from_slice(markup.as_bytes());
    }

    #[inline(never)]
    fn token(&mut self, page: u8, token: u8) {
        if page != self.page {
            self.switch_page(page);
        }
        self.out.push(token);
    }

    fn end(&mut self) {
        self.out.push(END);
    }

    fn switch_page(&mut self, page: u8) {
        self.out.extend_from_slice(&[SWITCH_PAGE, page]);
        self.page = page;
    }
}

/// The token of a command. The usual ones are found at once.
fn command_token(name: &str) -> Option<u8> {
    macro_rules! tokens {
        ($($command:literal)+) => {
            match name {
                $($command => Some(const { tags::token(0, $command) }),)+
                _ => tags::find(0, name),
            }
        };
    }
    tokens!("Status" "Results" "Get" "Add" "Replace" "Delete" "Exec" "Alert" "Atomic" "Sequence" "Copy")
}

/// Whether XML can have a command of this name. Those of SyncML are letters.
fn is_command_name(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic()) && !name.is_empty();
    is_plain || is_name(name) && !name.contains(':')
}
