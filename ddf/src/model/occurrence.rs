//! How often a node may be there, and whether it can come and go (OMA DDF `Occurrence`, `Scope`, `CaseSense`).

use std::fmt;

/// How many instances of a node there may be under one instance of its parent.
///
/// The number of `ZeroOrN` and `OneOrN` is `None` where the file leaves it out, as Windows' own do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Occurrence {
    /// Exactly one; the default of OMA's DDF.
    #[default]
    One,
    /// At most one.
    ZeroOrOne,
    /// Any number.
    ZeroOrMore,
    /// At least one.
    OneOrMore,
    /// At most N.
    ZeroOrN(Option<u32>),
    /// At least one, at most N.
    OneOrN(Option<u32>),
}

impl Occurrence {
    pub(crate) const NAMES: [&'static str; 6] = [
        "One",
        "ZeroOrOne",
        "ZeroOrMore",
        "OneOrMore",
        "ZeroOrN",
        "OneOrN",
    ];

    /// The name of the element in `Occurrence`, without N.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "One",
            Self::ZeroOrOne => "ZeroOrOne",
            Self::ZeroOrMore => "ZeroOrMore",
            Self::OneOrMore => "OneOrMore",
            Self::ZeroOrN(_) => "ZeroOrN",
            Self::OneOrN(_) => "OneOrN",
        }
    }

    /// The occurrence of this name; `n` belongs to the two that take a number.
    pub(crate) fn from_name(name: &str, n: Option<u32>) -> Option<Self> {
        Some(match name {
            "One" => Self::One,
            "ZeroOrOne" => Self::ZeroOrOne,
            "ZeroOrMore" => Self::ZeroOrMore,
            "OneOrMore" => Self::OneOrMore,
            "ZeroOrN" => Self::ZeroOrN(n),
            "OneOrN" => Self::OneOrN(n),
            _ => return None,
        })
    }
}

/// The name, and N after a colon where there is one: `ZeroOrN:5`.
impl fmt::Display for Occurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroOrN(Some(n)) | Self::OneOrN(Some(n)) => write!(f, "{}:{n}", self.name()),
            _ => f.pad(self.name()),
        }
    }
}

/// Whether a node is always there or can be made and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Scope {
    /// Always there; no operation can make or remove it.
    Permanent,
    /// Can be made and removed; what OMA's DDF means where nothing is said.
    #[default]
    Dynamic,
}

impl Scope {
    pub(crate) const NAMES: [&'static str; 2] = ["Permanent", "Dynamic"];

    /// The name of the element in `Scope`.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Permanent, Self::Dynamic]
            .into_iter()
            .find(|scope| scope.as_str() == name)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether letter case tells names, and values, of a node apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseSense {
    /// `CS`: case sensitive.
    Sensitive,
    /// `CIS`: case insensitive.
    Insensitive,
}

impl CaseSense {
    pub(crate) const NAMES: [&'static str; 2] = ["CS", "CIS"];

    /// The name of the element in `CaseSense`.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Sensitive, Self::Insensitive]
            .into_iter()
            .find(|case| case.as_str() == name)
    }
}

impl fmt::Display for CaseSense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
