//! A document of WBXML as indented XML, for people and for tools that read XML: element by element, whether or not it is a message that makes sense.

use std::fmt::Write as _;

use super::body::{Decoder, Token};
use super::header::DocumentKind;
use super::tags;
use super::transcoded::Transcoded;
use crate::element_reader::{ElementReader, OpenElement};
use crate::encoding::{Encoding, WbxmlVersion};
use crate::error::{Error, ErrorKind};
use crate::item::DataForm;
use crate::limits::Limits;
use crate::message::Namespace;
use crate::xml::push_text;

/// The XML of a document of WBXML, an element on each line, within the limits of a message.
///
/// What XML cannot carry is said in the [notes](Transcoded::notes): octets, which become base64, and what the bytes have besides.
///
/// ```
/// let xml = syncml::wbxml::to_xml(b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B\x12\x01\x01", &syncml::Limits::default())?;
/// assert!(xml.bytes.starts_with(b"<SyncML xmlns=\"SYNCML:SYNCML1.2\">\n  <SyncHdr/>\n  <SyncBody>\n    <Final/>\n"));
/// # Ok::<(), syncml::Error>(())
/// ```
///
/// # Errors
///
/// The bytes are no WBXML, or more than the limits.
pub fn to_xml(bytes: &[u8], limits: &Limits) -> Result<Transcoded, Error> {
    if bytes.len() > limits.message_bytes.min(u32::MAX as usize) {
        let message = format!("the message has more than {} bytes", limits.message_bytes);
        return Err(Error::at_byte(ErrorKind::TooLarge, 0, message));
    }
    if Encoding::of(bytes) == Encoding::Xml {
        let message = "this is no WBXML, which begins with its version (0x03 for 1.3)";
        return Err(Error::at_byte(ErrorKind::Encoding, 0, message));
    }
    let decoder = Decoder::new(bytes, limits)?;
    let mut printer = Printer {
        notes: vec![about(&decoder)],
        decoder,
        out: String::new(),
        open: Vec::new(),
        is_begun: false,
        text: String::new(),
    };
    printer.document()?;
    printer.out.push('\n');
    Ok(Transcoded {
        bytes: printer.out.into_bytes(),
        notes: printer.notes,
    })
}

/// What the header says.
fn about(decoder: &Decoder<'_>) -> String {
    let version = match decoder.version {
        WbxmlVersion::V1_0 => "1.0",
        WbxmlVersion::V1_1 => "1.1",
        WbxmlVersion::V1_2 => "1.2",
        WbxmlVersion::V1_3 => "1.3",
    };
    let what = match decoder.kind {
        DocumentKind::SyncMl(Namespace::SyncMl12) => "SyncML 1.2",
        DocumentKind::SyncMl(Namespace::SyncMl11) => "SyncML 1.1",
        DocumentKind::SyncMl(Namespace::SyncMl10) => "SyncML 1.0",
        DocumentKind::Tree => "a tree (TNDS)",
        DocumentKind::SyncMl(Namespace::None) | DocumentKind::Other => "unknown",
    };
    match decoder.table_bytes() {
        0 => format!("WBXML {version}, public identifier: {what}, no string table"),
        bytes => {
            format!("WBXML {version}, public identifier: {what}, string table of {bytes} bytes")
        }
    }
}

struct Printer<'a> {
    decoder: Decoder<'a>,
    out: String,
    notes: Vec<String>,
    open: Vec<Frame<'a>>,
    /// Whether the last start tag has no `>` yet.
    is_begun: bool,
    /// The text since the last tag.
    text: String,
}

/// An element that is open.
struct Frame<'a> {
    name: &'a str,
    page: u8,
    has_children: bool,
    /// The Format that its Meta states: whether it is `bin`, and where that stands in the output.
    format: Option<(bool, usize)>,
}

impl<'a> Printer<'a> {
    fn document(&mut self) -> Result<(), Error> {
        loop {
            match self.decoder.next()? {
                Token::Open(element) => self.begin(element)?,
                Token::Close => self.end(),
                _ if self.open.is_empty() && self.decoder.token_at < self.decoder.at => {
                    return Err(self.decoder.stray());
                }
                Token::Text(text) => self.text.push_str(text),
                Token::Character(c) => self.text.push(c),
                Token::Opaque(bytes) => {
                    let text = self.decoder.opaque_text(bytes)?;
                    self.text.push_str(&text);
                }
                Token::End if self.open.is_empty() => {
                    let message = "the document has no element";
                    let offset = self.decoder.at;
                    return Err(Error::at_byte(ErrorKind::NotSyncMl, offset, message));
                }
                Token::End => return Err(self.decoder.cut_off()),
            }
            if self.decoder.is_over()? {
                return Ok(());
            }
        }
    }

    fn begin(&mut self, element: OpenElement<'a>) -> Result<(), Error> {
        let offset = element.offset;
        if self.decoder.has_attributes {
            let name = element.name;
            self.notes.push(format!(
                "byte {offset}: the attributes of {name} are left out"
            ));
        }
        if self.decoder.tag_page.is_some() && element.name == tags::UNKNOWN {
            self.notes.push(format!(
                "byte {offset}: no element has this tag in code page {}: it is written as `{}`",
                self.decoder.page,
                tags::UNKNOWN
            ));
        }
        if element.prefix > 0 {
            let name = element.name;
            self.notes.push(format!(
                "byte {offset}: the prefix of {name} is left out, for which WBXML has no namespace"
            ));
        }
        // Text between elements is indentation.
        if !self.text.trim().is_empty() {
            self.flush();
        }
        self.text.clear();
        self.finish_tag();
        let around = self.open.last().map(|frame| frame.page);
        let page = self.decoder.tag_page.or(around).unwrap_or_default();
        if let Some(frame) = self.open.last_mut() {
            frame.has_children = true;
            self.line();
        }
        let _ = write!(self.out, "<{}", element.local());
        if around != Some(page) {
            let namespace = match (page, self.decoder.kind) {
                (0, DocumentKind::SyncMl(namespace)) => namespace.uri(),
                (page, _) => tags::namespace(page),
            };
            if !namespace.is_empty() {
                let _ = write!(self.out, " xmlns=\"{namespace}\"");
            }
        }
        if element.empty {
            self.out.push_str("/>");
            return Ok(());
        }
        if let "Data" | "NextNonce" = element.local() {
            return self.value(&element);
        }
        self.is_begun = true;
        self.open.push(Frame {
            name: element.local(),
            page,
            has_children: false,
            format: None,
        });
        Ok(())
    }

    fn end(&mut self) {
        let (name, has_children) = match self.open.last() {
            Some(frame) => (frame.name, frame.has_children),
            None => return,
        };
        if has_children && self.text.trim().is_empty() {
            self.text.clear();
        }
        if name == "Type" {
            if let Some(media_type) = tags::media_type_in_xml(self.text.trim_ascii()) {
                media_type.clone_into(&mut self.text);
            }
        }
        if name == "Format" {
            self.text = self.text.trim_ascii().to_owned();
            self.note_format();
        }
        if self.text.is_empty() && self.is_begun {
            self.open.pop();
            self.out.push_str("/>");
            self.is_begun = false;
            return;
        }
        self.flush();
        self.close();
    }

    /// Writes the end tag of the innermost element.
    fn close(&mut self) {
        let Some(frame) = self.open.pop() else {
            return;
        };
        if frame.has_children {
            self.line();
        }
        let _ = write!(self.out, "</{}>", frame.name);
    }

    /// Writes the text that waits.
    fn flush(&mut self) {
        self.finish_tag();
        push_text(&self.text, &mut self.out);
        self.text.clear();
    }

    fn finish_tag(&mut self) {
        if std::mem::take(&mut self.is_begun) {
            self.out.push('>');
        }
    }

    fn line(&mut self) {
        let _ = write!(self.out, "\n{:1$}", "", 2 * self.open.len());
    }

    /// Takes note of a Format whose text is about to be written: it is for what its Meta stands in.
    fn note_format(&mut self) {
        let is_bin = self.text == "bin";
        let at = self.out.len() + usize::from(self.is_begun);
        let around = self.open.iter_mut().rev().skip(1);
        let mut around = around.skip_while(|frame| matches!(frame.name, "Meta" | "MetInf"));
        if let Some(frame) = around.next() {
            frame.format = Some((is_bin, at));
        }
    }

    /// Writes the content of an element that may hold octets, whose tag is written, and its end tag.
    fn value(&mut self, element: &OpenElement<'a>) -> Result<(), Error> {
        let (name, offset) = (element.local(), self.decoder.at);
        let format = self.open.iter().rev().find_map(|frame| frame.format);
        let is_nonce = name == "NextNonce";
        let is_bin = is_nonce || format.is_some_and(|(is_bin, _)| is_bin);
        let trees = self.decoder.trees;
        let data = self.decoder.data(element, is_bin)?;
        if self.decoder.trees > trees {
            self.notes.push(format!(
                "byte {offset}: {name} is a tree in WBXML of its own"
            ));
        }
        if data.form == DataForm::Octets {
            let count = data.carried_bytes(Encoding::WBXML);
            let what = if is_bin {
                "octets"
            } else {
                "a document of WBXML that is no tree, or a piece of one"
            };
            self.notes.push(format!(
                "byte {offset}: {name} has {count} bytes, {what}: they are base64 here"
            ));
            if let Some((true, at)) = format.filter(|_| !is_nonce) {
                // In XML a value of octets is base64 by its Format, too.
                if self.out.get(at..at + "bin".len()) == Some("bin") {
                    self.out.replace_range(at..at + "bin".len(), "b64");
                }
            }
        }
        if data.text.is_empty() {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.push('>');
        match data.form {
            DataForm::Markup => self.out.push_str(&data.text),
            DataForm::Text | DataForm::Octets => push_text(&data.text, &mut self.out),
        }
        let _ = write!(self.out, "</{name}>");
        Ok(())
    }
}
