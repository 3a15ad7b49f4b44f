//! A version of Fleet.

use std::fmt;
use std::str::FromStr;

/// A version of Fleet.
///
/// ```
/// use csp_profile::lint::FleetVersion;
///
/// assert!("4.77".parse::<FleetVersion>()? < "fleet-v4.77.1".parse()?);
/// assert!("latest".parse::<FleetVersion>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FleetVersion(u16, u16, u16);

impl FleetVersion {
    /// The first release of 4.x.
    pub(super) const fn of_4(minor: u16) -> Self {
        Self(4, minor, 0)
    }
}

impl fmt::Display for FleetVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromStr for FleetVersion {
    type Err = String;

    /// `4.78`, `4.78.1`, `v4.78.1` or the tag of a release, `fleet-v4.78.1`.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.trim_start_matches("fleet-").trim_start_matches('v');
        let numbers: Option<Vec<u16>> = numbers.split('.').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some([major, minor]) => Ok(Self(*major, *minor, 0)),
            Some([major, minor, patch]) => Ok(Self(*major, *minor, *patch)),
            _ => Err(format!(
                "`{text}` is no version of Fleet: write 4.78 or 4.78.1"
            )),
        }
    }
}
