//! One element: its name, and what does not belong into it.

use crate::faults::Faults;
use crate::model::{FaultKind, Field};
use crate::text::Text;
use crate::xml::Node;

/// The name that one of `names` is in another case, which is a fault; or its own.
pub(super) fn known<'n>(node: Node<'n>, names: &[&'static str], faults: &mut Faults) -> &'n str {
    let name = node.name();
    let meant = names.iter().find(|known| known.eq_ignore_ascii_case(name));
    match meant {
        Some(meant) if *meant != name => {
            let message =
                format!("`{name}` is not SyncML: names are case-sensitive, write `{meant}`");
            faults.push(FaultKind::Case, node.name_text().place(), message);
            meant
        }
        _ => name,
    }
}

/// Attributes, of which SyncML has none but the error of a Status (MS-MDM).
pub(super) fn attributes(node: Node<'_>, faults: &mut Faults) {
    for (name, _) in node.attributes() {
        if name.as_str() != "originalerror" {
            let message = format!("`{name}` is no attribute of SyncML: remove it");
            faults.push(FaultKind::Unknown, name.place(), message);
        }
    }
}

/// Text and attributes of an element that holds elements.
pub(super) fn stray(node: Node<'_>, faults: &mut Faults) {
    attributes(node, faults);
    for place in node.stray_text() {
        let message = format!(
            "text stands directly in `<{}>`, which holds elements: remove it",
            node.name()
        );
        faults.push(FaultKind::StrayText, place, message);
    }
}

/// What an element says of what it stands in. What has elements in it, as credentials do, says nothing but that it is there.
pub(super) fn field(node: Node<'_>) -> Field {
    let value = match node.child("LocURI") {
        Some(uri) => uri.text(),
        None if node.children().next().is_none() => node.text(),
        None => Text::default(),
    };
    Field {
        name: node.name_text(),
        value: value.trimmed(),
    }
}
