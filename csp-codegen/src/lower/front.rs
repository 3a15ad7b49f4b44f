//! The front page of a module: the tree of its nodes, and what an example can show.

use ddf::Node;

use super::csp::Csp;
use super::docs;
use crate::ir::{Example, Front, FrontNode, NodeType, RootFunction, ValueType};

/// The front page of a CSP. `nodes` are its kinds, by class.
pub(super) fn front(
    csp: &Csp<'_>,
    class_of: &[u16],
    nodes: &[NodeType],
    values: &[ValueType<'_>],
    entries: &[RootFunction],
) -> Front {
    let root = entries.first().map_or(0, |entry| entry.row);
    let rows = root..csp.ends[usize::from(root)];
    let tree = rows.clone().map(|row| {
        let node = csp.nodes[usize::from(row)];
        FrontNode {
            depth: node.depth() - csp.nodes[usize::from(root)].depth(),
            label: docs::code(&node.segment()),
            node_type: nodes[usize::from(class_of[usize::from(row)])].name.clone(),
            verbs: docs::operations(node),
        }
    });
    Front {
        tree: tree.collect(),
        example: rows
            .filter(|row| is_read_leaf(csp.nodes[usize::from(*row)]))
            .find_map(|row| {
                let kind = &nodes[usize::from(class_of[usize::from(row)])];
                let (value_type, value) = value(&kind.value, values)?;
                Some(Example {
                    // Two dots are no name that a node can have.
                    usage: docs::usage(csp, row, entries).replace("\"..\"", "\"name\""),
                    node_type: kind.name.clone(),
                    value_type,
                    value,
                })
            }),
    }
}

fn is_read_leaf(node: Node<'_>) -> bool {
    node.is_leaf() && node.access().contains(ddf::Operation::Get)
}

/// How an example writes the type of a value, as seen from the module that is called `csp` there, and one of its values.
fn value(written: &str, values: &[ValueType<'_>]) -> Option<(String, String)> {
    let plain = [
        ("bool", "true"),
        ("i64", "1_i64"),
        ("&'static str", "\"...\""),
    ];
    if let Some((plain, value)) = plain.into_iter().find(|(plain, _)| *plain == written) {
        return Some((plain.to_owned(), value.to_owned()));
    }
    let name = written.strip_prefix("super::")?;
    let bare = name.split('<').next().unwrap_or(name);
    let named = values.iter().find(|value| value.name == bare)?;
    let constant = named.constants.names().into_iter().next()?.1;
    Some((format!("csp::{name}"), format!("csp::{bare}::{constant}")))
}
