//! A document of XML as WBXML, element by element: what `csp wbxml encode` gives.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::header::{UTF_8_BYTE, mb_u32, public_id};
use super::tags;
use super::token::{END, LITERAL, OPAQUE, STR_I, SWITCH_PAGE, WITH_CONTENT};
use super::transcoded::Transcoded;

use crate::element_reader::{ElementReader, OpenElement};
use crate::encoding::WbxmlVersion;
use crate::error::{Error, ErrorKind};
use crate::item::DataForm;
use crate::limits::Limits;
use crate::utf::{Places, decode, in_input};
use crate::xml::Scanner;

/// The WBXML 1.3 of a document of XML, within the limits of a message.
///
/// White space around elements and texts is left out, because WBXML counts every byte; that of a Data stays. Where the Format of a Data is `bin`,
/// its base64 becomes octets. Elements that no code page has are named by a string table, and those inside of a Data are its text. Commands without
/// anything around them get a message with an empty header, because WBXML has one root. What WBXML cannot carry, attributes, is said in the
/// [notes](Transcoded::notes).
///
/// # Errors
///
/// The bytes are no XML, no SyncML, or more than the limits.
pub fn from_xml(bytes: &[u8], limits: &Limits) -> Result<Transcoded, Error> {
    let max = limits.message_bytes.min(u32::MAX as usize);
    if bytes.len() > max {
        let message = format!("the message has more than {max} bytes");
        return Err(Error::new(ErrorKind::TooLarge, "", 0, message));
    }
    from_text(bytes, limits).map_err(|error| in_input(error, bytes))
}

fn from_text(input: &[u8], limits: &Limits) -> Result<Transcoded, Error> {
    let text = decode(input)?;
    let mut scanner = Scanner::new(&text, limits).passing_doctype();
    let Some(root) = scanner.root()? else {
        let message = "the message has no element";
        return Err(scanner.error(ErrorKind::NotSyncMl, scanner.offset(), message));
    };
    let namespace = scanner.namespace(&root)?;
    let mut encoder = Encoder {
        scanner,
        body: Vec::new(),
        page: 0,
        table: Vec::new(),
        names: BTreeMap::new(),
        notes: Vec::new(),
    };
    match root.local() {
        "SyncML" => encoder.root(root)?,
        _ => encoder.fragment(root)?,
    }
    let mut bytes = vec![WbxmlVersion::V1_3.written()];
    bytes.extend(public_id(namespace));
    bytes.push(UTF_8_BYTE);
    mb_u32(encoder.table.len() as u32, &mut bytes);
    bytes.extend(&encoder.table);
    bytes.extend(&encoder.body);
    let mut places = Places::in_input(input);
    let note = |(offset, text)| format!("byte {}: {text}", places.byte(offset));
    Ok(Transcoded {
        bytes,
        notes: encoder.notes.into_iter().map(note).collect(),
    })
}

struct Encoder<'a> {
    scanner: Scanner<'a>,
    body: Vec<u8>,
    page: u8,
    /// The names of elements that no page has, and where each stands.
    table: Vec<u8>,
    names: BTreeMap<&'a str, u32>,
    /// Each with its place in the text, in their order.
    notes: Vec<(usize, String)>,
}

impl<'a> Encoder<'a> {
    /// Writes a whole message.
    fn root(&mut self, root: OpenElement<'a>) -> Result<(), Error> {
        self.element(&root, &mut false)?;
        let Some(second) = self.scanner.root()? else {
            return Ok(());
        };
        let message = format!("`<{}>` stands after the end of the message", second.name);
        let offset = second.offset as usize;
        Err(self.scanner.error(ErrorKind::NotSyncMl, offset, message))
    }

    /// Writes a body, or a run of commands, as a message with an empty header.
    fn fragment(&mut self, first: OpenElement<'a>) -> Result<(), Error> {
        self.tag("SyncML");
        self.tag("SyncHdr");
        self.drop_content("SyncHdr");
        let is_body = first.local() == "SyncBody";
        if !is_body {
            self.tag("SyncBody");
        }
        let mut next = Some(first);
        while let Some(open) = next {
            self.element(&open, &mut false)?;
            next = self.scanner.root()?;
        }
        if !is_body {
            self.body.push(END);
        }
        self.body.push(END);
        Ok(())
    }

    /// Writes an element. `is_bin` is whether the Format that was stated last, for what is beside it, is `bin`.
    fn element(&mut self, open: &OpenElement<'a>, is_bin: &mut bool) -> Result<(), Error> {
        let name = open.local();
        self.note_attributes(open);
        self.tag(name);
        let tag = self.body.len();
        match name {
            "Data" => self.data(open, *is_bin)?,
            "Meta" | "MetInf" => self.children(open, is_bin)?,
            "Format" => {
                let text = self.scanner.trimmed(open)?;
                *is_bin = text == "bin";
                self.text(&text);
            }
            _ => self.children(open, &mut is_bin.clone())?,
        }
        if self.body.len() == tag {
            self.drop_content(name)
        } else {
            self.body.push(END);
        }
        Ok(())
    }

    fn children(&mut self, open: &OpenElement<'a>, is_bin: &mut bool) -> Result<(), Error> {
        let mut text = Cow::Borrowed("");
        while let Some(child) = self.scanner.text_up_to_child(open, &mut text)? {
            self.between(&text);
            text = Cow::Borrowed("");
            self.element(&child, is_bin)?;
        }
        self.between(&text);
        Ok(())
    }

    fn data(&mut self, open: &OpenElement<'a>, is_bin: bool) -> Result<(), Error> {
        let data = self.scanner.data(open, false)?;
        match data.form {
            DataForm::Markup => self.octets(data.text.as_bytes()),
            _ if !is_bin => self.text(&data.text),
            _ => match csp_check::decode_base64(&data.text) {
                Some(octets) => self.octets(&octets),
                None => {
                    let note = "Data is no base64, though its Format is bin: it stays text";
                    self.notes.push((open.offset as usize, note.to_owned()));
                    self.text(&data.text);
                }
            },
        }
        Ok(())
    }

    /// Writes text that stands beside elements, or alone, without the white space around it. Samples that were copied from web pages are indented
    /// with no-break spaces.
    fn between(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.text(text.trim_ascii());
        }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.body.push(STR_I);
            self.body.extend(text.as_bytes());
            self.body.push(0);
        }
    }

    fn octets(&mut self, octets: &[u8]) {
        if !octets.is_empty() {
            self.body.push(OPAQUE);
            mb_u32(octets.len() as u32, &mut self.body);
            self.body.extend(octets);
        }
    }

    /// Writes the tag of an element with content.
    fn tag(&mut self, name: &'a str) {
        let known = [0, tags::METINF]
            .into_iter()
            .find_map(|page| Some((page, tags::find(page, name)?)));
        let Some((page, token)) = known else {
            let offset = self.names.get(name).copied().unwrap_or_else(|| {
                let offset = self.table.len() as u32;
                self.table.extend(name.as_bytes());
                self.table.push(0);
                self.names.insert(name, offset);
                offset
            });
            self.body.push(LITERAL | WITH_CONTENT);
            mb_u32(offset, &mut self.body);
            return;
        };
        if page != self.page {
            self.body.extend([SWITCH_PAGE, page]);
            self.page = page;
        }
        self.body.push(token | WITH_CONTENT);
    }

    /// Makes the last tag, which is the last thing that was written, that of an empty element.
    fn drop_content(&mut self, name: &str) {
        let literal = self.names.get(name).map_or(0, |offset| {
            let mut number = Vec::new();
            mb_u32(*offset, &mut number);
            number.len()
        });
        let at = self.body.len().wrapping_sub(1 + literal);
        if let Some(tag) = self.body.get_mut(at) {
            *tag &= !WITH_CONTENT;
        }
    }

    fn note_attributes(&mut self, open: &OpenElement<'a>) {
        let attributes = self.scanner.attributes_of(open);
        for (attribute, _) in attributes.filter(|(name, _)| !name.starts_with("xmlns")) {
            let name = open.name;
            let note = format!(
                "the attribute `{attribute}` of {name} is left out, which WBXML does not carry"
            );
            self.notes.push((open.offset as usize, note));
        }
    }
}
