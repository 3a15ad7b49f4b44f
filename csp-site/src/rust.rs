//! What a node is called in Rust: its typed address, and the type of its value.

use csp_codegen::ir::{Module, NodeType};
use csp_schema::NodeDefinition;

/// The typed address, from the module on; a name that is given at run time is its title in braces.
pub(crate) fn address(module: &Module<'_>, node: NodeDefinition<'_>) -> String {
    let mut way: Vec<NodeDefinition<'_>> = node.ancestors().collect();
    way.reverse();
    let root = way.first().map_or(0, |root| root.id());
    let entry = module.entries.iter().find(|entry| entry.row == root);
    let entry = entry.map_or("device", |entry| &entry.name);
    let mut address = format!("{}::{entry}()", module.name);
    for pair in way.windows(2) {
        let [above, below] = pair else { continue };
        let children = kind(module, *above).map_or(&[][..], |kind| &kind.children);
        let offset = below.id() - above.id();
        // They stand in the order of the table.
        let found = children.binary_search_by_key(&offset, |child| child.offset);
        let method = found.ok().and_then(|at| children.get(at));
        let method = method.map_or("", |child| &child.method);
        address.push_str(&match below.dynamic {
            true => format!(".{method}({:?})", format!("{{{}}}", below.row().name)),
            false => format!(".{method}()"),
        });
    }
    address
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
