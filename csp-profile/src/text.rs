//! A text and where it stands in the file, through entities, CDATA, JSON escapes and documents inside of values.

use std::fmt;
use std::ops::Range;

/// A range of bytes of a file, in its UTF-8 form.
pub type Place = Range<usize>;

/// What a file says somewhere: the text with entities and escapes resolved, and for each part of it the place in the file.
///
/// ```
/// # use csp_profile::Profile;
/// let file = "<Replace><Item><Target><LocURI>./Vendor/MSFT/X/A</LocURI></Target><Data>&lt;on/&gt;</Data></Item></Replace>";
/// let profile = Profile::read("x.xml", file.as_bytes(), None)?;
/// let (_, setting) = profile.settings().next().expect("there is one");
/// let text = &setting.value.as_ref().expect("it has a value").text;
/// assert_eq!(text.as_str(), "<on/>");
/// let on = text.place_of(1..3);
/// assert_eq!(&file[on], "on");
/// # Ok::<(), csp_profile::ReadError>(())
/// ```
#[derive(Clone, Default)]
pub struct Text {
    value: String,
    /// In the order of the value; a value that is not empty begins with one.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins in the value.
    at: usize,
    place: Place,
    /// Whether it stands in the file byte for byte; otherwise, all of it stands at all of the place.
    is_verbatim: bool,
}

impl Text {
    /// A text that stands in no file.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            pieces: Vec::new(),
        }
    }

    /// What it says.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// All of its place. An empty text has an empty place, a text of no file `0..0`.
    pub fn place(&self) -> Place {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.place.start..last.place.end,
            _ => 0..0,
        }
    }

    /// The place of a range of [`Self::as_str`]. What is resolved from an entity or an escape has the place of all of that.
    pub fn place_of(&self, range: Range<usize>) -> Place {
        let start = match self.piece(range.start) {
            Some(piece) if piece.is_verbatim => piece.place.start + (range.start - piece.at),
            Some(piece) => piece.place.start,
            None => 0,
        };
        let last = if range.end > range.start {
            range.end - 1
        } else {
            return start..start;
        };
        let end = match self.piece(last) {
            Some(piece) if piece.is_verbatim => {
                (piece.place.start + (range.end - piece.at)).min(piece.place.end)
            }
            Some(piece) => piece.place.end,
            None => 0,
        };
        start..end.max(start)
    }

    /// The byte of [`Self::as_str`] that stands at a byte of the file, also behind its last one; `None` where none of it stands there.
    pub fn at(&self, offset: usize) -> Option<usize> {
        // Of what ends and what begins there, the latter.
        let nth = self
            .pieces
            .iter()
            .rposition(|piece| piece.place.start <= offset && offset <= piece.place.end)?;
        let (piece, next) = (self.pieces.get(nth)?, self.pieces.get(nth + 1));
        let end = next.map_or(self.value.len(), |next| next.at);
        let at = if piece.is_verbatim {
            piece.at + (offset - piece.place.start)
        } else if offset < piece.place.end {
            piece.at
        } else {
            end
        };
        self.value.is_char_boundary(at).then_some(at)
    }

    /// The text of a whole file.
    pub(crate) fn file(value: String) -> Self {
        let place = 0..value.len();
        let piece = Piece {
            at: 0,
            place,
            is_verbatim: true,
        };
        Self {
            value,
            pieces: vec![piece],
        }
    }

    /// A part of it, with its places.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.push_slice(self, range);
        part
    }

    /// It without the white space around it. Where there is nothing else, that is nothing at its beginning.
    pub(crate) fn trimmed(&self) -> Self {
        let trimmed = self.value.trim();
        let start = match trimmed {
            "" => 0,
            _ => self.value.len() - self.value.trim_start().len(),
        };
        self.slice(start..start + trimmed.len())
    }

    /// Adds a part of another text.
    pub(crate) fn push_slice(&mut self, text: &Self, range: Range<usize>) {
        let Some(value) = text.value.get(range.clone()) else {
            return;
        };
        if value.is_empty() {
            let place = text.place_of(range);
            return self.push_replaced("", place);
        }
        let first = text.pieces.partition_point(|piece| piece.at <= range.start);
        for (nth, piece) in text.pieces.iter().enumerate().skip(first.saturating_sub(1)) {
            if piece.at >= range.end {
                break;
            }
            let end = text.pieces.get(nth + 1).map_or(text.value.len(), |p| p.at);
            let (from, to) = (piece.at.max(range.start), end.min(range.end));
            if from >= to {
                continue;
            }
            let at = self.value.len() + (from - range.start);
            let place = if piece.is_verbatim {
                piece.place.start + (from - piece.at)..piece.place.start + (to - piece.at)
            } else {
                piece.place.clone()
            };
            self.push_piece(Piece {
                at,
                place,
                is_verbatim: piece.is_verbatim,
            });
        }
        self.value.push_str(value);
    }

    /// Adds a part of a text of XML: however a line ends there, it says a line feed (XML 1.0, 2.11).
    pub(crate) fn push_lines(&mut self, text: &Self, range: Range<usize>) {
        let part = text.value.get(range.clone()).unwrap_or_default();
        let mut done = 0;
        for (at, _) in part.match_indices('\r') {
            let end = match part.as_bytes().get(at + 1) {
                Some(b'\n') => at + 2,
                _ => at + 1,
            };
            if at > done {
                self.push_slice(text, range.start + done..range.start + at);
            }
            let place = text.place_of(range.start + at..range.start + end);
            self.push_replaced("\n", place);
            done = end;
        }
        if done < part.len() || part.is_empty() {
            self.push_slice(text, range.start + done..range.end);
        }
    }

    /// Adds a text that stands at a place in another form.
    pub(crate) fn push_replaced(&mut self, value: &str, place: Place) {
        self.push_piece(Piece {
            at: self.value.len(),
            place,
            is_verbatim: false,
        });
        self.value.push_str(value);
    }

    fn push_piece(&mut self, piece: Piece) {
        // What goes on where the last one ended is one with it.
        if let Some(last) = self.pieces.last_mut() {
            let length = piece.at - last.at;
            if last.is_verbatim
                && piece.is_verbatim
                && last.place.end == piece.place.start
                && last.place.len() == length
            {
                last.place.end = piece.place.end;
                return;
            }
        }
        self.pieces.push(piece);
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(next.saturating_sub(1))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

/// Its length alone: a value may be a secret.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes at {:?}", self.value.len(), self.place())
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
