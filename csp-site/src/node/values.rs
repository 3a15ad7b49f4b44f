//! The values that a node takes, with what they mean; a schema as it stands.

use csp_schema::{Allowed, NodeDefinition};
use maud::{Markup, html};

/// How much of a schema a page has: one with all of a very long one would be slow to open.
const SCHEMA: usize = 60_000;

pub(super) fn section(node: NodeDefinition<'_>) -> Markup {
    match &node.row().allowed {
        Allowed::Enum(choices) | Allowed::Flag(choices) if !choices.is_empty() => {
            let has_constants = choices.iter().any(|choice| !choice.constant.is_empty());
            html! {
                h2 { @if matches!(node.allowed, Allowed::Flag(_)) { "Values, of which any sum is one" } @else { "Values" } }
                table #values {
                    thead {
                        tr { th scope="col" { "Value" } th scope="col" { "Meaning" } @if has_constants { th scope="col" { "In Rust" } } }
                    }
                    @for choice in choices {
                        tr {
                            td { code { (choice.value) } }
                            td.text { (choice.description.trim()) }
                            @if has_constants { td { code { (choice.constant) } } }
                        }
                    }
                }
            }
        }
        Allowed::Schema(language, schema) if !schema.is_empty() => {
            let end = schema
                .char_indices()
                .map(|(at, _)| at)
                .find(|at| *at >= SCHEMA)
                .unwrap_or(schema.len());
            let shown = schema.get(..end).unwrap_or_default();
            html! {
                details {
                    summary { (language.as_str()) " of the definition" }
                    pre tabindex="0" { code { (shown) } }
                    @if shown.len() < schema.len() { p { "The rest is left out here: " (schema.len() - shown.len()) " octets." } }
                }
            }
        }
        _ => html! {},
    }
}
