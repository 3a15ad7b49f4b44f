//! `MSFT:AllowedValues`: what values a node takes, as data.

use super::{AdmxElement, Text};
use crate::parse_int;

/// The values that a node takes (MS DDF v2, `AllowedValues`).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Allowed {
    /// Anything that the format can hold (no `AllowedValues`, or `None`).
    Any,
    /// One of these.
    Enum(Vec<Choice>),
    /// Any union of these bits.
    Flag(Vec<Choice>),
    /// An integer within one of these inclusive intervals.
    Range(Vec<(i64, i64)>),
    /// Text that this regular expression matches.
    RegEx(Text),
    /// An ADMX-backed policy: `<enabled/>` or `<disabled/>` with its data elements.
    Admx(Vec<AdmxBacking>),
    /// What a text in another language describes: a schema, or an example. SDDL has no text: the language is all.
    Schema(SchemaLanguage, Text),
}

impl Allowed {
    /// The values of an ENUM or the bits of a Flag; of anything else none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Enum(choices) | Self::Flag(choices) => choices,
            _ => &[],
        }
    }

    /// What a number means, where these values say it: what another node asks is often a bare number.
    pub fn meaning(&self, number: i64) -> Option<&str> {
        let mut choices = self.choices().iter();
        let choice = choices.find(|choice| parse_int(&choice.value) == Some(number))?;
        Some(choice.description.trim()).filter(|meaning| !meaning.is_empty())
    }
}

/// One value of an ENUM or one bit of a Flag.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The value on the wire.
    pub value: Text,
    /// What the value means.
    pub description: Text,
    /// The name of the constant that stands for the value in Rust; empty where there is none.
    pub constant: Text,
}

/// The constant is no fact of the definition: a tree that a struct describes has none.
impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.description == other.description
    }
}

impl Eq for Choice {}

/// Where an ADMX-backed policy is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmxBacking {
    /// The category path, parts joined by `~`.
    pub area: Text,
    /// The name of the policy in the file.
    pub name: Text,
    /// The ADMX file.
    pub file: Text,
    /// The elements that the policy has in that file: none, where it is known to have none. `None` where the file was not read, since no DDF says.
    pub elements: Option<Vec<AdmxElement>>,
}

/// The language of a constraint that is not the DDF's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaLanguage {
    /// An XML schema.
    Xsd,
    /// A JSON schema, or an example JSON document.
    Json,
    /// A security descriptor.
    Sddl,
}

impl SchemaLanguage {
    /// The name as the DDF spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Xsd => "XSD",
            Self::Json => "JSON",
            Self::Sddl => "SDDL",
        }
    }
}
