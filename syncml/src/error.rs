//! Why bytes are no SyncML message: what is wrong, where, and what to do about it.

use std::fmt;

/// Why bytes could not be read as a SyncML message.
///
/// It prints as one sentence with a position: `line 3, column 14: ...`, or in WBXML `byte 57: ...`, counted from 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Report>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Report {
    kind: ErrorKind,
    offset: usize,
    /// The line and the column, which WBXML does not have.
    place: Option<(usize, usize)>,
    message: String,
}

/// The class of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are neither UTF-8 nor UTF-16 nor a WBXML in UTF-8, or hold a character that XML does not allow.
    Encoding,
    /// A tag, an attribute, a comment or another part of the XML is malformed, or a token of the WBXML has no meaning.
    Syntax,
    /// An end tag does not fit the start tag.
    MismatchedTag,
    /// The input ends too early.
    Truncated,
    /// There is a document type declaration, which SyncML does not allow and which could
    /// define entities without bound.
    Doctype,
    /// An entity other than the five of XML, or a reference to no character.
    Entity,
    /// The XML is well-formed and no SyncML message.
    NotSyncMl,
    /// The root element is in a namespace that is not SyncML's.
    Namespace,
    /// More than [`Limits::message_bytes`](super::Limits::message_bytes); in WBXML, of text that its string table makes of it, too.
    TooLarge,
    /// More than [`Limits::depth`](super::Limits::depth).
    TooDeep,
    /// More than [`Limits::elements`](super::Limits::elements).
    TooManyElements,
    /// More than [`Limits::items`](super::Limits::items).
    TooManyItems,
    /// More than [`Limits::id_bytes`](super::Limits::id_bytes).
    IdTooLong,
    /// More than [`Limits::address_bytes`](super::Limits::address_bytes).
    AddressTooLong,
}

impl Error {
    /// An error at a byte offset of the text.
    pub(super) fn new(
        kind: ErrorKind,
        text: &str,
        offset: usize,
        message: impl Into<String>,
    ) -> Error {
        Error(Box::new(Report {
            kind,
            offset,
            place: Some(line_and_column(text, offset)),
            message: message.into(),
        }))
    }

    /// An error at a byte of a document that is no text.
    pub(super) fn at_byte(kind: ErrorKind, offset: usize, message: impl Into<String>) -> Error {
        Error(Box::new(Report {
            kind,
            offset,
            place: None,
            message: message.into(),
        }))
    }

    /// The same at another byte.
    pub(super) fn moved_to(mut self, offset: usize) -> Error {
        self.0.offset = offset;
        self
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it is: bytes from the start of the input.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The line, from 1. WBXML is one line.
    pub fn line(&self) -> usize {
        self.0.place.map_or(1, |(line, _)| line)
    }

    /// The column in characters, in WBXML in bytes, from 1.
    pub fn column(&self) -> usize {
        self.0.place.map_or(self.0.offset + 1, |(_, column)| column)
    }

    /// What is wrong and what to do about it, without the position.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report {
            offset,
            place,
            message,
            ..
        } = &*self.0;
        match place {
            Some((line, column)) => write!(f, "line {line}, column {column}: {message}"),
            None => write!(f, "byte {offset}: {message}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

/// The line and the column, both from 1, of a byte offset. A byte order mark takes no column.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
    let in_line = before.rsplit('\n').next().unwrap_or_default();
    let column = 1 + in_line.trim_start_matches('\u{FEFF}').chars().count();
    (line, column)
}
