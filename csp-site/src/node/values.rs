//! The values that a node takes, with what they mean; a schema as it stands.

use csp_schema::{Allowed, NodeDefinition};
use maud::{Markup, html};

use crate::room::{Room, more};

pub(super) fn section(node: NodeDefinition<'_>, room: &mut Room) -> Markup {
    match &node.row().allowed {
        Allowed::Enum(choices) | Allowed::Flag(choices) if !choices.is_empty() => {
            let has_constants = choices.iter().any(|choice| !choice.constant.is_empty());
            let (rows, left) = room.list(choices, |choice| {
                html! {
                    tr {
                        td { code { (choice.value) } }
                        td.text { (choice.description.trim()) }
                        @if has_constants { td { code { (choice.constant) } } }
                    }
                }
            });
            html! {
                h2 { @if matches!(node.allowed, Allowed::Flag(_)) { "Values, of which any sum is one" } @else { "Values" } }
                table #values {
                    thead {
                        tr { th scope="col" { "Value" } th scope="col" { "Meaning" } @if has_constants { th scope="col" { "In Rust" } } }
                    }
                    (rows)
                }
                (more(left))
            }
        }
        Allowed::Schema(language, schema) if !schema.is_empty() => {
            html! {
                details {
                    summary { (language.as_str()) " of the definition" }
                    pre tabindex="0" { code { (room.text(schema)) } }
                }
            }
        }
        _ => html! {},
    }
}
