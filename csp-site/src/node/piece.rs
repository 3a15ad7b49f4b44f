//! What sets a node, ready to be taken: one piece in the page itself, the others by the script.

use csp_schema::{Allowed, Format, NodeDefinition, Verb};
use maud::{Markup, html};

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
    let value = example(node);
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

/// A value to begin with: what a device has before anybody sets it, where the definition takes that, else the first that it takes. What a pattern or a
/// schema takes is not known.
pub(crate) fn example(node: NodeDefinition<'_>) -> String {
    let first = match &node.row().allowed {
        Allowed::Admx(_) => return "<enabled/>".to_owned(),
        Allowed::Range(intervals) => intervals.first().map(|(low, _)| low.to_string()),
        allowed => allowed
            .choices()
            .first()
            .map(|choice| choice.value.to_string()),
    };
    let initial = match (node.format, node.initial_value()) {
        (Format::Bool, value) if *value == *"1" => "true".to_owned(),
        (Format::Bool, value) if *value == *"0" => "false".to_owned(),
        (_, value) => value.into_owned(),
    };
    let of_format = match node.format {
        Format::Date => Some("2001-07-11"),
        Format::Time => Some("2001-07-11T16:38:17Z"),
        _ => None,
    };
    let mut all = [Some(initial.clone()), first, of_format.map(str::to_owned)]
        .into_iter()
        .flatten();
    all.find(|value| node.check(value).is_ok())
        .unwrap_or(initial)
}
