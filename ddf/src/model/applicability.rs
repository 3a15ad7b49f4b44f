//! On which Windows a node exists (Microsoft's `Applicability`).

use std::fmt;

/// A build of Windows: `10.0.19041` or, with its revision, `10.0.19041.1202`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsBuild {
    major: u32,
    minor: u32,
    build: u32,
    revision: Option<u32>,
}

impl OsBuild {
    /// Reads three or four numbers with dots between them.
    ///
    /// `11.0` is read as `10.0`: Windows 11 reports the version 10.0, and some published files
    /// write 11.0 for it.
    ///
    /// ```
    /// use ddf::OsBuild;
    ///
    /// let build = OsBuild::parse("10.0.19041.1202").unwrap();
    /// assert_eq!((build.build(), build.revision()), (19041, Some(1202)));
    /// assert_eq!(OsBuild::parse("11.0.26100"), OsBuild::parse("10.0.26100"));
    /// assert!(OsBuild::parse("99.9.99999").unwrap().is_unreleased());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.').map(|part| {
            part.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| part.parse::<u32>().ok())
                .flatten()
        });
        let (major, minor, build) = (parts.next()??, parts.next()??, parts.next()??);
        let revision = match parts.next() {
            Some(revision) => Some(revision?),
            None => None,
        };
        let major = if (major, minor) == (11, 0) { 10 } else { major };
        parts.next().is_none().then_some(Self {
            major,
            minor,
            build,
            revision,
        })
    }

    /// The first number; 10 for Windows 10 and 11.
    pub fn major(self) -> u32 {
        self.major
    }

    /// The second number.
    pub fn minor(self) -> u32 {
        self.minor
    }

    /// The build, for example 19041 for version 2004.
    pub fn build(self) -> u32 {
        self.build
    }

    /// The revision of a servicing update, where it is given.
    pub fn revision(self) -> Option<u32> {
        self.revision
    }

    /// Whether this is no build but a mark for "not released": `99.9.99999`, `99.9.9999`,
    /// `88.8.88888` and the like. No Windows has a major version over 11.
    pub fn is_unreleased(self) -> bool {
        self.major > 11
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

/// The builds of `OsBuildVersion`: where a node first appeared, and in which updates of older
/// branches it was added later.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OsBuilds {
    text: String,
    builds: Vec<OsBuild>,
}

impl OsBuilds {
    /// Reads builds with commas between them; what is not a build is left out of
    /// [`builds`](Self::builds).
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            builds: text.split(',').filter_map(OsBuild::parse).collect(),
            text,
        }
    }

    /// What is wrong with the first entry that is not a build.
    pub(crate) fn fault(&self) -> Option<String> {
        let mut entries = self.text.split(',').map(str::trim);
        let entry = entries.find(|entry| OsBuild::parse(entry).is_none())?;
        Some(format!("`{entry}` is not an OS build"))
    }

    /// The text as the file has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The builds in the order in which the file lists them.
    pub fn builds(&self) -> &[OsBuild] {
        &self.builds
    }

    /// The lowest build that is released; `None` when none is.
    pub fn lowest(&self) -> Option<OsBuild> {
        self.builds
            .iter()
            .copied()
            .filter(|build| !build.is_unreleased())
            .min()
    }
}

/// The editions of `EditionAllowList`: numbers of Windows products (`PRODUCT_*` of winnt.h).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Editions {
    text: String,
    ids: Vec<u32>,
}

impl Editions {
    pub(crate) fn new(text: String) -> Self {
        let ids = text.split(';').filter_map(|entry| {
            let entry = entry.trim().trim_end_matches('*');
            let digits = entry
                .strip_prefix("0x")
                .or_else(|| entry.strip_prefix("0X"))?;
            u32::from_str_radix(digits, 16).ok()
        });
        Self {
            ids: ids.collect(),
            text,
        }
    }

    /// The text as the file has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The products in the order in which the file lists them. `0x88*` is read as `0x88`: what the
    /// star adds is documented nowhere.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Whether the product with this number is listed. An empty list names none: published files
    /// have it on policies that only Windows for phones or for HoloLens has.
    pub fn contains(&self, product: u32) -> bool {
        self.ids.contains(&product)
    }
}

/// One `Applicability` element as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ApplicabilityData {
    pub(crate) os_builds: Option<OsBuilds>,
    pub(crate) csp_version: Option<String>,
    pub(crate) editions: Option<Editions>,
    pub(crate) requires_azure_ad: Option<bool>,
}

/// On which Windows a node exists: what it says itself, or with what it inherits filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applicability<'a> {
    os_builds: Option<&'a OsBuilds>,
    csp_version: Option<&'a str>,
    editions: Option<&'a Editions>,
    requires_azure_ad: Option<bool>,
}

impl<'a> Applicability<'a> {
    pub(crate) fn of(data: &'a ApplicabilityData) -> Self {
        Self {
            os_builds: data.os_builds.as_ref(),
            csp_version: data.csp_version.as_deref(),
            editions: data.editions.as_ref(),
            requires_azure_ad: data.requires_azure_ad,
        }
    }

    /// These facts, and those of `ancestor` where there is none.
    #[must_use]
    pub(crate) fn or(self, ancestor: Self) -> Self {
        Self {
            os_builds: self.os_builds.or(ancestor.os_builds),
            csp_version: self.csp_version.or(ancestor.csp_version),
            editions: self.editions.or(ancestor.editions),
            requires_azure_ad: self.requires_azure_ad.or(ancestor.requires_azure_ad),
        }
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.os_builds.is_some()
            && self.csp_version.is_some()
            && self.editions.is_some()
            && self.requires_azure_ad.is_some()
    }

    /// The builds that have the node.
    pub fn os_builds(&self) -> Option<&'a OsBuilds> {
        self.os_builds
    }

    /// The version of the CSP that brought the node, as the file has it; `9.9` means not released.
    pub fn csp_version(&self) -> Option<&'a str> {
        self.csp_version
    }

    /// The editions that have the node.
    pub fn editions(&self) -> Option<&'a Editions> {
        self.editions
    }

    /// Whether the device must be joined to Azure AD (Entra ID), where the file says so.
    pub fn requires_azure_ad(&self) -> Option<bool> {
        self.requires_azure_ad
    }
}
