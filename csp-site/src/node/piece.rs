//! What sets a node, ready to be taken: one piece in the page itself, the others by the script.

use csp_profile::lint::set_by_fleet;
use csp_schema::NodeDefinition;
use maud::{Markup, html};

use crate::example;
use crate::pieces::{self, Pieces};
use crate::policies::Policies;
use crate::row::{Row, address, verbs};
use crate::script::attribute;

pub(super) fn section(pieces: &Pieces, policies: Policies<'_>, node: NodeDefinition<'_>) -> Markup {
    let Some(verb) = verbs(node).next() else {
        return html! {};
    };
    let row = Row::new(node);
    let value = example::of(node);
    let value = match pieces::has_value(verb, node.format) {
        true => &*value,
        false => "",
    };
    let uri = address(node);
    let template = policies.ingested(node);
    html! {
        h2 { "Use it" }
        @if let Some(template) = template {
            p { "A device takes it once it has the template " code { (template) } ", which " code { "csp admx syncml --ingest" } " sends along." }
        }
        @if let Some(reason) = set_by_fleet(&uri) {
            p { (reason) ", and refuses profiles that do; other tools take the piece." }
        }
        section #use data-row=(attribute(&row)) data-template=[template] {
            pre tabindex="0" { code { (pieces.syncml(verb, node.format, &uri, value).trim_end()) } }
        }
    }
}
