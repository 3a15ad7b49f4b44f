//! The text of one file, decoded from its bytes, and the way from a byte offset to a line and column.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

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
