//! The text of a table as it is written: its lines, and the escapes in them.

use std::fmt::Write as _;

/// The text of a table as it grows: the lines of a tree, or of what describes itself line by line.
#[derive(Debug, Default)]
pub struct TableText(String);

impl TableText {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// The name of the CSP.
    pub fn csp(&mut self, name: &str) {
        self.line("csp", name);
    }

    /// Where the next root hangs.
    pub fn root(&mut self, path: &str) {
        self.line("root", path);
    }

    /// Begins a node: how deep it stands below its root, its class, and its name.
    pub fn node(&mut self, depth: usize, class: usize, name: &str) {
        let _ = write!(self.0, "{depth} {class}");
        self.end_line(name);
    }

    /// States a fact of the node above: its key, and its text where the key does not say it all.
    pub fn fact(&mut self, key: &str, text: &str) {
        self.0.push_str("  ");
        self.line(key, text);
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, key: &str, text: &str) {
        self.0.push_str(key);
        self.end_line(text);
    }

    fn end_line(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(' ');
            escape(&mut self.0, text);
        }
        self.0.push('\n');
    }
}

fn escape(out: &mut String, text: &str) {
    // Nearly every text.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\\' | b'"');
    if csp_check::all_bytes(text, is_plain) && !text.starts_with(' ') && !text.ends_with(' ') {
        return out.push_str(text);
    }
    let last = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            // So that the table fits into a raw string with one hash: rustc takes 255 of them at most.
            '"' if text[at + 1..].starts_with('#') => "\\u{22}",
            ' ' if at == 0 || at == last => "\\s",
            c if is_shapeless(c) => "",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(escaped);
        if escaped.is_empty() {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        written = at + c.len_utf8();
    }
    out.push_str(&text[written..]);
}

/// Whether a character has no shape of its own or changes the direction of text: rustc refuses some of them in source, and nobody sees the others.
pub fn is_shapeless(c: char) -> bool {
    matches!(c, '\0'..='\x1F' | '\x7F'..='\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..)
}
