//! Why a document cannot be read, or written.

use std::fmt;

/// Why a text is no provisioning document of an enrolment, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    line: usize,
    column: usize,
    message: String,
}

/// What is wrong at a byte of the text.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) offset: usize,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
        }
    }

    /// The error, with the line and the column in the text.
    pub(crate) fn in_text(self, text: &str) -> ParseError {
        let before = text.get(..self.offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        ParseError {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: self.message,
        }
    }
}

impl ParseError {
    /// The line, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ParseError {}

/// Why a document cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// A part that Windows requires is empty: the parm or the characteristic.
    Empty(&'static str),
    /// A nonce is empty, for the credentials of this AAUTHLEVEL. Windows 11 26200 refuses the enrolment then (80070057).
    NoNonce(&'static str),
    /// A text has a character that XML cannot carry (XML 1.0, "Characters").
    Character {
        /// The parm or the characteristic.
        name: String,
        /// The character.
        character: char,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(name) => write!(
                f,
                "`{name}` is empty, and Windows requires it: give it a value"
            ),
            Self::NoNonce(level) => write!(
                f,
                "the nonce for AAUTHLEVEL {level} is empty, and Windows does not enrol without one: take random bytes"
            ),
            Self::Character { name, character } => write!(
                f,
                "`{name}` has the character U+{:04X}, which XML cannot carry: leave it out",
                u32::from(*character)
            ),
        }
    }
}

impl std::error::Error for WriteError {}
