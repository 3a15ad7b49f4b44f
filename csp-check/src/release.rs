//! The releases of Windows: which name goes with which build, and builds as people write them.

use std::fmt;
use std::str::FromStr;

use crate::os_build::OsBuild;

/// One release of Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// `Windows 10`, `Windows 11` or `Windows Server`.
    pub product: &'static str,
    /// `24H2`; of a server with a year, that: `2022`.
    pub version: &'static str,
    /// The build number, the third part of `10.0.26100`.
    pub build: u32,
    /// The day of its availability, as ISO 8601 has it; `None` where no public page gives one.
    pub date: Option<&'static str>,
    /// The public page that says so.
    pub source: &'static str,
}

const WINDOWS_10: &str = "Microsoft Learn, Windows 10 release information";
const WINDOWS_11: &str = "Microsoft Learn, Windows 11 release information";
const SERVER: &str = "Microsoft Learn, Windows Server release information";
const INSIDER: &str = "Windows Insider blog, build 28000";

const fn row(
    product: &'static str,
    version: &'static str,
    build: u32,
    date: Option<&'static str>,
    source: &'static str,
) -> Release {
    Release {
        product,
        version,
        build,
        date,
        source,
    }
}

/// Every release, those of clients first: of two with one build, a build is called by the first.
#[rustfmt::skip]
pub const RELEASES: &[Release] = &[
    row("Windows 10", "1507", 10240, Some("2015-07-29"), WINDOWS_10),
    row("Windows 10", "1511", 10586, Some("2015-11-10"), WINDOWS_10),
    row("Windows 10", "1607", 14393, Some("2016-08-02"), WINDOWS_10),
    row("Windows 10", "1703", 15063, Some("2017-04-05"), WINDOWS_10),
    row("Windows 10", "1709", 16299, Some("2017-10-17"), WINDOWS_10),
    row("Windows 10", "1803", 17134, Some("2018-04-30"), WINDOWS_10),
    row("Windows 10", "1809", 17763, Some("2018-11-13"), WINDOWS_10),
    row("Windows 10", "1903", 18362, Some("2019-05-21"), WINDOWS_10),
    row("Windows 10", "1909", 18363, Some("2019-11-12"), WINDOWS_10),
    row("Windows 10", "2004", 19041, Some("2020-05-27"), WINDOWS_10),
    row("Windows 10", "20H2", 19042, Some("2020-10-20"), WINDOWS_10),
    row("Windows 10", "21H1", 19043, Some("2021-05-18"), WINDOWS_10),
    row("Windows 10", "21H2", 19044, Some("2021-11-16"), WINDOWS_10),
    row("Windows 10", "22H2", 19045, Some("2022-10-18"), WINDOWS_10),
    row("Windows 11", "21H2", 22000, Some("2021-10-04"), WINDOWS_11),
    row("Windows 11", "22H2", 22621, Some("2022-09-20"), WINDOWS_11),
    row("Windows 11", "23H2", 22631, Some("2023-10-31"), WINDOWS_11),
    row("Windows 11", "24H2", 26100, Some("2024-10-01"), WINDOWS_11),
    row("Windows 11", "25H2", 26200, Some("2025-09-30"), WINDOWS_11),
    row("Windows 11", "26H1", 28000, None, INSIDER),
    row("Windows Server", "2016", 14393, Some("2016-10-12"), SERVER),
    row("Windows Server", "2019", 17763, Some("2018-11-13"), SERVER),
    row("Windows Server", "2022", 20348, Some("2021-08-18"), SERVER),
    row("Windows Server", "23H2", 25398, Some("2023-10-24"), SERVER),
    row("Windows Server", "2025", 26100, Some("2024-11-01"), SERVER),
];

impl Release {
    /// The release with this build, whatever its revision.
    pub fn of(build: OsBuild) -> Option<&'static Self> {
        let is_it = |release: &&Self| release.os_build().version() == build.version();
        RELEASES.iter().find(is_it)
    }

    /// The build, without a revision.
    pub const fn os_build(&self) -> OsBuild {
        OsBuild {
            major: 10,
            minor: 0,
            build: self.build,
            revision: None,
        }
    }

    /// The release that a text names, in any case and with any signs between the words. A server is named by that word.
    pub(crate) fn find(text: &str) -> Result<&'static Self, UnknownRelease> {
        let lower = text.to_ascii_lowercase();
        let words: Vec<&str> = lower
            .split(|sign: char| !sign.is_ascii_alphanumeric())
            .map(|word| word.trim_start_matches("windows").trim_start_matches("win"))
            .filter(|word| !matches!(*word, "" | "microsoft" | "version"))
            .collect();
        let is_meant = |release: &&'static Self| {
            let product = release.product.to_ascii_lowercase();
            let product = product.trim_start_matches("windows ");
            let version = release.version.to_ascii_lowercase();
            let is_said = |wanted: &str| words.contains(&wanted);
            is_said(&version)
                && words
                    .iter()
                    .all(|word| *word == product || *word == version)
                && (product != "server" || is_said(product))
        };
        let meant: Vec<&'static Self> = RELEASES.iter().filter(is_meant).collect();
        match meant.as_slice() {
            [release] => Ok(release),
            _ => Err(UnknownRelease {
                text: text.chars().take(60).collect(),
                meant,
            }),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `Windows Server 2022` and `Windows Server, version 23H2`.
        let is_year = self.product == "Windows Server" && self.version.starts_with("20");
        if is_year {
            write!(f, "{} {}", self.product, self.version)
        } else {
            write!(f, "{}, version {}", self.product, self.version)
        }
    }
}

impl OsBuild {
    /// The release and the build: `Windows 11, version 22H2 (10.0.22621)`; the build alone where no release has it.
    pub fn in_words(self) -> String {
        match Release::of(self) {
            Some(release) => format!("{release} ({self})"),
            None => self.to_string(),
        }
    }
}

/// Reads what people write: a release (`24H2`, `Windows 11 24H2`, `Server 2022`) or a build (`26100`, `26100.1742`, `10.0.26100`).
///
/// ```
/// use csp_check::OsBuild;
///
/// let build: OsBuild = "24H2".parse()?;
/// assert_eq!(build.to_string(), "10.0.26100");
/// assert!("22H2".parse::<OsBuild>().unwrap_err().to_string().contains("say which"));
/// # Ok::<(), csp_check::UnknownRelease>(())
/// ```
impl FromStr for OsBuild {
    type Err = UnknownRelease;

    fn from_str(text: &str) -> Result<Self, UnknownRelease> {
        let text = text.trim();
        // A build is told from a version (`1809`) by its length.
        let is_bare = text.split('.').next().is_some_and(|build| build.len() > 4);
        let build = if is_bare {
            Self::parse(&format!("10.0.{text}"))
        } else {
            Self::parse(text)
        };
        match build {
            Some(build) => Ok(build),
            None => Release::find(text).map(Release::os_build),
        }
    }
}

/// A text that is neither a build nor the name of one release of Windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRelease {
    text: String,
    /// The releases that all go by this name.
    meant: Vec<&'static Release>,
}

impl fmt::Display for UnknownRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.meant.is_empty() {
            return write!(
                f,
                "no release of Windows is called `{}`: write a release (`24H2`, `Windows 10 22H2`) or a build (`26100`, `10.0.26100.1742`)",
                self.text
            );
        }
        write!(f, "`{}` is ", self.text)?;
        for (at, release) in self.meant.iter().enumerate() {
            let and = if at > 0 { " and " } else { "" };
            write!(f, "{and}{}", release.os_build().in_words())?;
        }
        f.write_str(": say which")
    }
}

impl std::error::Error for UnknownRelease {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_release_is_found_by_its_own_name_and_says_where_it_is_from() {
        for release in RELEASES {
            assert_eq!(Release::find(&release.to_string()), Ok(release));
            assert!(!release.source.is_empty());
            assert!(
                release
                    .date
                    .is_none_or(|date| date.len() == "2024-10-01".len())
            );
        }
    }

    #[test]
    fn builds_and_releases_are_read_as_people_write_them() {
        for (text, build) in [
            ("10.0.26100", "10.0.26100"),
            ("10.0.26100.1742", "10.0.26100.1742"),
            ("26100", "10.0.26100"),
            (" 26100.1742 ", "10.0.26100.1742"),
            ("24h2", "10.0.26100"),
            ("Windows 11 24H2", "10.0.26100"),
            ("Windows 11, version 22H2", "10.0.22621"),
            ("win11-22H2", "10.0.22621"),
            ("windows-10-22h2", "10.0.19045"),
            ("23H2", "10.0.22631"),
            ("Windows Server, version 23H2", "10.0.25398"),
            ("server 2022", "10.0.20348"),
            ("1809", "10.0.17763"),
            ("2004", "10.0.19041"),
        ] {
            let found = text.parse::<OsBuild>().map(|build| build.to_string());
            assert_eq!(found.as_deref(), Ok(build), "{text}");
        }
        for (text, reason) in [
            ("22H2", "say which"),
            ("21H2", "Windows 11, version 21H2 (10.0.22000)"),
            ("Windows 11", "no release of Windows is called"),
            ("", "no release"),
            ("99H9", "24H2"),
            ("99999999999", "no release"),
            ("10.0.99999999999", "no release"),
        ] {
            let error = text.parse::<OsBuild>().unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
