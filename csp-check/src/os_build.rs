//! Windows builds, as definitions write them.

use std::fmt;

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
    ///
    /// ```
    /// use csp_check::OsBuild;
    ///
    /// let build = OsBuild::parse("10.0.19041.1202").unwrap();
    /// assert_eq!((build.build, build.revision), (19041, Some(1202)));
    /// assert_eq!(OsBuild::parse("11.0.26100"), OsBuild::parse("10.0.26100"));
    /// assert!(OsBuild::parse("99.9.99999").unwrap().is_unreleased());
    /// ```
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

    /// The build without its revision: the branch that servicing updates belong to.
    pub const fn version(self) -> (u32, u32, u32) {
        (self.major, self.minor, self.build)
    }
}

impl fmt::Display for OsBuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.build)?;
        match self.revision {
            Some(revision) => write!(f, ".{revision}"),
            None => Ok(()),
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
}
