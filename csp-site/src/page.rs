//! A file of the site, as it is written or served.

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its path in the folder of the site, with slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}
