//! What may stand together in one Atomic.

use std::collections::BTreeMap;

use csp_schema::Verb;
use csp_schema::same_node::node_key;

/// The commands of an Atomic, as far as they matter to one another.
#[derive(Default)]
pub(super) struct AtomicRules {
    is_user: Option<bool>,
    /// Which of Add and Replace there is for a node.
    written: BTreeMap<String, Verb>,
}

impl AtomicRules {
    /// Takes note of a command; says why it cannot be there.
    pub(super) fn add(&mut self, verb: Verb, uri: &str, is_user: bool) -> Option<&'static str> {
        if *self.is_user.get_or_insert(is_user) != is_user {
            // Before a user signs in, commands to ./User fail, and the whole Atomic with them.
            return Some("an Atomic cannot mix ./User and ./Device: use one Atomic for each");
        }
        if !matches!(verb, Verb::Add | Verb::Replace) {
            return None;
        }
        let before = *self.written.entry(node_key(uri, false)).or_insert(verb);
        // Microsoft Learn, "OMA DM protocol support": Add followed by Replace on the same node within an Atomic isn't supported.
        (before != verb).then_some(
            "Windows does not take Add and Replace of one node in one Atomic: keep the one that fits",
        )
    }
}
