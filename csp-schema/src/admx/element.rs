//! The elements of an ADMX-backed policy, as its ADMX file has them: what a payload must give, and what may stand in it.

use crate::{Choice, Text};

/// An element of an ADMX-backed policy. A payload that enables the policy has a `<data>` for each, whether it is required or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmxElement {
    /// The id by which payloads give its value.
    pub id: Text,
    /// Whether an empty value is refused.
    pub required: bool,
    /// What its value is.
    pub kind: AdmxElementKind,
}

/// What the value of an element is, with the limits that the ADMX file states. Those that its format has by default are held against nothing: which
/// of Windows' parts keep to them, no source says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AdmxElementKind {
    /// `true` or `false`.
    Boolean,
    /// A number of 32 bits, in decimal digits.
    Decimal {
        /// The least.
        min: Option<u64>,
        /// The greatest.
        max: Option<u64>,
    },
    /// A number of 64 bits, in decimal digits.
    LongDecimal {
        /// The least.
        min: Option<u64>,
        /// The greatest.
        max: Option<u64>,
    },
    /// A text.
    Text {
        /// How many units of UTF-16 it has at most.
        max_length: Option<u64>,
    },
    /// Texts with U+F000 between them.
    MultiText {
        /// How many units of UTF-16 each has at most.
        max_length: Option<u64>,
        /// How many there are at most.
        max_strings: Option<u64>,
    },
    /// Names and values by turns, with U+F000 between them.
    List {
        /// Whether a person gives the names; the others are numbers from 1.
        explicit_names: bool,
    },
    /// The value of one of these items, never its place or its caption. That of an item that deletes is empty.
    Enum(Vec<Choice>),
}

impl AdmxElementKind {
    /// The name of the element in an ADMX file.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Decimal { .. } => "decimal",
            Self::LongDecimal { .. } => "longDecimal",
            Self::Text { .. } => "text",
            Self::MultiText { .. } => "multiText",
            Self::List { .. } => "list",
            Self::Enum(_) => "enum",
        }
    }

    /// The kind of this name, without limits.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "decimal" => Self::Decimal {
                min: None,
                max: None,
            },
            "longDecimal" => Self::LongDecimal {
                min: None,
                max: None,
            },
            "text" => Self::Text { max_length: None },
            "multiText" => Self::MultiText {
                max_length: None,
                max_strings: None,
            },
            "list" => Self::List {
                explicit_names: false,
            },
            "enum" => Self::Enum(Vec::new()),
            _ => return None,
        })
    }
}
