//! The carriers: what each is called.

use std::fmt;
use std::str::FromStr;

/// A form in which people keep settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Carrier {
    /// A SyncML message, or a `SyncBody`.
    SyncMl,
    /// SyncML commands with nothing around them, which is what Fleet takes as a profile.
    Fleet,
    /// The JSON that Microsoft Graph has of a custom policy of Intune: one, several, or the rows alone.
    Intune,
    /// A table with a row for each setting: ours, or one with the columns that Intune shows.
    Csv,
    /// A document of declared configuration (WinDC).
    WinDc,
    /// A `wap-provisioningdoc` (OMA client provisioning; MS-MDE2).
    Wap,
}

impl Carrier {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::SyncMl,
        Self::Fleet,
        Self::Intune,
        Self::Csv,
        Self::WinDc,
        Self::Wap,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::SyncMl => "syncml",
            Self::Fleet => "fleet",
            Self::Intune => "intune",
            Self::Csv => "csv",
            Self::WinDc => "windc",
            Self::Wap => "wap",
        }
    }
}

impl fmt::Display for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SyncMl => "a SyncML message",
            Self::Fleet => "a Fleet profile",
            Self::Intune => "an Intune policy",
            Self::Csv => "a table",
            Self::WinDc => "a declared configuration document",
            Self::Wap => "a provisioning document",
        })
    }
}

impl FromStr for Carrier {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut all = Self::ALL.into_iter();
        all.find(|carrier| carrier.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("`{name}` is no carrier: {names}")
        })
    }
}
