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

/// A Windows build: `10.0.22621.1992`. A revision that is left out is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsBuild {
    /// 10 for Windows 10 and 11.
    pub major: u32,
    /// 0 for Windows 10 and 11.
    pub minor: u32,
    /// The build number, for example 22621 for Windows 11 22H2.
    pub build: u32,
    /// The revision: the servicing update within the build.
    pub revision: u32,
}

/// The answer to the question whether a node is available on a build, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    /// The node is there: no build was stated, or this entry of the list admits the build.
    Yes(Option<OsBuild>),
    /// The build is older than every entry of the list.
    TooOld {
        /// The lowest build that has the node.
        lowest: OsBuild,
    },
    /// The list names builds that do not exist (`99.9.99999` and the like): the node is not released.
    NotReleased,
    /// The stated text is not a list of builds.
    Unreadable(Text),
}

impl Applies {
    /// Whether the node is there.
    pub const fn is_yes(&self) -> bool {
        matches!(self, Self::Yes(_))
    }
}

impl std::fmt::Display for Applies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Yes(None) => f.write_str("yes: the definition states no lowest build"),
            Self::Yes(Some(since)) => write!(f, "yes: available since {since}"),
            Self::TooOld { lowest } => write!(f, "no: available since {lowest}"),
            Self::NotReleased => f.write_str("no: not released in any build"),
            Self::Unreadable(text) => write!(f, "no: `{text}` is not a list of builds"),
        }
    }
}

impl OsBuild {
    /// Reads `major.minor.build[.revision]`. The published files write some builds of Windows 11 as `11.0.26xxx`; they are read as the
    /// `10.0.26xxx` that those systems report.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.');
        let mut next = || parts.next().map(|part| part.trim().parse::<u32>().ok());
        let (major, minor, build) = (next()??, next()??, next()??);
        let revision = match next() {
            None => 0,
            Some(revision) => revision?,
        };
        if next().is_some() {
            return None;
        }
        let major = if major == 11 { 10 } else { major };
        Some(Self {
            major,
            minor,
            build,
            revision,
        })
    }

    /// Whether this is one of the builds that stand for "not released": 99.9.99999, 99.9.9999, 88.8.88888.
    pub const fn is_sentinel(self) -> bool {
        self.major > 80
    }

    const fn same_branch(self, other: Self) -> bool {
        self.major == other.major && self.minor == other.minor && self.build == other.build
    }
}

impl std::fmt::Display for OsBuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.build)?;
        match self.revision {
            0 => Ok(()),
            revision => write!(f, ".{revision}"),
        }
    }
}

impl Applicability {
    /// Whether a node with this applicability is available on `build`.
    ///
    /// The highest build of the list holds for itself and everything after it. Every other entry is a servicing branch: it holds for the same
    /// build with the same or a later revision, and, where it carries no revision, for all later builds too.
    pub fn applies_to(&self, build: OsBuild) -> Applies {
        let Some(text) = &self.os_build else {
            return Applies::Yes(None);
        };
        let Some(mut builds) = text
            .split(',')
            .map(OsBuild::parse)
            .collect::<Option<Vec<_>>>()
        else {
            return Applies::Unreadable(text.clone());
        };
        builds.retain(|since| !since.is_sentinel());
        builds.sort_unstable();
        let Some(newest) = builds.last().copied() else {
            return Applies::NotReleased;
        };
        let admits = |since: OsBuild| {
            build >= since && (since == newest || since.revision == 0 || since.same_branch(build))
        };
        match builds.iter().copied().find(|since| admits(*since)) {
            Some(since) => Applies::Yes(Some(since)),
            None => Applies::TooOld {
                lowest: builds.first().copied().unwrap_or(newest),
            },
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
