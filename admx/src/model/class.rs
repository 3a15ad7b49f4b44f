//! For whom a policy is set.

use std::fmt;

/// For whom a policy is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// For a device.
    #[default]
    Machine,
    /// For a user.
    User,
    /// For either.
    Both,
}

impl Class {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Machine, Self::User, Self::Both];
        let mut all = all.into_iter();
        all.find(|class| class.as_str().eq_ignore_ascii_case(name.trim()))
    }

    /// As an ADMX file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Machine => "Machine",
            Self::User => "User",
            Self::Both => "Both",
        }
    }

    /// Whether it can be set for a device.
    pub fn has_machine(self) -> bool {
        self != Self::User
    }

    /// Whether it can be set for a user.
    pub fn has_user(self) -> bool {
        self != Self::Machine
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
