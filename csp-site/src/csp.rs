//! The page of a CSP: what it is, and the trees of its nodes.

use maud::html;

use crate::catalog::CspEntry;
use crate::changes::Changes;
use crate::{layout, outline, words};

pub(crate) fn page(csp: &CspEntry<'_>, changes: Option<&Changes<'_>>) -> String {
    let path = csp.path.as_str();
    let tree = &csp.module.tree;
    let roots: Vec<_> = tree.roots().collect();
    let nodes = tree.table().rows.len();
    let mut files: Vec<&str> = csp.module.inputs.iter().map(String::as_str).collect();
    files.dedup();
    let content = html! {
        h1 { (csp.own_name()) }
        p.uri { code { (csp.module.path) } }
        @if let Some(root) = roots.first().filter(|root| !root.description.trim().is_empty()) {
            p.text { (root.description.trim()) }
        }
        p { (words::count(nodes, "node")) ", from " (files.join(", ")) ". In Rust, " code { "mod " (csp.module.name) } "." }
        div #filter hidden {}
        @for root in roots {
            section data-scope=(words::scope(root)) {
                h2 { (if root.is_user_scope() { "For the user" } else { "For the device" }) }
                p.uri { code { (root.uri()) } }
                (outline::tree(csp, root, path, changes))
            }
        }
    };
    layout::page(path, &format!("{} CSP", csp.name()), &content)
}
