//! What Fleet takes, as data: it changes from month to month.
//!
//! As read from `fleetdm/fleet` (`server/fleet/windows_mdm.go`, `server/service/windows_mdm_profiles.go`, `server/mdm/microsoft/profile_variables.go`,
//! and what its release notes, `articles/fleet-4.*.md`, say of versions) in [`READ`]. Where no release is said to have begun with something, every
//! version is taken to have it.

use super::fleet_version::FleetVersion;

/// When these facts were read.
pub(super) const READ: &str = "November 2026";

/// The first version with a variable that is not known here: its release notes name one for Okta, and none of what was read spells it.
pub(super) const VARIABLES_UNTIL: FleetVersion = FleetVersion::of_4(95);

/// The version that began with SCEP profiles for the device, and so with Exec ("Added ability to deploy certificates from Custom SCEP Certificate
/// authorities on Windows").
pub(super) const SCEP_SINCE: FleetVersion = FleetVersion::of_4(77);

/// The version that began with them for users ("Added ability to deploy user-scoped SCEP profiles for Windows hosts").
pub(super) const USER_SCEP_SINCE: FleetVersion = FleetVersion::of_4(78);

/// The version that takes profiles for Windows updates without a switch of its server ("Added the ability to deploy custom OS update configuration
/// profiles for Apple and Windows").
pub(super) const UPDATES_SINCE: FleetVersion = FleetVersion::of_4(87);

/// The version that began with that switch, `FLEET_MDM_ENABLE_CUSTOM_OS_UPDATES_AND_FILEVAULT`.
pub(super) const UPDATES_SWITCH_SINCE: FleetVersion = FleetVersion::of_4(77);

/// The names of Fleet's own profiles.
pub(super) const RESERVED_NAMES: &[&str] = &[
    "Windows OS Updates",
    "Fleetd configuration",
    "Disk encryption",
];

/// A variable that Fleet replaces in profiles for Windows.
pub(super) struct KnownVariable {
    /// Without `FLEET_VAR_`; where it ends with the name of a certificate authority, what stands before that.
    pub(super) name: &'static str,
    /// Whether the name of a certificate authority follows.
    pub(super) has_authority: bool,
    /// The release notes that name it.
    pub(super) since: Option<FleetVersion>,
}

const fn whole(name: &'static str, since: Option<FleetVersion>) -> KnownVariable {
    KnownVariable {
        name,
        has_authority: false,
        since,
    }
}

const fn of_authority(name: &'static str, since: Option<FleetVersion>) -> KnownVariable {
    KnownVariable {
        name,
        has_authority: true,
        since,
    }
}

/// The variables that Fleet replaces.
#[rustfmt::skip]
pub(super) const VARIABLES: &[KnownVariable] = &[
    whole("HOST_UUID", Some(FleetVersion::of_4(73))),
    whole("HOST_HARDWARE_SERIAL", Some(FleetVersion::of_4(78))),
    whole("HOST_PLATFORM", Some(FleetVersion::of_4(78))),
    whole("HOST_END_USER_IDP_USERNAME", None),
    whole("HOST_END_USER_IDP_USERNAME_LOCAL_PART", None),
    whole("HOST_END_USER_IDP_FULL_NAME", None),
    whole("HOST_END_USER_IDP_DEPARTMENT", None),
    whole("HOST_END_USER_IDP_GROUPS", None),
    whole("SCEP_WINDOWS_CERTIFICATE_ID", Some(SCEP_SINCE)),
    whole("SCEP_RENEWAL_ID", None),
    whole("CERTIFICATE_RENEWAL_ID", Some(FleetVersion::of_4(86))),
    whole("NDES_SCEP_CHALLENGE", None),
    whole("NDES_SCEP_PROXY_URL", None),
    of_authority("CUSTOM_SCEP_CHALLENGE_", Some(SCEP_SINCE)),
    of_authority("CUSTOM_SCEP_PROXY_URL_", Some(SCEP_SINCE)),
];

impl KnownVariable {
    /// The one that a name means, without `FLEET_VAR_`.
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        let is_it = |known: &&Self| {
            if known.has_authority {
                name.len() > known.name.len() && name.starts_with(known.name)
            } else {
                name == known.name
            }
        };
        VARIABLES.iter().find(is_it)
    }

    /// The names that are whole.
    pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
        let whole = VARIABLES.iter().filter(|known| !known.has_authority);
        whole.map(|known| known.name)
    }
}

/// The nodes below `Install` that a SCEP profile has to set.
pub(super) const SCEP_REQUIRED: &[&str] = &[
    "CAThumbprint",
    "Challenge",
    "EKUMapping",
    "HashAlgorithm",
    "KeyLength",
    "KeyUsage",
    "ServerURL",
    "SubjectName",
];

/// The name of the certificate's node.
pub(super) const SCEP_ID: &str = "SCEP_WINDOWS_CERTIFICATE_ID";

/// What SubjectName has, behind `OU=`: one of these variables.
pub(super) const SCEP_RENEWAL: &[&str] = &["CERTIFICATE_RENEWAL_ID", "SCEP_RENEWAL_ID"];

/// A variable in a text.
pub(super) struct Variable<'t> {
    /// Its name, with `FLEET_VAR_` or what else it begins with.
    pub(super) name: &'t str,
    /// Where its name begins in the text.
    pub(super) at: usize,
    /// All of it, with `$` and braces.
    pub(super) whole: &'t str,
}

/// The variables of a text that are Fleet's.
pub(super) fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    text.match_indices('$').filter_map(|(start, _)| {
        let rest = text.get(start + 1..)?;
        let (rest, braces) = match rest.strip_prefix('{') {
            Some(rest) => (rest, 2),
            None => (rest, 0),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        if braces > 0 && !behind.starts_with('}') {
            return None;
        }
        if !name.starts_with("FLEET_") {
            return None;
        }
        Some(Variable {
            name,
            at: start + 1 + braces / 2,
            whole: text.get(start..start + 1 + length + braces)?,
        })
    })
}
