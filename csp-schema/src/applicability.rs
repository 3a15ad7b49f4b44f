//! `MSFT:Applicability`: which Windows builds, CSP versions and editions have a node, and the question whether a build does.

use super::Text;

/// Where a node is available, as its DDF states it. A field that is `None` was not stated on that node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applicability {
    /// `OsBuildVersion`: the lowest builds, as written, for example `10.0.22000, 10.0.19041.1202`.
    pub os_build: Option<Text>,
    /// `CspVersion`, as written.
    pub csp_version: Option<Text>,
    /// `EditionAllowList`, as written: `;`-separated hexadecimal edition numbers, a `*` at the end of one standing for all.
    pub editions: Option<Text>,
    /// `RequiresAzureAd`, as written.
    pub requires_azure_ad: Option<Text>,
}

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

    const fn version(self) -> (u32, u32, u32) {
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

/// The answer to the question whether a node is available on a build, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// Yes: the definition states no lowest build.
    Everywhere,
    /// Yes: the build is that of this entry, at its revision or later.
    Since(OsBuild),
    /// Yes: the build is newer than every entry.
    Newer,
    /// No: this entry, the next that has the node, is newer.
    TooOld(OsBuild),
    /// No: the node is not released in a branch that this build belongs to.
    NotReleased,
    /// Nobody can tell: no build of the text can be read. The node is taken to be there.
    Unknown,
}

impl Applies {
    /// Whether the node is there.
    pub const fn is_yes(self) -> bool {
        !matches!(self, Self::TooOld(_) | Self::NotReleased)
    }
}

impl std::fmt::Display for Applies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Everywhere => f.write_str("yes: the definition states no lowest build"),
            Self::Since(entry) => write!(f, "yes: available since {entry}"),
            Self::Newer => f.write_str("yes: newer than every listed build"),
            Self::TooOld(needed) => write!(f, "no: needs {needed}"),
            Self::NotReleased => f.write_str("no: not released"),
            Self::Unknown => f.write_str("not known: no listed build can be read"),
        }
    }
}

impl Applicability {
    /// Whether a node with this applicability is available on `build`.
    ///
    /// A list names the branch in which the node was developed and the updates that brought it to older ones. So a build has the node when it is
    /// that of an entry, at the entry's revision or a later one, or when it is newer than every entry. No public document states the rule; this
    /// is the reading under which the published lists make sense.
    ///
    /// ```
    /// use csp_schema::{Applicability, Applies, OsBuild};
    ///
    /// let node = Applicability { os_build: Some("10.0.22000, 10.0.19041.1202".into()), ..Applicability::default() };
    /// let build = |text| OsBuild::parse(text).unwrap();
    /// assert_eq!(node.applies_to(build("10.0.26100.1")), Applies::Newer);
    /// assert_eq!(node.applies_to(build("10.0.19041.1300")), Applies::Since(build("10.0.19041.1202")));
    /// assert!(!node.applies_to(build("10.0.20348.1")).is_yes());
    /// ```
    pub fn applies_to(&self, build: OsBuild) -> Applies {
        let Some(list) = &self.os_build else {
            return Applies::Everywhere;
        };
        let entries = || list.split(',').filter_map(OsBuild::parse);
        let mut needed = None;
        for entry in entries().filter(|entry| entry.version() == build.version()) {
            match (entry.revision, build.revision) {
                (Some(least), Some(has)) if has < least => needed = needed.max(Some(entry)),
                _ => return Applies::Since(entry),
            }
        }
        match (needed, entries().max_by_key(|entry| entry.version())) {
            (Some(needed), _) => Applies::TooOld(needed),
            (None, Some(newest)) if newest.version() < build.version() => Applies::Newer,
            (None, Some(newest)) if newest.is_unreleased() => Applies::NotReleased,
            (None, Some(newest)) => Applies::TooOld(newest),
            (None, None) => Applies::Unknown,
        }
    }

    /// Whether the edition number (as in `GetProductInfo`, for example 0x4 for Enterprise) is in the list; `true` where there is no list.
    pub fn allows_edition(&self, edition: u32) -> bool {
        let Some(list) = &self.editions else {
            return true;
        };
        list.split(';').map(str::trim).any(|entry| {
            let digits = entry.strip_suffix('*').unwrap_or(entry);
            let digits = digits
                .strip_prefix("0x")
                .or_else(|| digits.strip_prefix("0X"))
                .unwrap_or(digits);
            u32::from_str_radix(digits, 16) == Ok(edition)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_builds_says_yes_or_no_and_why() {
        let branches = "10.0.22000, 10.0.19044.1706, 10.0.19043.1706";
        let table = [
            (
                "10.0.10240",
                "10.0.22621.1",
                "yes: newer than every listed build",
            ),
            (
                "10.0.22000",
                "10.0.22000.5",
                "yes: available since 10.0.22000",
            ),
            ("10.0.22000", "10.0.19041.5", "no: needs 10.0.22000"),
            (
                "10.0.19041.1202",
                "10.0.19041.1201",
                "no: needs 10.0.19041.1202",
            ),
            (
                "10.0.19041.1202",
                "10.0.19041",
                "yes: available since 10.0.19041.1202",
            ),
            (
                branches,
                "10.0.19044.1706",
                "yes: available since 10.0.19044.1706",
            ),
            (branches, "10.0.19044.1700", "no: needs 10.0.19044.1706"),
            (branches, "10.0.19045.1", "no: needs 10.0.22000"),
            (
                branches,
                "10.0.26100.1",
                "yes: newer than every listed build",
            ),
            (
                "11.0.26100",
                "10.0.26100.5",
                "yes: available since 10.0.26100",
            ),
            ("99.9.99999", "10.0.26100.5", "no: not released"),
            ("88.8.88888", "10.0.26100.5", "no: not released"),
            ("99.9.9999", "10.0.99999.5", "no: not released"),
            (
                "99.9.99999, 10.0.22621.2338",
                "10.0.22621.2400",
                "yes: available since 10.0.22621.2338",
            ),
            (
                "99.9.99999, 10.0.22621.2338",
                "10.0.26100.1",
                "no: not released",
            ),
            (
                "Windows 11",
                "10.0.26100.1",
                "not known: no listed build can be read",
            ),
        ];
        for (list, build, answer) in table {
            let node = Applicability {
                os_build: Some(list.into()),
                ..Applicability::default()
            };
            let found = node.applies_to(OsBuild::parse(build).unwrap());
            assert_eq!(found.to_string(), answer, "{build} in {list}");
            assert_eq!(found.is_yes(), !answer.starts_with("no:"));
        }
    }

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
    fn an_edition_is_one_of_the_list() {
        let node = Applicability {
            editions: Some("0x4;0x1B;0x88*;".into()),
            ..Applicability::default()
        };
        assert!(
            node.allows_edition(0x1B) && node.allows_edition(0x88) && !node.allows_edition(0x5)
        );
        assert!(Applicability::default().allows_edition(0x5));
    }
}
