//! What Fleet takes, as data: it changes from month to month.
//!
//! As read from `fleetdm/fleet` (`server/fleet/windows_mdm.go`, `server/service/windows_mdm_profiles.go`, `server/mdm/microsoft/profile_variables.go`)
//! on [`READ`]. Which version began with what is not known for most of it, so that there is one set of rules.

/// When these facts were read.
pub(super) const READ: &str = "2026-11-21";

/// The names of Fleet's own profiles.
pub(super) const RESERVED_NAMES: &[&str] = &[
    "Windows OS Updates",
    "Fleetd configuration",
    "Disk encryption",
];

/// The variables that Fleet replaces, without `FLEET_VAR_`.
pub(super) const VARIABLES: &[&str] = &[
    "HOST_UUID",
    "HOST_HARDWARE_SERIAL",
    "HOST_PLATFORM",
    "HOST_END_USER_IDP_USERNAME",
    "HOST_END_USER_IDP_USERNAME_LOCAL_PART",
    "HOST_END_USER_IDP_FULL_NAME",
    "HOST_END_USER_IDP_DEPARTMENT",
    "HOST_END_USER_IDP_GROUPS",
    "SCEP_WINDOWS_CERTIFICATE_ID",
    "SCEP_RENEWAL_ID",
    "CERTIFICATE_RENEWAL_ID",
    "NDES_SCEP_CHALLENGE",
    "NDES_SCEP_PROXY_URL",
];

/// The beginnings of variables that end with the name of a certificate authority.
pub(super) const VARIABLES_OF_AUTHORITIES: &[&str] =
    &["CUSTOM_SCEP_CHALLENGE_", "CUSTOM_SCEP_PROXY_URL_"];

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
