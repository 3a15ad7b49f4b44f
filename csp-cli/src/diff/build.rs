//! Compares the lists of Windows builds that have a node.

use csp_schema::{Applicability, OsBuild};
use ddf::OsBuilds;

use super::change::Class;

/// Whether every build that had the node still has it.
pub(super) fn class(old: Option<&OsBuilds>, new: Option<&OsBuilds>) -> Class {
    match (old, new) {
        (Some(old), Some(new)) => Class::of_sets(has_all(new, old), has_all(old, new)),
        (old, new) => Class::of_restriction(old.is_some(), new.is_some()),
    }
}

/// Whether the builds of `outer` have what those of `inner` have.
fn has_all(outer: &OsBuilds, inner: &OsBuilds) -> bool {
    let list = Applicability {
        os_build: Some(outer.text().to_owned().into()),
        ..Applicability::default()
    };
    let listed = entries(inner)
        .filter(|entry| !entry.is_unreleased())
        .all(|entry| list.applies_to(first(entry)).is_yes());
    // Beyond the newest entry of a list, every build has the node; a mark for "not released" is newer than any.
    let newest = |builds| entries(builds).map(version).max();
    let is_open = entries(inner).all(|entry| !entry.is_unreleased());
    listed && (!is_open || newest(outer) <= newest(inner))
}

fn entries(builds: &OsBuilds) -> impl Iterator<Item = OsBuild> {
    builds.text().split(',').filter_map(OsBuild::parse)
}

/// The first build that an entry names: one without a revision names the whole branch.
fn first(entry: OsBuild) -> OsBuild {
    OsBuild {
        revision: Some(entry.revision.unwrap_or_default()),
        ..entry
    }
}

fn version(build: OsBuild) -> (u32, u32, u32) {
    (build.major, build.minor, build.build)
}
