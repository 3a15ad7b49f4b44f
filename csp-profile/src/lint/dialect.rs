//! For whom a profile is: each takes another part of what SyncML can say.

use std::fmt;
use std::str::FromStr;

use crate::carrier::Carrier;
use crate::model::{Entry, GroupKind, Profile};
use syncml::Verb;

/// Who is given the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// Fleet: commands with nothing around them.
    Fleet,
    /// Intune: custom settings, which have no verb.
    Intune,
    /// A device, without a tool that changes what is sent.
    Plain,
    /// Declared configuration.
    WinDc,
}

impl Dialect {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Fleet, Self::Intune, Self::Plain, Self::WinDc];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fleet => "fleet",
            Self::Intune => "intune",
            Self::Plain => "plain",
            Self::WinDc => "windc",
        }
    }

    /// Whose a profile is, by what it is written in. Commands with nothing around them are Fleet's, unless there is none among them that changes a
    /// node: those are a part of a message, or a command that Fleet runs once.
    pub fn detect(profile: &Profile) -> Self {
        match profile.carrier {
            Carrier::Intune => Self::Intune,
            Carrier::WinDc => Self::WinDc,
            Carrier::Fleet if is_fleet(profile) => Self::Fleet,
            _ => Self::Plain,
        }
    }
}

fn is_fleet(profile: &Profile) -> bool {
    profile.entries.iter().any(|entry| match entry {
        Entry::Group(group) => group.kind == GroupKind::Atomic,
        Entry::Command(command) => matches!(command.verb, Verb::Add | Verb::Replace | Verb::Delete),
    })
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut all = Self::ALL.into_iter();
        all.find(|dialect| dialect.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("`{name}` is no dialect: auto, {names}")
        })
    }
}
