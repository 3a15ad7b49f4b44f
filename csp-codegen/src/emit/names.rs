//! The public names of generated code, for a lock file that tells when one disappears.

use crate::ident::file_stem;
use crate::ir::{Constants, Ir, Module};

/// Every public name, as a path from the index (`module::node::Type::method`); sorted, each once.
///
/// A module is named as its file is, without the mark of a raw identifier.
pub fn names(ir: &Ir<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for module in &ir.modules {
        module_names(module, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn module_names(module: &Module<'_>, names: &mut Vec<String>) {
    let stem = file_stem(&module.name);
    names.push(stem.to_owned());
    for fixed in ["At", "Csp", "TREE", "csp", "in_memory"] {
        names.push(format!("{stem}::{fixed}"));
    }
    for entry in &module.entries {
        names.push(format!("{stem}::{}", entry.name));
    }
    for node in &module.nodes {
        let path = format!("{stem}::node::{}", node.name);
        let children = node.children.iter().map(|child| &child.method);
        for method in node.names.iter().map(|name| &name.method).chain(children) {
            names.push(format!("{path}::{method}"));
        }
        names.push(path);
    }
    for alias in &module.node_aliases {
        names.push(format!("{stem}::node::{}", alias.name));
    }
    let mut shared = Vec::new();
    for value in &module.values {
        let path = format!("{stem}::{}", value.name);
        let mut constants = |name: &str| names.push(format!("{path}::{name}"));
        match &value.constants {
            Constants::Int(list) | Constants::Flags(list) => {
                let open = super::values::generic(&value.constants);
                shared.extend([format!("{stem}::{open}"), format!("{stem}::{open}::new")]);
                list.iter().for_each(|constant| constants(&constant.name));
            }
            Constants::Text(list) => list.iter().for_each(|constant| constants(&constant.name)),
        }
        names.push(path);
    }
    names.append(&mut shared);
    for alias in &module.value_aliases {
        names.push(format!("{stem}::{}", alias.name));
    }
}
