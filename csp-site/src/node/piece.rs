//! What sets a node, ready to be taken: one piece in the page itself, the others by the script.

use csp_schema::NodeDefinition;
use maud::{Markup, html};

use crate::pieces::{self, Pieces};
use crate::policies::Policies;
use crate::room::Room;
use crate::row::{Row, address, verbs};
use crate::script::attribute;

pub(super) fn section(
    pieces: &Pieces,
    policies: Policies<'_>,
    node: NodeDefinition<'_>,
    room: &mut Room,
) -> Markup {
    let Some(verb) = verbs(node).next() else {
        return html! {};
    };
    let uri = address(node);
    let template = policies.ingested(node);
    let form = |row: &Row<'_>| {
        let value = if pieces::has_value(verb, node.format) {
            row.beginning()
        } else {
            ""
        };
        html! {
            section #use data-row=(attribute(row)) data-template=[template] {
                pre tabindex="0" { code { (pieces.syncml(verb, node.format, &uri, value).trim_end()) } }
            }
        }
    };
    let row = Row::new(node);
    let mut drawn = form(&row);
    if !room.take(drawn.0.len()) {
        drawn = form(&row.shortened());
        if !room.take(drawn.0.len()) {
            drawn = html! { p { "What sets it is too long for a page." } };
        }
    }
    html! {
        h2 { "Use it" }
        @if let Some(template) = template {
            p { "A device takes it once it has the template " code { (template) } ", which " code { "csp admx syncml --ingest" } " sends along." }
        }
        (drawn)
    }
}
