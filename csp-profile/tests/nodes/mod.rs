//! Addresses and values of the nodes of a definition.

use csp_schema::{Allowed, Format, NodeDefinition};

/// The address of a node, with a name in each place where any goes.
pub(crate) fn address(node: NodeDefinition<'_>, name: &str) -> String {
    let mut nodes: Vec<_> = node.ancestors().collect();
    nodes.reverse();
    let mut uri = node.root_path().to_owned();
    for node in nodes {
        uri.push('/');
        let name = if node.dynamic { name } else { &node.name };
        csp_schema::uri::push_segment(&mut uri, name);
    }
    uri
}

/// A value that the definition allows.
pub(crate) fn value(node: NodeDefinition<'_>, nth: usize, text: &str) -> Option<String> {
    let value = match (&node.row().allowed, node.format) {
        (_, Format::Node | Format::Null) => return None,
        (Allowed::Enum(choices) | Allowed::Flag(choices), _) if !choices.is_empty() => {
            choices[nth % choices.len()].value.to_string()
        }
        (Allowed::Range(intervals), _) => intervals[0].0.to_string(),
        (_, Format::Int) => nth.to_string(),
        (_, Format::Bool) => "true".to_owned(),
        (_, Format::B64 | Format::Bin) => "AAEC".to_owned(),
        (_, Format::Xml) => format!("<A>{}</A>", nth),
        (_, Format::Time) => "20260102T030405Z".to_owned(),
        (_, Format::Date) => "20260102".to_owned(),
        _ => text.to_owned(),
    };
    node.check(&value).is_ok().then_some(value)
}
