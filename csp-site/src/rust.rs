//! What a node is called in Rust: its typed address, and the type of its value.

use std::fmt::Write as _;

use csp_codegen::ir::{Module, NodeType};
use csp_schema::NodeDefinition;

/// The typed address, from the module on, in parts: between two of them stands the title of a name that is given at run time.
pub(crate) fn address(module: &Module<'_>, node: NodeDefinition<'_>) -> Vec<String> {
    let mut way: Vec<NodeDefinition<'_>> = node.ancestors().collect();
    way.reverse();
    let root = way.first().map_or(0, |root| root.id());
    let entry = module.entries.iter().find(|entry| entry.row == root);
    let entry = entry.map_or("device", |entry| &entry.name);
    let mut parts = Vec::new();
    let mut part = format!("{}::{entry}()", module.name);
    for pair in way.windows(2) {
        let [above, below] = pair else { continue };
        let children = kind(module, *above).map_or(&[][..], |kind| &kind.children);
        let offset = below.id() - above.id();
        // They stand in the order of the table.
        let found = children.binary_search_by_key(&offset, |child| child.offset);
        let method = found.ok().and_then(|at| children.get(at));
        let method = method.map_or("", |child| &child.method);
        let _ = write!(part, ".{method}(");
        if below.dynamic {
            parts.push(std::mem::take(&mut part));
        }
        part.push(')');
    }
    parts.push(part);
    parts
}

/// The type of the node's value, as it is called beside the module's.
pub(crate) fn value(module: &Module<'_>, node: NodeDefinition<'_>) -> Option<String> {
    let value = &kind(module, node)?.value;
    let value = value.replace("super::", "").replace("rt::", "");
    Some(value.replace("<'static>", "").replace("'static ", ""))
}

fn kind<'m>(module: &'m Module<'_>, node: NodeDefinition<'_>) -> Option<&'m NodeType> {
    module.nodes.get(usize::from(node.row().class))
}
