//! The page of a CSP: what it is, and the trees of its nodes.

use maud::html;

use crate::catalog::CspEntry;
use crate::changes::Changes;
use crate::room::Room;
use crate::{layout, outline, words};

pub(crate) fn page(csp: &CspEntry<'_>, changes: Option<&Changes<'_>>) -> String {
    let path = csp.path.as_str();
    let tree = &csp.module.tree;
    let roots: Vec<_> = tree.roots().collect();
    let nodes = tree.table().rows.len();
    let mut files: Vec<&str> = csp.module.inputs.iter().map(String::as_str).collect();
    files.dedup();
    let mut room = Room::of_page();
    let name = words::short(csp.name());
    let content = html! {
        h1 { (words::short(csp.own_name())) }
        (room.section(|room| html! { p.uri { code { (room.text(&csp.module.path)) } } }))
        @if let Some(root) = roots.first().filter(|root| !root.description.trim().is_empty()) {
            (room.section(|room| html! { p.text { (room.text(root.description.trim())) } }))
        }
        (room.section(|room| html! {
            p { (words::count(nodes, "node")) ", from " (room.text(&files.join(", "))) ". In Rust, " code { "mod " (words::short(&csp.module.name)) } "." }
        }))
        div #filter data-nodes=(nodes) hidden {}
        @for (at, root) in roots.iter().enumerate() {
            section data-scope=(words::scope(*root)) {
                h2 { (if root.is_user_scope() { "For the user" } else { "For the device" }) }
                (room.share(roots.len() - at, |room| html! {
                    p.uri { code { (room.section(|room| room.text(&root.uri()))) } }
                    (outline::tree(csp, *root, path, changes, room))
                }))
            }
        }
    };
    layout::page(path, &format!("{name} CSP"), &content)
}
