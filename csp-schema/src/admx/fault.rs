//! What is wrong with the payload of an ADMX-backed policy, and where.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong with a payload. `Display` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdmxFault {
    /// What it is about.
    pub kind: AdmxFaultKind,
    /// What is wrong, and what to write.
    pub message: String,
    /// The names that were meant perhaps, as a question; empty where none is near.
    pub help: String,
    /// The bytes of the payload that are meant; none of them where something is missing.
    pub span: Range<usize>,
    /// The id of the element that is meant, in its own spelling where the policy has it: of an id that no element has, the one that must be meant. Empty
    /// where none is.
    pub element: String,
    /// What to write in their place, with XML's escapes, where that is known.
    pub replacement: Option<String>,
}

/// What a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AdmxFaultKind {
    /// The text is no payload.
    Shape,
    /// An id is given twice.
    DuplicateElement,
    /// An element of the policy is not given. (Windows: 0x82B00001, with the events 856 and 810.)
    MissingElement,
    /// A value that the element does not have.
    Value,
    /// A text that is longer than its ADMX file lets it be.
    Length,
    /// A number above 9999, where the ADMX file states no limit. That is its format's default; which of Windows' parts keep to it, no source says.
    DefaultLimit,
    /// A text of more than 1023 characters, where the ADMX file states no limit; likewise.
    DefaultLength,
    /// Names and values that are no pairs, or texts that are not parted by U+F000.
    List,
    /// The policy has no element of this id. Windows takes such a payload, and the data does nothing.
    UnknownElement,
    /// The id is that of an element in other letter case. Whether Windows minds is not known.
    IdCase,
    /// A boolean as `1` or `0`, which tools send and Microsoft's pages do not have.
    BooleanNumber,
    /// Data of a policy that is disabled, which does nothing.
    WithoutEffect,
}

impl AdmxFaultKind {
    /// Whether the payload must not be sent as it is. The others are worth telling.
    pub const fn is_error(self) -> bool {
        !matches!(
            self,
            Self::IdCase
                | Self::Length
                | Self::DefaultLimit
                | Self::DefaultLength
                | Self::BooleanNumber
                | Self::WithoutEffect
        )
    }

    /// Whether a device refuses the payload.
    pub const fn is_refused(self) -> bool {
        self.is_error() && !matches!(self, Self::UnknownElement)
    }
}

impl AdmxFault {
    pub(super) fn new(kind: AdmxFaultKind, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: String::new(),
            span,
            element: String::new(),
            replacement: None,
        }
    }

    pub(super) fn of_element(self, id: impl Into<String>) -> Self {
        Self {
            element: id.into(),
            ..self
        }
    }

    pub(super) fn with_help(self, help: Option<String>) -> Self {
        let help = help.unwrap_or_default();
        Self { help, ..self }
    }

    pub(super) fn with_replacement(self, replacement: Option<String>) -> Self {
        Self {
            replacement,
            ..self
        }
    }
}

impl fmt::Display for AdmxFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.help.as_str() {
            "" => Ok(()),
            help => write!(f, "; {help}"),
        }
    }
}

impl std::error::Error for AdmxFault {}
