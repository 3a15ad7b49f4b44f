//! What comes of looking at a value by a schema, and at the schema itself.

use std::fmt;

/// How far a value was evaluated; nothing in it was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evaluated {
    /// All of it.
    Whole,
    /// The rest was not looked at, and this says which and why.
    Partly(String),
}

/// Why a text is none of the values that a schema or a language describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    pub(crate) message: String,
    pub(crate) offset: Option<usize>,
}

impl ValueError {
    pub(crate) fn at(offset: usize, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            offset: Some(offset),
        }
    }

    /// Where in the text, in bytes, if that is known.
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}

/// Why a schema cannot be evaluated: it is none, or it asks for more than is done here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    pub(crate) message: String,
    pub(crate) offset: Option<usize>,
}

impl SchemaError {
    #[cfg(any(feature = "json", feature = "xsd"))]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            offset: None,
        }
    }

    #[cfg(any(feature = "json", feature = "xsd"))]
    pub(crate) fn at(offset: usize, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            offset: Some(offset),
        }
    }

    /// Where in the schema, in bytes, if that is known.
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SchemaError {}

/// A message that quotes a text, cut where that is long.
#[cfg(any(feature = "json", feature = "xsd"))]
pub(crate) fn cut(message: &str) -> String {
    const LONGEST: usize = 300;
    match message.char_indices().nth(LONGEST) {
        None => message.to_owned(),
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
    }
}
