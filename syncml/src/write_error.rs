//! Why a message cannot be written.

use std::fmt;

use super::chars::forbidden;
use super::error::Error;

/// Why a part of a message cannot be written. There is nothing of that part in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// A text has a character that XML 1.0 cannot carry, not even as a reference.
    Character {
        /// The element or the attribute that the text is for, for example `Data`.
        element: &'static str,
        /// The character.
        character: char,
    },
    /// The raw XML of a [`Data`](super::Data) is not well-formed; the position is in that XML.
    Markup(Error),
    /// The name of a [`Verb::Unknown`](super::Verb::Unknown) is no name of XML.
    Name {
        /// The name.
        name: String,
    },
    /// WBXML has no token for the name of a [`Verb::Unknown`](super::Verb::Unknown).
    NoToken {
        /// The name.
        name: String,
    },
}

impl WriteError {
    pub(super) fn character(element: &'static str, character: char) -> WriteError {
        WriteError::Character { element, character }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Character { element, character } => {
                write!(f, "{element}: {}", forbidden(*character))
            }
            WriteError::Markup(error) => {
                write!(f, "Data: the raw XML is not well-formed: {error}")
            }
            WriteError::Name { name } => {
                write!(
                    f,
                    "{name:?} cannot be the name of a command: use a name of XML"
                )
            }
            WriteError::NoToken { name } => {
                write!(
                    f,
                    "{name:?} is no element of SyncML, and WBXML has no other commands: send it in XML"
                )
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Markup(error) => Some(error),
            _ => None,
        }
    }
}
