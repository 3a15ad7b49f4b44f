//! Names as they are compared: without letter case.

/// A name in the one case in which it is looked up. Names of policies, categories and files are ASCII in all published sets, and what is not is
/// compared as it stands.
pub(crate) fn fold(name: &str) -> String {
    name.to_ascii_lowercase()
}
