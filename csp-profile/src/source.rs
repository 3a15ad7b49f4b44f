//! One file: its text, and lines and columns in it.

use crate::error::ReadError;
use crate::position::Position;
use crate::text::Text;

/// The bytes that a file may have at most.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How far positions are apart that are remembered, in bytes.
const STRIDE: usize = 256;

/// A file that was read: UTF-8, or UTF-16, whose places are those of its UTF-8 form.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: Text,
    is_utf16: bool,
    /// Positions at about every [`STRIDE`]th byte, so that no look-up reads far.
    marks: Vec<(usize, Position)>,
}

impl Source {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > MAX_BYTES {
            return Err(ReadError::new(
                name,
                format!("the file has more than {MAX_BYTES} bytes: split it"),
            ));
        }
        let text = syncml::decode(bytes).map_err(|error| ReadError::from_decode(name, &error))?;
        let is_utf16 = matches!(text, std::borrow::Cow::Owned(_));
        let text = text.into_owned();
        Ok(Self {
            name: name.to_owned(),
            marks: marks(&text),
            is_utf16,
            text: Text::file(text),
        })
    }

    /// The name that was given to [`Profile::read`](crate::Profile::read).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text that places count in.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether the file is UTF-16, so that places are not its bytes.
    pub fn is_utf16(&self) -> bool {
        self.is_utf16
    }

    /// The line and the column of a byte of [`Self::as_str`].
    pub fn position(&self, offset: usize) -> Position {
        let nth = self.marks.partition_point(|(at, _)| *at <= offset);
        let (from, position) = match self.marks.get(nth.saturating_sub(1)) {
            Some(mark) => *mark,
            None => (0, Position { line: 1, column: 1 }),
        };
        let text = self.as_str();
        let mut to = offset.min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        advance(position, text.get(from..to).unwrap_or_default())
    }

    /// That nothing could be read, because of what stands at a byte.
    pub(crate) fn error(&self, offset: usize, message: impl Into<String>) -> ReadError {
        ReadError::at(&self.name, self.position(offset), offset, message)
    }

    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    /// Where the text begins, behind a byte order mark.
    pub(crate) fn start(&self) -> usize {
        self.as_str().len() - self.as_str().trim_start_matches('\u{FEFF}').len()
    }
}

fn marks(text: &str) -> Vec<(usize, Position)> {
    let mut marks = vec![(0, Position { line: 1, column: 1 })];
    let (mut from, mut position) = (0, Position { line: 1, column: 1 });
    while from + STRIDE < text.len() {
        let mut to = from + STRIDE;
        while !text.is_char_boundary(to) {
            to += 1;
        }
        position = advance(position, text.get(from..to).unwrap_or_default());
        marks.push((to, position));
        from = to;
    }
    marks
}

fn advance(Position { line, column }: Position, text: &str) -> Position {
    let characters = |text: &str| text.chars().filter(|c| *c != '\u{FEFF}').count();
    match text.rfind('\n') {
        Some(last) => Position {
            line: line + text.bytes().filter(|byte| *byte == b'\n').count(),
            column: 1 + characters(text.get(last + 1..).unwrap_or_default()),
        },
        None => Position {
            line,
            column: column + characters(text),
        },
    }
}
