//! On which Windows a node exists (Microsoft's `Applicability`).

use csp_check::OsBuild;

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
