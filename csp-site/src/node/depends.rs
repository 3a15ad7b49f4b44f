//! What a node depends on: other nodes, with the values that they need.

use csp_explain::node::values;
use csp_schema::{Allowed, DependencyKind, Fact, NodeDefinition};
use maud::{Markup, html};

use crate::catalog::Catalog;
use crate::place::relative;
use crate::room::{Room, more};

pub(super) fn section(
    catalog: &Catalog<'_>,
    node: NodeDefinition<'_>,
    path: &str,
    room: &mut Room,
) -> Markup {
    let groups = node.row().facts.iter().filter_map(|fact| match fact {
        Fact::Dependency(group) => Some(group),
        _ => None,
    });
    let all = groups.flat_map(|group| &group.dependencies);
    let mut all = all.peekable();
    if all.peek().is_none() {
        return html! {};
    }
    let (list, left) = room.list(all, |dependency| {
        let other = catalog.find(&dependency.uri, node);
        html! {
            li {
                @match other {
                    Some((to, _)) => a href=(relative(path, to)) { code { (dependency.uri) } },
                    None => code { (dependency.uri) },
                }
                @match dependency.kind {
                    DependencyKind::DependsOn => ", which has to be ",
                    DependencyKind::Not => ", which must not be ",
                }
                span.text { (values(&dependency.allowed)) }
                @if let Some(meaning) = other.and_then(|(_, other)| meaning(&dependency.allowed, other)) { " (" (meaning) ")" }
            }
        }
    });
    html! {
        h2 { "Depends on" }
        ul { (list) }
        (more(left))
    }
}

/// What the one value means that is asked of another node, where that node alone says it.
fn meaning<'t>(asked: &Allowed, other: NodeDefinition<'t>) -> Option<&'t str> {
    let Allowed::Range(intervals) = asked else {
        return None;
    };
    match intervals[..] {
        [(low, high)] if low == high => other.row().allowed.meaning(low),
        _ => None,
    }
}
