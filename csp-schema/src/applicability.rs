//! `MSFT:Applicability`: which Windows builds, CSP versions and editions have a node, and the question whether a build does.

use super::{Edition, OsBuild, Text};

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
            Self::Since(entry) => write!(f, "yes: available since {}", entry.in_words()),
            Self::Newer => f.write_str("yes: newer than every listed build"),
            Self::TooOld(needed) => write!(f, "no: needs {}", needed.in_words()),
            Self::NotReleased => f.write_str("no: not released"),
            Self::Unknown => f.write_str("not known: no listed build can be read"),
        }
    }
}

/// The editions of a list; what of it is no number, as it is. A number with a star behind it stands for itself: no public document says what the
/// star adds.
fn listed_editions(list: &str) -> impl Iterator<Item = Result<Edition, &str>> {
    let entries = list.split(';').map(str::trim);
    entries.filter(|entry| !entry.is_empty()).map(|entry| {
        let digits = entry.strip_suffix('*').unwrap_or(entry);
        let digits = digits
            .strip_prefix("0x")
            .or_else(|| digits.strip_prefix("0X"))
            .unwrap_or(digits);
        u32::from_str_radix(digits, 16)
            .map(Edition::new)
            .map_err(|_| entry)
    })
}

impl Applicability {
    /// What is said in words where no released Windows has a node.
    pub const UNRELEASED: &str = "not in a released Windows";

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

    /// Whether the edition is in the list; `true` where there is no list.
    pub fn allows_edition(&self, edition: Edition) -> bool {
        let Some(list) = &self.editions else {
            return true;
        };
        listed_editions(list).any(|listed| listed == Ok(edition))
    }

    /// Whether the list has builds, and all of them are ones that no released Windows has (`99.9.99999` in Microsoft's files).
    pub fn is_unreleased(&self) -> bool {
        let list = self.os_build.as_deref().unwrap_or_default();
        let mut builds = list.split(',').filter_map(OsBuild::parse).peekable();
        builds.peek().is_some() && builds.all(OsBuild::is_unreleased)
    }

    /// The builds by the names of their releases; `None` where there is no list.
    ///
    /// ```
    /// use csp_schema::Applicability;
    ///
    /// let node = Applicability { os_build: Some("10.0.22000, 10.0.19041.1202".into()), ..Applicability::default() };
    /// assert_eq!(
    ///     node.builds_in_words().unwrap(),
    ///     "since Windows 11, version 21H2 (10.0.22000); with updates on Windows 10, version 2004 (10.0.19041.1202)"
    /// );
    /// ```
    pub fn builds_in_words(&self) -> Option<String> {
        let list = self.os_build.as_deref()?;
        let mut builds: Vec<OsBuild> = list.split(',').filter_map(OsBuild::parse).collect();
        builds.sort_by(|one, other| other.cmp(one));
        builds.dedup();
        let Some((newest, older)) = builds.split_first() else {
            return Some(format!("since `{list}`"));
        };
        let mut words = if newest.is_unreleased() {
            Self::UNRELEASED.to_owned()
        } else {
            format!("since {}", newest.in_words())
        };
        let older: Vec<String> = older
            .iter()
            .filter(|build| !build.is_unreleased())
            .map(|build| build.in_words())
            .collect();
        if !older.is_empty() {
            words.push_str("; with updates on ");
            words.push_str(&older.join(", "));
        }
        Some(words)
    }

    /// The editions by name, those that go with another of the list (N, evaluation, LTSC) by that one's; `None` where there is no list.
    ///
    /// ```
    /// use csp_schema::Applicability;
    ///
    /// let node = Applicability { editions: Some("0x4;0x1B;0x30;0x31;0x79;".into()), ..Applicability::default() };
    /// assert_eq!(node.editions_in_words().unwrap(), "Pro, Enterprise, Education");
    /// ```
    pub fn editions_in_words(&self) -> Option<String> {
        let list = self.editions.as_deref()?;
        let mut editions = Vec::new();
        let mut others = Vec::new();
        for listed in listed_editions(list) {
            match listed {
                Ok(edition) => editions.push(edition),
                Err(entry) => others.push(entry.to_owned()),
            }
        }
        let mut words = Edition::families(&editions);
        words.append(&mut others);
        Some(words.join(", "))
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
                "yes: available since Windows 11, version 21H2 (10.0.22000)",
            ),
            (
                "10.0.22000",
                "10.0.19041.5",
                "no: needs Windows 11, version 21H2 (10.0.22000)",
            ),
            (
                "10.0.19041.1202",
                "10.0.19041.1201",
                "no: needs Windows 10, version 2004 (10.0.19041.1202)",
            ),
            (
                "10.0.19041.1202",
                "10.0.19041",
                "yes: available since Windows 10, version 2004 (10.0.19041.1202)",
            ),
            (
                branches,
                "10.0.19044.1706",
                "yes: available since Windows 10, version 21H2 (10.0.19044.1706)",
            ),
            (
                branches,
                "10.0.19044.1700",
                "no: needs Windows 10, version 21H2 (10.0.19044.1706)",
            ),
            (
                branches,
                "10.0.19045.1",
                "no: needs Windows 11, version 21H2 (10.0.22000)",
            ),
            (
                branches,
                "10.0.26100.1",
                "yes: newer than every listed build",
            ),
            (
                "11.0.26100",
                "10.0.26100.5",
                "yes: available since Windows 11, version 24H2 (10.0.26100)",
            ),
            ("99.9.99999", "10.0.26100.5", "no: not released"),
            ("88.8.88888", "10.0.26100.5", "no: not released"),
            ("99.9.9999", "10.0.99999.5", "no: not released"),
            (
                "99.9.99999, 10.0.22621.2338",
                "10.0.22621.2400",
                "yes: available since Windows 11, version 22H2 (10.0.22621.2338)",
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
    fn an_edition_is_one_of_the_list() {
        let node = Applicability {
            editions: Some("0x4;0x1B;0x88*;".into()),
            ..Applicability::default()
        };
        for (number, is_listed) in [(0x1B, true), (0x88, true), (0x5, false)] {
            assert_eq!(node.allows_edition(Edition::new(number)), is_listed);
        }
        assert!(Applicability::default().allows_edition(Edition::new(0x5)));
    }

    #[test]
    fn lists_are_said_in_words() {
        let table = [
            ("10.0.22621", "since Windows 11, version 22H2 (10.0.22621)"),
            ("10.0.22593.1", "since 10.0.22593.1"),
            ("99.9.99999", "not in a released Windows"),
            (
                "99.9.99999, 10.0.19044.1706, 10.0.19043.1706",
                "not in a released Windows; with updates on Windows 10, version 21H2 (10.0.19044.1706), Windows 10, version 21H1 (10.0.19043.1706)",
            ),
            ("11.0.26100", "since Windows 11, version 24H2 (10.0.26100)"),
            ("soon", "since `soon`"),
        ];
        for (list, words) in table {
            let node = Applicability {
                os_build: Some(list.into()),
                ..Applicability::default()
            };
            assert_eq!(node.builds_in_words().as_deref(), Some(words), "{list}");
        }
        let table = [
            // As nearly every published policy has it.
            (
                "0x4;0x1B;0x30;0x31;0x48;0x54;0x79;0x7A;0x7D;0x7E;0x81;0x82;0x8A;0x8B;0xA1;0xA2;0xA4;0xA5;0xAB;0xAC;0xAF;0xBC;0xBF;0xCA;0xCB;0xCD;0xCF;",
                "Pro, Enterprise, Education, Windows SE, IoT Enterprise",
            ),
            ("0x7D;0xA1;", "Pro for Workstations, Enterprise LTSC"),
            ("0x88*;", "Holographic for Business"),
            ("0x12345;Pro;", "0x12345, Pro"),
            ("", ""),
        ];
        for (list, words) in table {
            let node = Applicability {
                editions: Some(list.into()),
                ..Applicability::default()
            };
            assert_eq!(node.editions_in_words().as_deref(), Some(words), "{list}");
        }
    }
}
