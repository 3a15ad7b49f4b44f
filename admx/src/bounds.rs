//! How long and how deep what a template names may be.

/// The most bytes that a URI may have.
pub const MAX_URI: usize = 4096;

/// How many bytes the names of a path of categories may have: more than the URI of a policy can hold.
pub(crate) const MAX_PATH: usize = MAX_URI;

/// How deeply categories may be nested. Windows' own are six deep.
pub(crate) const MAX_CATEGORIES: usize = 64;
