//! Lines and characters of a text, as the protocol counts them.

use std::ops::Range;

use lsp_types::{Position, Range as Span};

/// How far places are apart that are remembered in a line, in bytes, so that no look-up reads far.
const STRIDE: usize = 1024;

/// What a character of a position is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// A byte.
    Utf8,
    /// A unit of UTF-16, which every editor can count.
    #[default]
    Utf16,
}

impl Encoding {
    fn units(self, c: char) -> u32 {
        match self {
            Self::Utf8 => c.len_utf8() as u32,
            Self::Utf16 => c.len_utf16() as u32,
        }
    }
}

/// The lines of a text. They end with `\n`, `\r\n` or `\r`.
pub(crate) struct Lines {
    encoding: Encoding,
    /// The byte and the position of each line's beginning, and of places in long lines.
    marks: Vec<(usize, Position)>,
}

impl Lines {
    pub(crate) fn new(text: &str, encoding: Encoding) -> Self {
        let mut lines = Self {
            encoding,
            marks: vec![(0, Position::new(0, 0))],
        };
        lines.scan(text);
        lines
    }

    /// Forgets what follows from a byte on, because the text changes there. What is before it is still found; [`Self::scan`] finds the rest again. So
    /// many changes, one behind the other or each before the last, cost no more than the text is long.
    pub(crate) fn cut(&mut self, offset: usize) {
        // A line feed behind a carriage return would be one end of a line with it.
        let valid = self.marks.partition_point(|(at, _)| *at < offset);
        self.marks.truncate(valid.max(1));
    }

    /// Looks at all of the text.
    pub(crate) fn scan(&mut self, text: &str) {
        while self.step(text) {}
    }

    /// The byte at a position of a text that may have been cut.
    pub(crate) fn offset_in_change(&mut self, text: &str, position: Position) -> usize {
        while self.mark(self.marks.len()).1 <= position && self.step(text) {}
        self.offset(text, position)
    }

    /// Looks at the text up to the next mark; whether there is one.
    fn step(&mut self, text: &str) -> bool {
        let (from, mut position) = self.mark(self.marks.len());
        let rest = text.get(from..).unwrap_or_default();
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let ends_line = match c {
                '\r' => chars.peek().is_none_or(|(_, next)| *next != '\n'),
                c => c == '\n',
            };
            let length = at + c.len_utf8();
            if ends_line {
                position = Position::new(position.line + 1, 0);
            } else {
                position.character += self.encoding.units(c);
            }
            if ends_line || length >= STRIDE {
                self.marks.push((from + length, position));
                return true;
            }
        }
        false
    }

    /// The position of a byte; of one behind the text, its end.
    pub(crate) fn position(&self, text: &str, offset: usize) -> Position {
        let nth = self.marks.partition_point(|(at, _)| *at <= offset);
        let (from, mut position) = self.mark(nth);
        for (at, c) in text.get(from..).unwrap_or_default().char_indices() {
            if from + at + c.len_utf8() > offset {
                break;
            }
            position.character += self.encoding.units(c);
        }
        position
    }

    /// The byte at a position. One behind a line is its end, one behind the text the text's.
    pub(crate) fn offset(&self, text: &str, position: Position) -> usize {
        let nth = self.marks.partition_point(|(_, mark)| *mark <= position);
        let (mut offset, mut at) = self.mark(nth);
        if at.line < position.line {
            return text.len();
        }
        for c in text.get(offset..).unwrap_or_default().chars() {
            at.character += self.encoding.units(c);
            if matches!(c, '\r' | '\n') || at.character > position.character {
                break;
            }
            offset += c.len_utf8();
        }
        offset
    }

    /// The positions of a range of bytes.
    pub(crate) fn span(&self, text: &str, range: &Range<usize>) -> Span {
        Span::new(
            self.position(text, range.start),
            self.position(text, range.end),
        )
    }

    /// The mark before the nth.
    fn mark(&self, nth: usize) -> (usize, Position) {
        let mark = self.marks.get(nth.saturating_sub(1)).copied();
        mark.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_a_position_and_the_way_back() {
        let long = format!("{}é𝄞", "x".repeat(3000));
        for text in ["", "a\nb", "é𝄞\r\nß\rx\n", "\r\r\n\n", &long] {
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let lines = Lines::new(text, encoding);
                for (at, c) in text.char_indices() {
                    let position = lines.position(text, at);
                    // The place between `\r` and `\n` is in no line.
                    if !(c == '\n' && text[..at].ends_with('\r')) {
                        assert_eq!(lines.offset(text, position), at, "{text:?} {at}");
                    }
                }
            }
        }
        let text = "é𝄞x\r\nß";
        let utf16 = Lines::new(text, Encoding::Utf16);
        assert_eq!(utf16.position(text, 6), Position::new(0, 3));
        assert_eq!(utf16.offset(text, Position::new(0, 2)), 2, "within a pair");
        assert_eq!(utf16.offset(text, Position::new(0, 99)), 7);
        assert_eq!(utf16.offset(text, Position::new(9, 0)), text.len());
        assert_eq!(utf16.offset(text, Position::new(1, u32::MAX)), text.len());
        let utf8 = Lines::new(text, Encoding::Utf8);
        assert_eq!(utf8.position(text, 6), Position::new(0, 6));
    }
}
