//! The node types of a module: a unit type or a newtype over an address for each class, with its children and names.

use std::fmt::Write as _;

use crate::ir::{ChildAccessor, Module, NodeType};
use crate::literal::doc_lines;

pub(super) fn write(out: &mut String, module: &Module<'_>, runtime: &str) {
    let _ = writeln!(
        out,
        "/// The nodes. A type with children or dynamic names is an address itself; a leaf without either is a unit type, and its address is a `Leaf` of it. As a value, the name of a node names it where a handler is registered."
    );
    let _ = writeln!(
        out,
        "#[allow(dead_code, unused_imports, non_upper_case_globals, non_camel_case_types, clippy::all)]\npub mod node {{"
    );
    let _ = writeln!(out, "    use {runtime}::__private as rt;");
    for node in &module.nodes {
        match node.is_unit {
            true => unit(out, node),
            false => address(out, node),
        }
    }
    for alias in &module.node_aliases {
        let _ = writeln!(out, "    pub use self::{} as {};", alias.target, alias.name);
    }
    out.push_str("}\n\n");
}

fn unit(out: &mut String, node: &NodeType) {
    let name = &node.name;
    out.push('\n');
    doc_lines(out, "    ", &node.docs);
    let _ = writeln!(out, "    pub struct {name};");
    let _ = writeln!(out, "    impl rt::LeafKind for {name} {{");
    facts(out, node);
    out.push_str("    }\n");
}

fn address(out: &mut String, node: &NodeType) {
    let name = &node.name;
    out.push('\n');
    doc_lines(out, "    ", &node.docs);
    let _ = writeln!(
        out,
        "    #[derive(Clone, Copy)]\n    pub struct {name}<'a> {{\n        pub(super) addr: rt::Addr<'a>,\n    }}"
    );
    let _ = writeln!(
        out,
        "    #[doc(hidden)]\n    pub const {name}: {name}<'static> = {name} {{ addr: rt::Addr::NOWHERE }};"
    );
    if !node.names.is_empty() || !node.children.is_empty() {
        let _ = writeln!(out, "    impl<'a> {name}<'a> {{");
        for (nth, accessor) in node.names.iter().enumerate() {
            let _ = writeln!(
                out,
                "        /// {}\n        #[inline]\n        pub fn {}(self) -> &'a str {{\n            self.addr.name({nth})\n        }}",
                accessor.doc, accessor.method
            );
        }
        for child in &node.children {
            child_accessor(out, child);
        }
        out.push_str("    }\n");
    }
    let _ = writeln!(out, "    impl rt::Kind for {name}<'static> {{");
    facts(out, node);
    let _ = writeln!(out, "        type At<'a> = {name}<'a>;\n    }}");
    let _ = writeln!(
        out,
        "    impl<'a> rt::Node<'a> for {name}<'a> {{\n        type Kind = {name}<'static>;"
    );
    let _ = writeln!(
        out,
        "        #[inline]\n        fn addr(self) -> rt::Addr<'a> {{\n            self.addr\n        }}"
    );
    let _ = writeln!(
        out,
        "        #[inline]\n        fn at(addr: rt::Addr<'a>) -> Self {{\n            Self {{ addr }}\n        }}\n    }}"
    );
}

fn child_accessor(out: &mut String, child: &ChildAccessor) {
    let ChildAccessor {
        method,
        doc,
        offset,
        node_type,
        ..
    } = child;
    let addr = match child.dynamic {
        true => format!("self.addr.named({offset}, name)"),
        false => format!("self.addr.child({offset})"),
    };
    let (returned, built) = match child.is_unit {
        true => (
            format!("rt::Leaf<'a, {node_type}>"),
            format!("rt::Leaf::below(self.addr, {offset})"),
        ),
        false => (
            format!("{node_type}<'a>"),
            format!("{node_type} {{ addr: {addr} }}"),
        ),
    };
    let name = if child.dynamic { ", name: &'a str" } else { "" };
    let _ = writeln!(
        out,
        "        /// {doc}\n        #[inline]\n        pub fn {method}(self{name}) -> {returned} {{\n            {built}\n        }}"
    );
}

/// What the traits of both shapes of types ask for.
fn facts(out: &mut String, node: &NodeType) {
    let NodeType {
        value,
        access,
        class,
        ..
    } = node;
    let _ = writeln!(
        out,
        "        type Csp = super::Csp;\n        type Value = {value};"
    );
    let _ = writeln!(
        out,
        "        type Access = rt::access::{access};\n        const CLASS: u16 = {class};"
    );
}
