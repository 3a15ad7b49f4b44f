//! The operations that a node permits (OMA DDF `AccessType`).

use std::fmt;

/// One operation of OMA Device Management on a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Makes an instance of the node.
    Add,
    /// Copies the node's value elsewhere.
    Copy,
    /// Removes an instance of the node.
    Delete,
    /// Runs what the node stands for.
    Exec,
    /// Reads the node.
    Get,
    /// Writes the node's value.
    Replace,
}

impl Operation {
    /// All operations, in alphabetical order.
    pub const ALL: [Self; 6] = [
        Self::Add,
        Self::Copy,
        Self::Delete,
        Self::Exec,
        Self::Get,
        Self::Replace,
    ];

    pub(crate) const NAMES: [&'static str; 6] = ["Add", "Copy", "Delete", "Exec", "Get", "Replace"];

    /// Words that people write for an operation, and the operation they mean.
    pub(crate) const SYNONYMS: [(&'static str, &'static str); 10] = [
        ("Set", "Replace"),
        ("Write", "Replace"),
        ("Update", "Replace"),
        ("Put", "Replace"),
        ("Read", "Get"),
        ("Query", "Get"),
        ("Create", "Add"),
        ("Remove", "Delete"),
        ("Execute", "Exec"),
        ("Run", "Exec"),
    ];

    /// The name of the element in `AccessType`.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.as_str() == name)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The set of operations that a node permits.
///
/// ```
/// use ddf::{Access, Operation};
///
/// let access: Access = [Operation::Replace, Operation::Get].into_iter().collect();
/// assert!(access.contains(Operation::Get));
/// assert_eq!(access.to_string(), "Get, Replace");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Access(u8);

impl Access {
    /// The set without operations.
    pub const EMPTY: Self = Self(0);

    /// This set with one more operation.
    #[must_use]
    pub const fn with(self, operation: Operation) -> Self {
        Self(self.0 | 1 << operation as u8)
    }

    /// Whether the operation is permitted.
    pub const fn contains(self, operation: Operation) -> bool {
        self.0 & (1 << operation as u8) != 0
    }

    /// Whether no operation is permitted.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The permitted operations in alphabetical order.
    pub fn iter(self) -> impl Iterator<Item = Operation> {
        Operation::ALL
            .into_iter()
            .filter(move |operation| self.contains(*operation))
    }
}

impl FromIterator<Operation> for Access {
    fn from_iter<I: IntoIterator<Item = Operation>>(operations: I) -> Self {
        operations.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, operation) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{operation}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
