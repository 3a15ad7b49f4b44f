//! Writing the document: XML with an element on each line, as Microsoft's examples have it.

use crate::entry::{Characteristic, Entry, Parm};
use crate::error::WriteError;

/// What `datatype` says of a value.
pub(crate) const INTEGER: Option<&str> = Some("integer");
pub(crate) const BOOLEAN: Option<&str> = Some("boolean");
pub(crate) const STRING: Option<&str> = Some("string");

/// A document that is being written. The first thing that cannot be written is the error of all of it.
pub(crate) struct Writer {
    text: String,
    depth: usize,
    error: Option<WriteError>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            text: "<wap-provisioningdoc version=\"1.1\">\n".to_owned(),
            depth: 1,
            error: None,
        }
    }

    pub(crate) fn finish(mut self) -> Result<String, WriteError> {
        self.text += "</wap-provisioningdoc>\n";
        self.error.map_or(Ok(self.text), Err)
    }

    pub(crate) fn fail(&mut self, error: WriteError) {
        self.error.get_or_insert(error);
    }

    /// A characteristic with what `content` writes.
    pub(crate) fn node(&mut self, kind: &str, content: impl FnOnce(&mut Self)) {
        self.begin("characteristic");
        self.attribute(kind, "type", kind);
        let start = self.text.len();
        self.text += ">\n";
        let end = self.text.len();
        self.depth += 1;
        content(self);
        self.depth -= 1;
        if self.text.len() == end {
            self.text.truncate(start);
            self.text += "/>\n";
            return;
        }
        self.indent();
        self.text += "</characteristic>\n";
    }

    pub(crate) fn parm(&mut self, name: &str, value: Option<&str>, datatype: Option<&str>) {
        self.begin("parm");
        self.attribute(name, "name", name);
        for (attribute, text) in [("value", value), ("datatype", datatype)] {
            if let Some(text) = text {
                self.attribute(name, attribute, text);
            }
        }
        self.text += "/>\n";
    }

    /// A parm with a text that says something, which Windows requires.
    pub(crate) fn required(&mut self, name: &'static str, value: &str) {
        if value.is_empty() {
            self.fail(WriteError::Empty(name));
        }
        self.parm(name, Some(value), None);
    }

    /// A parm where there is a value for it.
    pub(crate) fn optional(
        &mut self,
        name: &str,
        value: Option<impl ToString>,
        datatype: Option<&str>,
    ) {
        if let Some(value) = value {
            self.parm(name, Some(&value.to_string()), datatype);
        }
    }

    pub(crate) fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Parm(Parm {
                    name,
                    value,
                    datatype,
                }) => self.parm(name, value.as_deref(), datatype.as_deref()),
                Entry::Characteristic(Characteristic { kind, entries }) => {
                    self.node(kind, |writer| writer.entries(entries));
                }
            }
        }
    }

    fn begin(&mut self, element: &str) {
        self.indent();
        self.text.push('<');
        self.text += element;
    }

    fn indent(&mut self) {
        let blanks = 2 * self.depth;
        self.text.extend(std::iter::repeat_n(' ', blanks));
    }

    fn attribute(&mut self, of: &str, name: &str, value: &str) {
        self.text.push(' ');
        self.text += name;
        self.text += "=\"";
        for character in value.chars() {
            match character {
                '&' => self.text += "&amp;",
                '<' => self.text += "&lt;",
                '>' => self.text += "&gt;",
                '"' => self.text += "&quot;",
                // A reader makes a blank of each of them as it stands.
                '\t' => self.text += "&#9;",
                '\n' => self.text += "&#10;",
                '\r' => self.text += "&#13;",
                _ if !is_xml(character) => self.fail(WriteError::Character {
                    name: of.to_owned(),
                    character,
                }),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }
}

/// Whether XML 1.0 can carry a character ("Characters").
pub(crate) const fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
