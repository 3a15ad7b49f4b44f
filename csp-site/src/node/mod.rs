//! The page of a node.

mod admx;
mod depends;
mod facts;
mod piece;
mod values;

use csp_schema::{Applicability, NodeDefinition};
use maud::{Markup, html};

use crate::catalog::{Catalog, CspEntry};
use crate::changes::Changes;
use crate::outline;
use crate::pieces::Pieces;
use crate::place::relative;
use crate::policies::Policies;
use crate::room::Room;
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
    let mut room = Room::of_page();
    let content = html! {
        (room.section(|room| crumbs(csp, node, path, room)))
        h1 { (name) }
        (room.section(|room| html! { p { code #uri { (room.text(&node.uri())) } } }))
        (tags(known, node))
        @if !title.is_empty() { (room.section(|room| html! { p { strong { (room.text(title)) } } })) }
        @if !node.description.trim().is_empty() { (room.section(|room| html! { p.text { (room.text(node.description.trim())) } })) }
        (room.section(|room| facts::section(&known.catalog, csp, node, path, room)))
        (room.section(|room| values::section(node, room)))
        (room.section(|room| depends::section(&known.catalog, node, path, room)))
        (room.section(|room| admx::section(known.policies, node, room)))
        (room.section(|room| piece::section(&known.pieces, known.policies, node, room)))
        @if let Some(changes) = &known.changes { (room.section(|room| changes.section(node, room))) }
        (outline::children(csp, node, path, &mut room))
    };
    layout::page(
        path,
        &format!("{name} - {}", words::short(csp.name())),
        &content,
    )
}

/// The way here, each part a link.
fn crumbs(csp: &CspEntry<'_>, node: NodeDefinition<'_>, path: &str, room: &mut Room) -> Markup {
    let mut above: Vec<NodeDefinition<'_>> = node.ancestors().skip(1).collect();
    above.reverse();
    let step = |above: NodeDefinition<'_>| {
        html! {
            " / " a href=(relative(path, csp.node_path(above))) {
                @if above.parent().is_none() { (words::scope(above)) } @else { (words::name(above)) }
            }
        }
    };
    let (way, left) = room.list(above, step);
    html! {
        nav aria-label="Breadcrumb" {
            a href=(relative(path, &csp.path)) { (words::short(csp.name())) }
            (way)
            @if left > 0 { " / …" }
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
            @if node.applicability().is_unreleased() { em { (Applicability::UNRELEASED) } }
            @if let Some(changes) = &known.changes { (changes.mark(node)) }
        }
    }
}
