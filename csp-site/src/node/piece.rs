//! What sets a node, ready to be taken: one piece in the page itself, the others by the script.

use csp_schema::{NodeDefinition, Verb};
use maud::{Markup, html};

use crate::example;
use crate::pieces::{self, Pieces};
use crate::row::{Row, address};
use crate::script::attribute;

/// The verbs in the order in which a person wants them.
const ORDER: [Verb; 5] = [
    Verb::Replace,
    Verb::Add,
    Verb::Exec,
    Verb::Get,
    Verb::Delete,
];

pub(super) fn section(pieces: &Pieces, node: NodeDefinition<'_>) -> Markup {
    let Some(verb) = ORDER.into_iter().find(|verb| node.permits(*verb)) else {
        return html! {};
    };
    let row = Row::new(node);
    let value = example::of(node);
    let value = match pieces::has_value(verb, node.format) {
        true => &*value,
        false => "",
    };
    let uri = address(node);
    html! {
        h2 { "Use it" }
        section #use data-row=(attribute(&row)) {
            pre { code { (pieces.syncml(verb, node.format, &uri, value).trim_end()) } }
        }
    }
}
