//! Compares the lists of Windows builds that have a node.

use std::collections::BTreeMap;

use csp_schema::OsBuild;
use ddf::OsBuilds;

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
    let mut branches: BTreeMap<Version, u32> = BTreeMap::new();
    for entry in entries(outer) {
        let least = entry.revision.unwrap_or_default();
        let branch = branches.entry(version(entry)).or_insert(least);
        *branch = least.min(*branch);
    }
    let last = branches.last_key_value().map(|(version, _)| *version);
    let has = |entry: OsBuild| match branches.get(&version(entry)) {
        // One without a revision names the whole branch.
        Some(least) => *least <= entry.revision.unwrap_or_default(),
        None => last.is_none_or(|last| last < version(entry)),
    };
    let listed = entries(inner)
        .filter(|entry| !entry.is_unreleased())
        .all(has);
    // A mark for "not released" is newer than any.
    let newest = |builds| entries(builds).map(version).max();
    let is_open = entries(inner).all(|entry| !entry.is_unreleased());
    listed && (!is_open || newest(outer) <= newest(inner))
}

fn entries(builds: &OsBuilds) -> impl Iterator<Item = OsBuild> {
    builds.text().split(',').filter_map(OsBuild::parse)
}

/// The branch of a build.
type Version = (u32, u32, u32);

fn version(build: OsBuild) -> Version {
    (build.major, build.minor, build.build)
}
