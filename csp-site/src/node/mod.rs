//! The page of a node.

mod admx;
mod depends;
mod facts;
mod piece;
mod values;

use csp_schema::NodeDefinition;
use maud::{Markup, html};

use crate::catalog::{Catalog, CspEntry};
use crate::changes::Changes;
use crate::outline;
use crate::pieces::Pieces;
use crate::place::relative;
use crate::policies::Policies;
use crate::{layout, words};

/// What the pages of nodes are made of.
pub(crate) struct Known<'a> {
    pub(crate) catalog: Catalog<'a>,
    pub(crate) policies: Policies<'a>,
    pub(crate) pieces: Pieces,
    /// `None` where there is no older set.
    pub(crate) changes: Option<Changes<'a>>,
}

/// The page of a node.
pub(crate) fn page(known: &Known<'_>, csp: &CspEntry<'_>, node: NodeDefinition<'_>) -> String {
    let path = csp.node_path(node);
    let name = words::name(node);
    let title = known.policies.title(node);
    let content = html! {
        (crumbs(csp, node, path))
        h1 { (name) }
        p { code #uri { (node.uri()) } }
        (tags(known, node))
        @if !title.is_empty() { p { strong { (title) } } }
        @if !node.description.trim().is_empty() { p.text { (node.description.trim()) } }
        (facts::section(&known.catalog, csp, node, path))
        (values::section(node))
        (depends::section(&known.catalog, node, path))
        (admx::section(known.policies, node))
        (piece::section(&known.pieces, known.policies, node))
        @if let Some(changes) = &known.changes { (changes.section(node)) }
        (outline::children(csp, node, path))
    };
    layout::page(path, &format!("{name} - {}", csp.name()), &content)
}

/// The way here, each part a link.
fn crumbs(csp: &CspEntry<'_>, node: NodeDefinition<'_>, path: &str) -> Markup {
    let mut above: Vec<NodeDefinition<'_>> = node.ancestors().skip(1).collect();
    above.reverse();
    html! {
        nav aria-label="Breadcrumb" {
            a href=(relative(path, &csp.path)) { (csp.name()) }
            @for above in above {
                " / " a href=(relative(path, csp.node_path(above))) {
                    @if above.parent().is_none() { (words::scope(above)) } @else { (words::name(above)) }
                }
            }
        }
    }
}

/// What is asked for most, in a line.
fn tags(known: &Known<'_>, node: NodeDefinition<'_>) -> Markup {
    html! {
        p.tags {
            i { (node.format.as_str()) }
            @for verb in csp_explain::node::verbs(node) { b { (verb) } }
            i { (words::scope(node)) }
            @if node.deprecated().is_some() { em { "deprecated" } }
            @if let Some(changes) = &known.changes { (changes.mark(node)) }
        }
    }
}
