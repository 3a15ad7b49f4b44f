//! What a setting writes into the registry.

use std::fmt;

/// A value of the registry, or that there is to be none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// A number (`REG_DWORD`).
    Decimal(u32),
    /// A number that may be larger (`REG_QWORD`).
    LongDecimal(u64),
    /// A text (`REG_SZ`).
    Text(String),
    /// The value is deleted.
    Delete,
}

/// As a payload writes it: digits, or the text. Nothing for a deleted one, since no source says what a payload holds then.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decimal(number) => number.fmt(f),
            Self::LongDecimal(number) => number.fmt(f),
            Self::Text(text) => f.pad(text),
            Self::Delete => Ok(()),
        }
    }
}

/// Values that are written together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValueList {
    /// The key of items that have none of their own; the policy's, where it is not given.
    pub default_key: Option<String>,
    /// The values.
    pub items: Vec<ValueItem>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValueItem {
    /// The key, where it is another than that of the list.
    pub key: Option<String>,
    /// The name of the value; empty for the default value of the key.
    pub value_name: String,
    /// What is written.
    pub value: Value,
}
