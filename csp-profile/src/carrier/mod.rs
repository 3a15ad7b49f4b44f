//! The carriers: what each is called, how a file shows which it is, who reads it and who writes it.

mod csv;
mod detect;
mod fleet;
mod intune;
mod join;
mod rows;
mod syncml;
mod wap;
mod windc;

use std::fmt;
use std::str::FromStr;

use crate::error::ReadError;
use crate::faults::Faults;
use crate::model::{Entry, Profile};
use crate::source::Source;
use crate::text::Text;
use crate::write::{Loss, Output};
use crate::xml;

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

    /// What a text is written in, by what stands in it; `None` for what is none of them.
    ///
    /// ```
    /// # use csp_profile::Carrier;
    /// assert_eq!(Carrier::detect("<Replace/>"), Some(Carrier::Fleet));
    /// assert_eq!(Carrier::detect("{\"omaSettings\": []}"), Some(Carrier::Intune));
    /// assert_eq!(Carrier::detect("OMA-URI,Value\n"), Some(Carrier::Csv));
    /// assert_eq!(Carrier::detect("<html/>"), None);
    /// ```
    pub fn detect(text: &str) -> Option<Self> {
        detect::detect(text)
    }

    /// The entries and the comments of a file.
    pub(crate) fn read(
        self,
        source: &Source,
        faults: &mut Faults,
    ) -> Result<(Vec<Entry>, Vec<Text>), ReadError> {
        match self {
            Self::Intune => return Ok((intune::read(source, faults)?, Vec::new())),
            Self::Csv => return Ok((csv::read(source, faults)?, Vec::new())),
            _ => {}
        }
        let tree = xml::parse(source.text(), source.start(), faults)
            .map_err(|refusal| ReadError::at(source, refusal.at, refusal.message))?;
        let entries = match self {
            Self::WinDc => windc::read(&tree, faults),
            Self::Wap => wap::read(&tree, faults),
            _ => syncml::read(&tree, faults),
        };
        Ok((entries, tree.comments().collect()))
    }

    pub(crate) fn write(self, profiles: &[Profile]) -> Output {
        let mut output = match self {
            Self::SyncMl => syncml::write(profiles),
            Self::Fleet => fleet::write(profiles),
            Self::Intune => intune::write(profiles),
            Self::Csv => csv::write(profiles),
            Self::WinDc => windc::write(profiles),
            Self::Wap => wap::write(profiles),
        };
        rows::others_are_lost(profiles, self, &mut output);
        let key = |loss: &Loss| (loss.profile, loss.place.start);
        output.losses.sort_by_key(key);
        output
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
