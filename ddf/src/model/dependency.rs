//! What other nodes a node depends on (Microsoft's `DependencyBehavior`).

use std::fmt;

use super::allowed::AllowedValues;

/// Dependencies that hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyGroup {
    pub(crate) friendly_id: Option<String>,
    pub(crate) changed_allowed_values: Option<AllowedValues>,
    pub(crate) dependencies: Vec<Dependency>,
}

impl DependencyGroup {
    /// A name for people.
    pub fn friendly_id(&self) -> Option<&str> {
        self.friendly_id.as_deref()
    }

    /// The allowed values of the node while the group is met, in place of its own.
    pub fn changed_allowed_values(&self) -> Option<&AllowedValues> {
        self.changed_allowed_values.as_ref()
    }

    /// The dependencies of the group.
    pub fn dependencies(&self) -> &[Dependency] {
        &self.dependencies
    }
}

/// One dependency on another node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    pub(crate) kind: DependencyKind,
    pub(crate) uri: String,
    pub(crate) allowed_value: Option<AllowedValues>,
}

impl Dependency {
    /// Whether the other node must, or must not, have one of the values.
    pub fn kind(&self) -> DependencyKind {
        self.kind
    }

    /// The other node as the file names it. Published files write it without `./` and `Device/`,
    /// with `[Name]` or `{Name}` for a name given at run time, and not always in the letter case of
    /// the tree.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The values of the other node that count.
    pub fn allowed_value(&self) -> Option<&AllowedValues> {
        self.allowed_value.as_ref()
    }
}

/// The direction of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DependencyKind {
    /// The other node must have one of the values.
    DependsOn,
    /// The other node must have none of the values.
    Not,
}

impl DependencyKind {
    pub(crate) const NAMES: [&'static str; 2] = ["DependsOn", "Not"];

    /// The kind as a DDF spells it.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::DependsOn, Self::Not]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for DependencyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
