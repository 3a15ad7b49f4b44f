//! Writes, for generated modules, a test to be compiled with them: every place by its typed address, every kind of node with the type of its value.
//! What is then asked of them stands in `probe/probe.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use csp_codegen::ir::{Constants, Ir, Module, NodeType};

use crate::files::root;

/// The beginning of the source of a test crate, before its [`group`]s.
pub fn preamble() -> String {
    format!(
        "//! Written by the tests of the generator.\n#[path = {:?}]\nmod probe;\n",
        root().join("tests/probe/probe.rs")
    )
}

/// The test of modules that stand on one device; `path` is the path of the module that holds them all, `my_crate::generated`.
pub fn group(name: &str, ir: &Ir<'_>, path: &str) -> String {
    let mut out = String::new();
    for (nth, module) in ir.modules.iter().enumerate() {
        let _ = writeln!(
            out,
            "\nmod {name}_{nth} {{\n    use csp_runtime::{{Addr, NodeAddress}};\n    use {path}::{} as csp;\n    use crate::probe::*;\n",
            module.name
        );
        named_values(&mut out, module);
        kinds(&mut out, module);
        places(&mut out, module);
        out.push_str("}\n");
    }
    let _ = writeln!(
        out,
        "\n#[test]\nfn {name}() {{\n    let mut probe = probe::Probe::default();"
    );
    for (nth, module) in ir.modules.iter().enumerate() {
        let _ = writeln!(
            out,
            "    probe.mount({path}::{}::in_memory(), {name}_{nth}::KINDS, {name}_{nth}::places(), {name}_{nth}::names());",
            module.name
        );
    }
    out.push_str("    probe.run();\n}\n");
    out
}

/// The types of named values take part in the trait by which all types of values are read and written again.
fn named_values(out: &mut String, module: &Module<'_>) {
    for value in &module.values {
        let lifetime = match value.constants {
            Constants::Text(_) => "<'static>",
            Constants::Int(_) | Constants::Flags(_) => "",
        };
        let _ = writeln!(out, "    reread!(csp::{}{lifetime});", value.name);
    }
    for payload in &module.payloads {
        let name = &payload.name;
        let _ = writeln!(out, "    reread!(csp_runtime::admx::Policy<csp::{name}>);");
    }
}

fn kinds(out: &mut String, module: &Module<'_>) {
    out.push_str("\n    pub static KINDS: &[NodeKind] = &[\n");
    for node in &module.nodes {
        let _ = writeln!(out, "        kind::<csp::node::{}>(),", node.name);
    }
    out.push_str("    ];\n");
}

/// The address of every place in the order of the rows, and what the methods that return dynamic names return.
fn places(out: &mut String, module: &Module<'_>) {
    let types: BTreeMap<&str, &NodeType> = (module.nodes.iter())
        .map(|node| (node.name.as_str(), node))
        .collect();
    let mut places = BTreeMap::new();
    for entry in &module.entries {
        let address = format!("csp::{}()", entry.name);
        descend(
            &types,
            &entry.node_type,
            (entry.row, address, 0),
            &mut places,
        );
    }
    out.push_str("\n    pub fn places() -> Vec<(u16, Addr<'static>)> {\n        vec![\n");
    for (row, address) in &places {
        let _ = writeln!(out, "            ({row}, NodeAddress::addr({address})),");
    }
    out.push_str(
        "        ]\n    }\n\n    pub fn names() -> Vec<(usize, &'static str)> {\n        vec![\n",
    );
    for node in &module.nodes {
        let first = module
            .tree
            .table()
            .rows
            .iter()
            .position(|row| row.class == node.class);
        let first = first.unwrap_or_default() as u16;
        for (nth, name) in node.names.iter().enumerate() {
            let _ = writeln!(
                out,
                "            ({nth}, {}.{}()),",
                places[&first], name.method
            );
        }
    }
    out.push_str("        ]\n    }\n");
}

fn descend(
    types: &BTreeMap<&str, &NodeType>,
    node_type: &str,
    (row, address, names): (u16, String, usize),
    places: &mut BTreeMap<u16, String>,
) {
    for child in &types[node_type].children {
        let (argument, names) = if child.dynamic {
            (format!("NAMES[{names}]"), names + 1)
        } else {
            (String::new(), names)
        };
        let below = format!("{address}.{}({argument})", child.method);
        descend(
            types,
            &child.node_type,
            (row + child.offset, below, names),
            places,
        );
    }
    places.insert(row, address);
}
