//! One node of a schema tree: the row that the generator writes, and the small enums of the DDF that its fields use.

use super::{Allowed, Fact, Text};

/// One node of a CSP, as its DDF describes it (OMA DM Tree and Description 1.2; MS DDF v2).
///
/// Rows are data with public fields. Read them through [`NodeDefinition`](super::NodeDefinition), which knows the row's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The wire name of a named node; the title (the placeholder's name) of a dynamic one.
    pub name: Text,
    /// Whether the name is given at run time (an empty `NodeName`).
    pub dynamic: bool,
    /// The index of the parent; [`Row::NO_PARENT`] for a root.
    pub parent: u16,
    /// One past the index of the last descendant.
    pub end: u16,
    /// Rows of one class share a Rust type: they have the same name, format, operations, allowed values, dynamic ancestors and children.
    pub class: u16,
    /// `DFFormat`.
    pub format: Format,
    /// `AccessType`.
    pub access: AccessSet,
    /// `Occurrence`.
    pub occurrence: Occurrence,
    /// `Scope`.
    pub scope: Scope,
    /// `DefaultValue`, as written. Published defaults are often outside the allowed values, so it is never validated.
    pub default: Option<Text>,
    /// `MSFT:AllowedValues`.
    pub allowed: Allowed,
    /// `MSFT:List`: what separates the elements of a list value.
    pub delimiter: Option<char>,
    /// `Description`.
    pub description: Text,
    /// The facts that few nodes have.
    pub facts: Vec<Fact>,
}

impl Row {
    /// The parent of a root.
    pub const NO_PARENT: u16 = u16::MAX;

    /// What a table leaves out: the DDF's own defaults, an interior node without operations or facts.
    pub const BASE: Self = Self {
        name: Text::Borrowed(""),
        dynamic: false,
        parent: Self::NO_PARENT,
        end: 0,
        class: 0,
        format: Format::Node,
        access: AccessSet::NONE,
        occurrence: Occurrence::One,
        scope: Scope::Dynamic,
        default: None,
        allowed: Allowed::Any,
        delimiter: None,
        description: Text::Borrowed(""),
        facts: Vec::new(),
    };
}

/// `DFFormat`: the format of a node's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Base64 text.
    B64,
    /// Raw octets; base64 when carried in XML.
    Bin,
    /// `true` or `false`.
    Bool,
    /// Text.
    Chr,
    /// An ISO 8601 date.
    Date,
    /// A floating point number.
    Float,
    /// A decimal integer.
    Int,
    /// An interior node: its value is the list of its children.
    Node,
    /// No value.
    Null,
    /// An ISO 8601 time.
    Time,
    /// An XML document.
    Xml,
}

impl Format {
    /// Every format, in alphabetical order.
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

    /// The name as SyncML and DDF spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::B64 => "b64",
            Self::Bin => "bin",
            Self::Bool => "bool",
            Self::Chr => "chr",
            Self::Date => "date",
            Self::Float => "float",
            Self::Int => "int",
            Self::Node => "node",
            Self::Null => "null",
            Self::Time => "time",
            Self::Xml => "xml",
        }
    }

    /// The format that a `Format` element names; `None` for anything else. Names are case-sensitive in SyncML.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// A command that works on a node, as `AccessType` lists them. Copy is left out: no published CSP permits it and a device answers it with 406.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Creates a node.
    Add,
    /// Removes a node with everything below it.
    Delete,
    /// Runs the node's action.
    Exec,
    /// Reads a value, or the names of the children.
    Get,
    /// Overwrites a value.
    Replace,
}

impl Verb {
    /// Every verb, in alphabetical order.
    pub const ALL: [Self; 5] = [
        Self::Add,
        Self::Delete,
        Self::Exec,
        Self::Get,
        Self::Replace,
    ];

    /// The verb that a command element names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.as_str() == name)
    }

    /// The element name of the command.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Delete => "Delete",
            Self::Exec => "Exec",
            Self::Get => "Get",
            Self::Replace => "Replace",
        }
    }
}

/// `AccessType`: the set of verbs that a node permits.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessSet(u8);

impl AccessSet {
    /// No verb at all.
    pub const NONE: Self = Self(0);

    /// The set with these verbs.
    pub const fn of(verbs: &[Verb]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < verbs.len() {
            bits |= 1 << verbs[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the node permits `verb`.
    pub const fn contains(self, verb: Verb) -> bool {
        self.0 & (1 << verb as u8) != 0
    }

    /// The verbs of either set.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The verbs of the set, in alphabetical order.
    pub fn iter(self) -> impl Iterator<Item = Verb> {
        Verb::ALL
            .into_iter()
            .filter(move |verb| self.contains(*verb))
    }
}

impl std::fmt::Display for AccessSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, verb) in self.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            f.write_str(verb.as_str())?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for AccessSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessSet({self})")
    }
}

/// `Occurrence`: how many instances of a node there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurrence {
    /// Exactly one: the node exists with its parent.
    One,
    /// At most one.
    ZeroOrOne,
    /// Any number.
    ZeroOrMore,
    /// At least one.
    OneOrMore,
    /// Up to this many; 0 where the file gives no number.
    ZeroOrN(u32),
    /// From one up to this many; 0 where the file gives no number.
    OneOrN(u32),
}

impl Occurrence {
    /// The name as the DDF spells it, without the number.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One => "One",
            Self::ZeroOrOne => "ZeroOrOne",
            Self::ZeroOrMore => "ZeroOrMore",
            Self::OneOrMore => "OneOrMore",
            Self::ZeroOrN(_) => "ZeroOrN",
            Self::OneOrN(_) => "OneOrN",
        }
    }

    /// Whether the node exists as soon as its parent does (One, OneOrMore and OneOrN).
    pub const fn is_required(self) -> bool {
        matches!(self, Self::One | Self::OneOrMore | Self::OneOrN(_))
    }

    /// The largest number of instances, where there is one.
    pub const fn limit(self) -> Option<u32> {
        match self {
            Self::One | Self::ZeroOrOne => Some(1),
            Self::ZeroOrMore | Self::OneOrMore | Self::ZeroOrN(0) | Self::OneOrN(0) => None,
            Self::ZeroOrN(n) | Self::OneOrN(n) => Some(n),
        }
    }
}

/// `Scope`: whether a node can come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Always there; cannot be added, deleted or renamed by a server.
    Permanent,
    /// Created and deleted at run time.
    Dynamic,
}
