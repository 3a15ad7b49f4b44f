//! What a node depends on: other nodes, with the values that they need.

use csp_explain::node::values;
use csp_schema::{DependencyKind, Fact, NodeDefinition};
use maud::{Markup, html};

use crate::catalog::Catalog;
use crate::place::relative;

pub(super) fn section(catalog: &Catalog<'_>, node: NodeDefinition<'_>, path: &str) -> Markup {
    let groups = node.row().facts.iter().filter_map(|fact| match fact {
        Fact::Dependency(group) => Some(group),
        _ => None,
    });
    let all = groups.flat_map(|group| &group.dependencies);
    let mut all = all.peekable();
    if all.peek().is_none() {
        return html! {};
    }
    html! {
        h2 { "Depends on" }
        ul {
            @for dependency in all {
                li {
                    @match catalog.find(&dependency.uri, node) {
                        Some(to) => a href=(relative(path, to)) { code { (dependency.uri) } },
                        None => code { (dependency.uri) },
                    }
                    @match dependency.kind {
                        DependencyKind::DependsOn => ", which has to be ",
                        DependencyKind::Not => ", which must not be ",
                    }
                    span.text { (values(&dependency.allowed)) }
                }
            }
        }
    }
}
