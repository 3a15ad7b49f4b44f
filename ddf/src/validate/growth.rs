//! Looks for what many nodes repeat: a long name is part of the URI of every node below it, and a node inherits its ancestors' applicability.
//!
//! Whatever is made of a model (documentation, types, listings) says both at each node. Without a bound, a file of a few megabytes would become
//! a thousand times as much.

use csp_source::Faults;

use super::at;
use crate::codes;
use crate::model::{Applicability, Document, MAX_URI, Node};

/// How many bytes of URIs and inherited facts there may be for each byte of the file. A published file has less than half.
const FACTOR: usize = 2;

/// How many there may be in any file, however small.
const FREE: usize = 64 << 10;

/// Reports a document whose nodes repeat far more than it says, at the node that has the greatest part in it.
pub(super) fn check(document: &Document, faults: &mut Faults<'_>) {
    let most = FREE + FACTOR * document.source().text().len();
    let mut total = 0usize;
    let mut worst: Option<(usize, Node<'_>)> = None;
    for node in document.nodes() {
        // A URI that is longer was reported, and is not made.
        total += node.uri_length().min(MAX_URI) + length(node.applicability());
        let own = node.segment().len() + length(node.own_applicability().unwrap_or_default());
        let part = own.saturating_mul(node.descendant_count());
        if worst.is_none_or(|(greatest, _)| part > greatest) {
            worst = Some((part, node));
        }
    }
    if let Some((_, node)) = worst.filter(|_| total > most) {
        let message = format!(
            "the URIs of the file's nodes and what they inherit have {total} bytes; the file has {}",
            document.source().text().len()
        );
        let label = format!("{} nodes repeat this", node.descendant_count());
        faults.push(at(&codes::MULTIPLIES, node, message).with_label(label));
    }
}

fn length(facts: Applicability<'_>) -> usize {
    facts.os_builds().map_or(0, |builds| builds.text().len())
        + facts.editions().map_or(0, |editions| editions.text().len())
        + facts.csp_version().map_or(0, str::len)
}
