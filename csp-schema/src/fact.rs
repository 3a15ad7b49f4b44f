//! The facts that few nodes have: a list on the row instead of a field in all of them.

use super::{Allowed, Applicability, Text};

/// A fact of a node beyond the fields of its row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fact {
    /// `DFTitle` of a named node. (The title of a dynamic node is its row's name.)
    Title(Text),
    /// `DFType` / `MIME`, once for each.
    Mime(Text),
    /// `DFType` / `DDFName`.
    DdfName(Text),
    /// `CaseSense` / `CS`: names (of dynamic nodes) or values are compared with case.
    CaseSensitive,
    /// `CaseSense` / `CIS`: stated, and the same as the default.
    CaseInsensitive,
    /// `MSFT:Applicability`, as stated on this node; inherited by its children.
    Applicability(Applicability),
    /// `MSFT:Deprecated`; the build since which, or empty.
    Deprecated(Text),
    /// `MSFT:DynamicNodeNaming`.
    Naming(Naming),
    /// `MSFT:ReplaceBehavior` / `Append`: Replace adds to the value instead of overwriting it, and may create the node.
    ReplaceAppends,
    /// `MSFT:RebootBehavior`.
    Reboot(RebootBehavior),
    /// `MSFT:ConflictResolution`.
    Conflict(ConflictResolution),
    /// `MSFT:GpMapping`: the group policy that sets the same thing.
    GroupPolicy {
        /// The English name of the policy.
        name: Text,
        /// The path of the policy's category.
        area: Text,
        /// The element within the policy; empty when it is the policy itself.
        element: Text,
    },
    /// `MSFT:AtomicRequired`: commands below this node should travel in one Atomic.
    AtomicRequired,
    /// `MSFT:DependencyBehavior`, a group.
    Dependency(DependencyGroup),
    /// `MSFT:CommonErrorResults`: an error and what it means, as the file says.
    CommonError(Text),
}

/// `MSFT:DynamicNodeNaming`: who names the instances of a dynamic node, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// The server makes up a unique identifier.
    ServerGeneratedUniqueIdentifier,
    /// The device lists what it has.
    ClientInventory,
    /// A unique name, described in prose: published texts are never patterns, whatever the DDF schema calls them.
    UniqueName(Text),
}

/// `MSFT:RebootBehavior`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RebootBehavior {
    /// No reboot.
    None,
    /// The device reboots by itself.
    Automatic,
    /// The server asks for the reboot.
    ServerInitiated,
}

impl RebootBehavior {
    const ALL: [Self; 3] = [Self::None, Self::Automatic, Self::ServerInitiated];

    /// The value as the DDF spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Automatic => "Automatic",
            Self::ServerInitiated => "ServerInitiated",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }
}

/// `MSFT:ConflictResolution`: which value wins when several sources set one policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictResolution {
    /// Values are not merged.
    NoMerge,
    /// The lowest value.
    LowestValueMostSecure,
    /// The highest value.
    HighestValueMostSecure,
    /// The value written last.
    LastWrite,
    /// The lowest value, 0 standing for no limit.
    LowestValueMostSecureZeroHasNoLimits,
    /// The highest value, 0 standing for no limit.
    HighestValueMostSecureZeroHasNoLimits,
}

impl ConflictResolution {
    const ALL: [Self; 6] = [
        Self::NoMerge,
        Self::LowestValueMostSecure,
        Self::HighestValueMostSecure,
        Self::LastWrite,
        Self::LowestValueMostSecureZeroHasNoLimits,
        Self::HighestValueMostSecureZeroHasNoLimits,
    ];

    /// The value as the DDF spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoMerge => "NoMerge",
            Self::LowestValueMostSecure => "LowestValueMostSecure",
            Self::HighestValueMostSecure => "HighestValueMostSecure",
            Self::LastWrite => "LastWrite",
            Self::LowestValueMostSecureZeroHasNoLimits => "LowestValueMostSecureZeroHasNoLimits",
            Self::HighestValueMostSecureZeroHasNoLimits => "HighestValueMostSecureZeroHasNoLimits",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }
}

/// One `MSFT:DependencyGroup`.
#[derive(Debug, Clone, PartialEq)]
pub struct DependencyGroup {
    /// `FriendlyId`.
    pub id: Text,
    /// `DependencyChangedAllowedValues`: what the node takes instead while the group holds.
    pub changed: Option<Allowed>,
    /// The conditions.
    pub dependencies: Vec<Dependency>,
}

/// One `MSFT:Dependency`: a value that another node must (or must not) have.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// Whether the value must or must not be there.
    pub kind: DependencyKind,
    /// The other node, as written: published URIs lack `./` and leave the scope out.
    pub uri: Text,
    /// The values that fulfil the dependency.
    pub allowed: Allowed,
}

/// The `Type` of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DependencyKind {
    /// The other node must have one of the values.
    DependsOn,
    /// The other node must not have any of the values.
    Not,
}
