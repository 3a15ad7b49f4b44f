//! Windows builds: as definitions write them, and as people do.

use super::{Release, UnknownRelease};

/// A Windows build: `10.0.22621.1992`. One without a revision is taken to be fully updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsBuild {
    /// 10 for Windows 10 and 11.
    pub major: u32,
    /// 0 for Windows 10 and 11.
    pub minor: u32,
    /// The build number, for example 22621 for Windows 11 22H2.
    pub build: u32,
    /// The revision: the servicing update within the build.
    pub revision: Option<u32>,
}

impl OsBuild {
    /// Reads `major.minor.build[.revision]`. The published files write some builds of Windows 11 as `11.0.26xxx`; they are read as the
    /// `10.0.26xxx` that those systems report.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str| {
            part.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| part.parse().ok())
                .flatten()
        };
        let mut parts = text.trim().split('.');
        let (major, minor, build) = (
            number(parts.next()?)?,
            number(parts.next()?)?,
            number(parts.next()?)?,
        );
        let revision = match parts.next() {
            Some(revision) => Some(number(revision)?),
            None => None,
        };
        let major = if major == 11 { 10 } else { major };
        parts.next().is_none().then_some(Self {
            major,
            minor,
            build,
            revision,
        })
    }

    /// Whether this is one of the builds that stand for "not released": 99.9.99999, 99.9.9999, 88.8.88888.
    pub const fn is_unreleased(self) -> bool {
        self.major > 80
    }

    /// The release and the build: `Windows 11, version 22H2 (10.0.22621)`; the build alone where no release has it.
    pub fn in_words(self) -> String {
        match Release::of(self) {
            Some(release) => format!("{release} ({self})"),
            None => self.to_string(),
        }
    }

    pub(crate) const fn version(self) -> (u32, u32, u32) {
        (self.major, self.minor, self.build)
    }
}

impl std::fmt::Display for OsBuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.build)?;
        match self.revision {
            Some(revision) => write!(f, ".{revision}"),
            None => Ok(()),
        }
    }
}

/// Reads what people write: a release (`24H2`, `Windows 11 24H2`, `Server 2022`) or a build (`26100`, `26100.1742`, `10.0.26100`).
///
/// ```
/// use csp_schema::OsBuild;
///
/// let build: OsBuild = "24H2".parse()?;
/// assert_eq!(build.to_string(), "10.0.26100");
/// assert!("22H2".parse::<OsBuild>().unwrap_err().to_string().contains("say which"));
/// # Ok::<(), csp_schema::UnknownRelease>(())
/// ```
impl std::str::FromStr for OsBuild {
    type Err = UnknownRelease;

    fn from_str(text: &str) -> Result<Self, UnknownRelease> {
        let text = text.trim();
        // A build is told from a version (`1809`) by its length.
        let is_bare = text.split('.').next().is_some_and(|build| build.len() > 4);
        let build = match is_bare {
            true => Self::parse(&format!("10.0.{text}")),
            false => Self::parse(text),
        };
        match build {
            Some(build) => Ok(build),
            None => Release::find(text).map(Release::os_build),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_build_is_not_read() {
        for text in [
            "",
            "10.0",
            "10.0.x",
            "10.0.1.2.3",
            "+1.0.1",
            "10.0.99999999999",
        ] {
            assert_eq!(OsBuild::parse(text), None, "{text}");
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
