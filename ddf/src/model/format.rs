//! What a node holds (OMA DDF `DFFormat`).

use std::fmt;

/// The format of a node's value; the same names stand in the `Format` of a SyncML `Meta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Bytes, carried as base64 text.
    B64,
    /// Bytes, carried as base64 text in XML and as they are in WBXML.
    Bin,
    /// `true` or `false`.
    Bool,
    /// Text.
    Chr,
    /// A date of ISO 8601.
    Date,
    /// A number as `xs:float` writes it.
    Float,
    /// A whole number. OMA says 32 bits; Windows' own files go up to 4294967295.
    Int,
    /// No value: an interior node, which has children.
    Node,
    /// No value: a leaf that is only there, or only executed.
    Null,
    /// A time of ISO 8601; Windows writes date and time.
    Time,
    /// An XML document.
    Xml,
}

impl Format {
    /// All formats, in alphabetical order.
    pub const ALL: [Self; 11] = [
        Self::B64,
        Self::Bin,
        Self::Bool,
        Self::Chr,
        Self::Date,
        Self::Float,
        Self::Int,
        Self::Node,
        Self::Null,
        Self::Time,
        Self::Xml,
    ];

    pub(crate) const NAMES: [&'static str; 11] = [
        "b64", "bin", "bool", "chr", "date", "float", "int", "node", "null", "time", "xml",
    ];

    /// Words that people write for a format, and the format they mean.
    pub(crate) const SYNONYMS: [(&'static str, &'static str); 17] = [
        ("string", "chr"),
        ("str", "chr"),
        ("text", "chr"),
        ("char", "chr"),
        ("integer", "int"),
        ("number", "int"),
        ("long", "int"),
        ("dword", "int"),
        ("boolean", "bool"),
        ("binary", "bin"),
        ("base64", "b64"),
        ("double", "float"),
        ("decimal", "float"),
        ("datetime", "time"),
        ("interior", "node"),
        ("folder", "node"),
        ("none", "null"),
    ];

    /// The name of the element in `DFFormat`.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
