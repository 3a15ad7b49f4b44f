//! Compares the Windows that has a node: builds, editions, version of the CSP.

use ddf::{Applicability, Node};

use super::build;
use crate::change::{Class, FactChanges};

/// What the node itself states is compared; what it means is judged by what holds, inherited facts included.
pub(crate) fn compare(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    let own = |node: Node<'_>| {
        node.own_applicability()
            .map(Stated::new)
            .unwrap_or_default()
    };
    let (stated_old, stated_new) = (own(old), own(new));
    let (old, new) = (old.applicability(), new.applicability());
    out.note_list(
        "os_build_version",
        ',',
        stated_old.builds,
        stated_new.builds,
        || build::class(old.os_builds(), new.os_builds()),
    );
    out.note(
        "csp_version",
        stated_old.csp_version,
        stated_new.csp_version,
        || Class::Documentation,
    );
    out.note_list(
        "edition_allow_list",
        ';',
        stated_old.editions,
        stated_new.editions,
        || match (old.editions(), new.editions()) {
            (Some(old), Some(new)) => Class::of_lists(old.ids(), new.ids()),
            (old, new) => Class::of_restriction(old.is_some(), new.is_some()),
        },
    );
    out.note(
        "requires_azure_ad",
        stated_old.azure_ad,
        stated_new.azure_ad,
        || {
            let required = |facts: Applicability<'_>| facts.requires_azure_ad() == Some(true);
            Class::of_restriction(required(old), required(new))
        },
    );
}

/// The texts of an `Applicability`.
#[derive(Default)]
struct Stated {
    builds: Option<String>,
    csp_version: Option<String>,
    editions: Option<String>,
    azure_ad: Option<String>,
}

impl Stated {
    fn new(facts: Applicability<'_>) -> Self {
        Self {
            builds: facts.os_builds().map(|builds| builds.text().to_owned()),
            csp_version: facts.csp_version().map(str::to_owned),
            editions: facts.editions().map(|editions| editions.text().to_owned()),
            azure_ad: facts
                .requires_azure_ad()
                .map(|is_required| is_required.to_string()),
        }
    }
}
