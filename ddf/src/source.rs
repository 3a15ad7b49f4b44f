//! The text of one file, decoded from its bytes, and the way from a byte offset to a line and column.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::codes;
use crate::diagnostic::Diagnostic;

/// The most bytes a file may have (16 MiB, over twice a whole published drop of Windows).
///
/// Larger input is refused before it is decoded, so that memory stays bounded.
pub const MAX_BYTES: usize = 16 << 20;

/// A file: its name as the user gave it, and its text.
pub struct Source {
    name: String,
    text: String,
    index: OnceLock<Index>,
}

/// What makes the way from an offset to a line and column short, also in a file that is one long
/// line.
struct Index {
    /// Where each line starts.
    lines: Vec<usize>,
    /// How many characters start before each block of [`BLOCK`] bytes.
    blocks: Vec<usize>,
}

const BLOCK: usize = 1 << 10;

impl Source {
    /// A source whose text is already decoded; `name` is what diagnostics show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        if text.starts_with('\u{FEFF}') {
            text.remove(0);
        }
        Arc::new(Self {
            name: name.into(),
            text,
            index: OnceLock::new(),
        })
    }

    /// Decodes the bytes of a file: UTF-8, or UTF-16 in either byte order.
    ///
    /// A byte order mark decides, and without one the place of the NUL bytes that the first `<` has
    /// in UTF-16. What the XML declaration says is not asked: tools write `encoding="utf-16"` on
    /// text that has since been saved as UTF-8.
    ///
    /// # Errors
    ///
    /// One diagnostic when there are more than [`MAX_BYTES`] bytes, or when they are not text in
    /// that encoding; it points at the first byte that is not.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Self>, Diagnostic> {
        let name = name.into();
        if bytes.len() > MAX_BYTES {
            return Err(too_large(&Self::new(name, String::new()), bytes.len()));
        }
        match bytes.as_slice() {
            // The version of WBXML (1.1 to 1.3) is its first byte, and no character that XML allows.
            [1..=3, _, _, _, ..] => Err(wbxml(name)),
            [0xFF, 0xFE, rest @ ..] => decode_utf16(name, rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => decode_utf16(name, rest, u16::from_be_bytes),
            [first, 0, ..] if *first != 0 => decode_utf16(name, &bytes, u16::from_le_bytes),
            [0, second, ..] if *second != 0 => decode_utf16(name, &bytes, u16::from_be_bytes),
            _ => decode_utf8(name, bytes),
        }
    }

    /// The name, as diagnostics show it: usually the path as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column of a byte offset, both from 1; a column counts characters.
    ///
    /// An offset past the end is read as the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let start = self.line_span(offset).start;
        let line = self.index().lines.partition_point(|&start| start <= offset);
        (line, self.characters(offset) - self.characters(start) + 1)
    }

    /// The byte offset of a line and column, as [`line_column`](Self::line_column) counts them.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let start = line
            .checked_sub(1)
            .and_then(|line| self.index().lines.get(line));
        let start = start.copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or("");
        let mut characters = rest.char_indices().map(|(at, _)| at);
        start
            + characters
                .nth(column.saturating_sub(1))
                .unwrap_or(rest.len())
    }

    /// The bytes of the line at an offset, without its line break.
    pub(crate) fn line_span(&self, offset: usize) -> Range<usize> {
        let lines = &self.index().lines;
        let next = lines.partition_point(|&start| start <= offset);
        let start = next
            .checked_sub(1)
            .and_then(|line| lines.get(line))
            .copied()
            .unwrap_or(0);
        let end = lines.get(next).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or("");
        start..start + line.trim_end_matches(['\r', '\n']).len()
    }

    /// How many characters start before an offset.
    fn characters(&self, offset: usize) -> usize {
        let before = self
            .index()
            .blocks
            .get(offset / BLOCK)
            .copied()
            .unwrap_or(0);
        let block = self
            .text
            .as_bytes()
            .get(offset / BLOCK * BLOCK..offset)
            .unwrap_or(&[]);
        before + starts(block)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let breaks = self
                .text
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n');
            let lines = std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect();
            let mut count = 0;
            let mut blocks = vec![0];
            for block in self.text.as_bytes().chunks(BLOCK) {
                count += starts(block);
                blocks.push(count);
            }
            Index { lines, blocks }
        })
    }
}

fn wbxml(name: String) -> Diagnostic {
    let source = Source::new(name, "");
    let message = "the file is WBXML, the binary form of SyncML and of its trees";
    Diagnostic::new(&codes::NOT_TEXT, &source, 0..0, message)
        .with_help("convert it to XML; a DDF is read as XML alone")
}

/// How many characters start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The nearest character boundary at or before `offset`.
pub(crate) fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

pub(crate) fn too_large(source: &Arc<Source>, bytes: usize) -> Diagnostic {
    let message = format!("the file has {bytes} bytes; at most {MAX_BYTES} are read");
    Diagnostic::new(&codes::TOO_LARGE, source, 0..0, message)
}

fn decode_utf8(name: String, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    String::from_utf8(bytes)
        .map(|text| Source::new(&*name, text))
        .map_err(|error| {
            let fault = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(fault).copied().unwrap_or_default();
            // The text before the fault is what it was, so the offset holds unless a mark was dropped.
            let mark = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
                3
            } else {
                0
            };
            let source = Source::new(name, String::from_utf8_lossy(&bytes));
            let at = fault.saturating_sub(mark);
            let diagnostic = Diagnostic::new(
                &codes::NOT_TEXT,
                &source,
                at..at + '\u{FFFD}'.len_utf8(),
                format!("byte 0x{byte:02X} is not UTF-8"),
            )
            .with_label("the first byte that is not UTF-8");
            match declared_encoding(source.text()) {
                Some(declared) if !declared.to_ascii_lowercase().starts_with("utf") => {
                    let help =
                        format!("the file says it is {declared}; save it as UTF-8, and say so");
                    diagnostic.with_help(help)
                }
                _ => diagnostic,
            }
        })
}

fn decode_utf16(
    name: String,
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
) -> Result<Arc<Source>, Diagnostic> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut fault = None;
    for decoded in char::decode_utf16(units) {
        if decoded.is_err() && fault.is_none() {
            fault = Some((text.len(), "half of a surrogate pair is not UTF-16"));
        }
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if odd && fault.is_none() {
        fault = Some((
            text.len(),
            "UTF-16 has two bytes to a unit, and the last unit has one",
        ));
    }
    let source = Source::new(name, text);
    match fault {
        None => Ok(source),
        Some((at, message)) => Err(Diagnostic::new(&codes::NOT_TEXT, &source, at..at, message)),
    }
}

/// What the XML declaration, if there is one, says about the encoding.
fn declared_encoding(text: &str) -> Option<&str> {
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(name, _)| name)
}
