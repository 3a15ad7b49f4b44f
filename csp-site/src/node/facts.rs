//! What the definition says of a node, in the words that the house has for it, and what it is called in Rust.

use csp_explain::node::lines;
use csp_schema::{Allowed, Fact, Format, NodeDefinition};
use maud::{Markup, html};

use crate::catalog::{Catalog, CspEntry};
use crate::place::relative;
use crate::room::{Room, more};
use crate::{rust, words};

/// What has a section of its own, or stands in the line below the name.
const ELSEWHERE: [&str; 5] = ["Format", "Verbs", "Depends", "Group policy", "Children"];

pub(super) fn section(
    catalog: &Catalog<'_>,
    csp: &CspEntry<'_>,
    node: NodeDefinition<'_>,
    path: &str,
    room: &mut Room,
) -> Markup {
    // A table says it, or there is nothing to say.
    let has_table = !node.allowed.choices().is_empty()
        || matches!(node.allowed, Allowed::Admx(_) | Allowed::Any);
    let lines = lines(node);
    let shown = lines
        .iter()
        .filter(|line| !(ELSEWHERE.contains(&line.label) || (line.label == "Values" && has_table)));
    let facts = node.row().facts.iter().map(fact_of);
    let facts = facts.filter(|fact| !fact.0.is_empty());
    let mut left = 0;
    html! {
        dl {
            @for line in shown {
                dt { (line.label) }
                dd { (room.section(|room| room.text(&line.text))) }
            }
            (room.section(|room| {
                let (list, more) = room.list(facts, |fact| fact);
                left = more;
                list
            }))
            @if let Some(twin) = catalog.twin(node) {
                dt { "Also" }
                dd { a href=(relative(path, twin)) { "for the " @if node.is_user_scope() { "device" } @else { "user" } } }
            }
            dt { "Rust" }
            dd { code #rust { (room.section(|room| rust_address(csp, node, room))) } }
            @if node.format != Format::Node {
                @if let Some(value) = rust::value(csp.module, node) {
                    dt { "Rust value" }
                    dd { code #type { (room.text(&value)) } }
                }
            }
        }
        (more(left))
    }
}

/// The address in Rust, with an element around each name that is given at run time.
fn rust_address(csp: &CspEntry<'_>, node: NodeDefinition<'_>, room: &mut Room) -> Markup {
    let titles = node.dynamic_titles();
    html! {
        @for (at, part) in rust::address(csp.module, node).iter().enumerate() {
            (room.text(part))
            @if let Some(title) = titles.get(at) { span { (room.text(&format!("{:?}", format!("{{{title}}}")))) } }
        }
    }
}

/// What is not in the words of a node.
fn fact_of(fact: &Fact) -> Markup {
    match fact {
        Fact::GroupPolicy {
            name,
            area,
            element,
        } => html! {
            dt { "Group policy" }
            dd {
                (name)
                @if !element.is_empty() && element != name { ", " (element) }
                @if !area.is_empty() { br; small { (words::category(area)) } }
            }
        },
        // That is what a text is without being said.
        Fact::Mime(mime) if mime == "text/plain" => html! {},
        Fact::Mime(mime) => html! { dt { "MIME" } dd { (mime) } },
        Fact::CaseSensitive => html! { dt { "Case" } dd { "compared with letter case" } },
        Fact::CommonError(error) => html! { dt { "Error" } dd { (error) } },
        _ => html! {},
    }
}
