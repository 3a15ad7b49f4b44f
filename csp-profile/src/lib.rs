//! What people write for Windows' configuration service providers (CSPs), in every carrier, as one model with positions.
//!
//! This is the room of whoever checks, converts or produces profiles: linters, command lines, editors, programs that hand settings to Fleet or
//! Intune. The model knows forms alone; whether a node exists and takes a value is what [`lint`] asks `csp-schema`.
//!
//! [`Profile::read`] finds out what a file is written in ([`Carrier`]) and reads it into [`Setting`]s, each part with its place in the file, also
//! where it stands inside of CDATA, an escaped payload or a JSON string. A file that is half wrong is read as far as a person would: what is wrong
//! or not understood is a [`Fault`] at its place. [`Profile::write`] writes any carrier, and says what that cannot hold.
//!
//! ```
//! use csp_profile::{Carrier, Profile};
//!
//! let file = b"<Replace>
//!   <Item>
//!     <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target>
//!     <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
//!     <Data>0</Data>
//!   </Item>
//! </Replace>";
//! let profile = Profile::read("camera.xml", file, None)?;
//! assert_eq!(profile.carrier, Carrier::Fleet);
//! assert_eq!(profile.to_string(), "Replace ./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera : int = \"0\"\n");
//!
//! let policy = profile.write(Carrier::Intune);
//! assert!(policy.text.contains("\"#microsoft.graph.omaSettingInteger\""));
//! assert!(policy.is_whole());
//! # Ok::<(), csp_profile::ReadError>(())
//! ```
//!
//! [`lint`] says what is wrong with a profile, where, and what to write instead: a rule is a file with its docs and examples. [`cursor`] says what
//! stands at a place of a file, also while somebody is typing there.
//!
//! # Typed addresses
//!
//! A request of `csp-server` and a profile are made of the same things. What the one finishes, the other reads, so a program writes the files of
//! other tools with typed nodes:
//!
//! ```
//! use csp_profile::{Carrier, Profile};
//! use csp_server::{ChangeCommands, Request};
//! use csp_windows::enrollment_status_tracking as esp;
//!
//! let mut request = Request::fragment();
//! let app = esp::device().setup().apps().tracking().provider_name("Contoso").app_name("Hub");
//! request.replace(app.installation_state(), esp::SetupAppsTrackingInstallationState::IN_PROGRESS);
//!
//! let profile = Profile::read("esp", &request.finish()?, None)?;
//! let fleet = profile.write(Carrier::Fleet);
//! assert!(fleet.text.starts_with("<Replace>\n  <CmdID>1</CmdID>\n"));
//! let intune = profile.write(Carrier::Intune);
//! assert!(intune.text.contains("Tracking/Contoso/Hub/InstallationState\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Bounds
//!
//! No input makes this crate panic, or take memory or time out of proportion to its size: [`MAX_BYTES`] and [`MAX_FAULTS`] are bounds, and so are
//! 128 nested elements and 2,000,000 elements in all. A document type declaration is refused.

#![forbid(unsafe_code)]

mod carrier;
mod carriers;
pub mod cursor;
mod error;
mod faults;
pub mod lint;
mod model;
mod outline;
mod position;
mod source;
mod text;
mod write;
mod xml;

pub use carrier::Carrier;
pub use error::ReadError;
pub use faults::MAX_FAULTS;
pub use model::{
    Command, Entry, Fault, FaultKind, Field, Group, GroupKind, Profile, Setting, Value, ValueForm,
};
pub use position::Position;
pub use source::{MAX_BYTES, Source};
pub use text::{Place, Text};
pub use write::{Loss, LossKind, Output};

impl Profile {
    /// Reads a file. Its name stands in what is said of it; the carrier is found out from its content, unless it is told.
    pub fn read(name: &str, bytes: &[u8], carrier: Option<Carrier>) -> Result<Self, ReadError> {
        let source = Source::new(name, bytes)?;
        let Some(carrier) = carrier.or_else(|| Carrier::detect(source.as_str())) else {
            let message = if source
                .as_str()
                .trim_start_matches('\u{FEFF}')
                .trim()
                .is_empty()
            {
                "the file is empty: write a command"
            } else {
                "this is no SyncML, no Fleet profile, no Intune policy, no declared configuration, no provisioning document and no table of OMA-URIs"
            };
            return Err(ReadError::new(name, message));
        };
        let mut faults = faults::Faults::default();
        let (entries, comments) = carriers::read(carrier, &source, &mut faults)?;
        Ok(Self {
            entries,
            comments,
            carrier,
            faults: faults.sorted(),
            source,
        })
    }

    /// Writes what it says in a carrier.
    pub fn write(&self, carrier: Carrier) -> Output {
        write(std::slice::from_ref(self), carrier)
    }
}

/// Writes what several profiles say in one file of a carrier, in their order.
pub fn write(profiles: &[Profile], carrier: Carrier) -> Output {
    carriers::write(carrier, profiles)
}
