//! Why a file is no profile at all.

use std::fmt;

use crate::position::Position;

/// Why nothing could be read from a file. What is wrong in a part of it is a [`Fault`](crate::Fault) instead.
///
/// It prints as one sentence with a position: `x.xml:3:14: ...`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    name: String,
    position: Option<Position>,
    offset: usize,
    message: String,
}

impl ReadError {
    pub(crate) fn new(name: &str, message: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            position: None,
            offset: 0,
            message: message.into(),
        }
    }

    pub(crate) fn at(
        name: &str,
        position: Position,
        offset: usize,
        message: impl Into<String>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            position: Some(position),
            offset,
            message: message.into(),
        }
    }

    pub(crate) fn from_decode(name: &str, error: &syncml::Error) -> Self {
        Self {
            name: name.to_owned(),
            position: Some(Position {
                line: error.line(),
                column: error.column(),
            }),
            offset: error.offset(),
            message: error.message().to_owned(),
        }
    }

    /// The line and the column; `None` where the file as a whole is meant.
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// The byte of the file, in its UTF-8 form.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong and what to do about it, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(position) = self.position {
            write!(f, ":{position}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ReadError {}
