//! Compares the lists of Windows builds that have a node.

use std::collections::BTreeMap;

use ddf::{OsBuild, OsBuilds};

use crate::change::Class;

/// Whether every build that had the node still has it.
pub(crate) fn class(old: Option<&OsBuilds>, new: Option<&OsBuilds>) -> Class {
    match (old, new) {
        (Some(old), Some(new)) => Class::of_sets(has_all(new, old), has_all(old, new)),
        (old, new) => Class::of_restriction(old.is_some(), new.is_some()),
    }
}

/// Whether the builds of `outer` have what those of `inner` have.
fn has_all(outer: &OsBuilds, inner: &OsBuilds) -> bool {
    // As `Applicability::applies_to` has it for one build: by the entries of its branch, and beyond the newest entry every build has the node.
    let mut branches: BTreeMap<(u32, u32, u32), u32> = BTreeMap::new();
    for entry in outer.builds() {
        let least = entry.revision.unwrap_or_default();
        let branch = branches.entry(entry.version()).or_insert(least);
        *branch = least.min(*branch);
    }
    let last = branches.last_key_value().map(|(version, _)| *version);
    let has = |entry: &OsBuild| match branches.get(&entry.version()) {
        // One without a revision names the whole branch.
        Some(least) => *least <= entry.revision.unwrap_or_default(),
        None => last.is_none_or(|last| last < entry.version()),
    };
    let listed = inner
        .builds()
        .iter()
        .all(|entry| entry.is_unreleased() || has(entry));
    // A mark for "not released" is newer than any.
    let newest = |builds: &OsBuilds| builds.builds().iter().map(|build| build.version()).max();
    let is_open = !inner.builds().iter().any(|entry| entry.is_unreleased());
    listed && (!is_open || newest(outer) <= newest(inner))
}
