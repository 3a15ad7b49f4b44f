//! Where the names of unnamed nodes come from (Microsoft's `DynamicNodeNaming`).

/// Who gives an unnamed node its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DynamicNodeNaming {
    /// The server, which makes up a name that is unique.
    ServerGeneratedUniqueIdentifier,
    /// The device, from what it finds on itself.
    ClientInventory,
    /// The server, by a rule. Microsoft's schema calls the text a regular expression; every
    /// published one is English prose. It is to be shown, not compiled.
    UniqueName(String),
}

impl DynamicNodeNaming {
    pub(crate) const NAMES: [&'static str; 3] = [
        "ServerGeneratedUniqueIdentifier",
        "ClientInventory",
        "UniqueName",
    ];

    /// The name of the element.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ServerGeneratedUniqueIdentifier => "ServerGeneratedUniqueIdentifier",
            Self::ClientInventory => "ClientInventory",
            Self::UniqueName(_) => "UniqueName",
        }
    }

    /// The rule of a `UniqueName`, in prose.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::UniqueName(text) => Some(text),
            _ => None,
        }
    }
}
