//! The kinds of nodes of a module: a unit type each, with the children and the dynamic names of its address.

use crate::ir::{ChildAccessor, Module, NameAccessor, NodeType};

use super::Style;
use super::source::SourceText;

pub(super) fn write(out: &mut SourceText, module: &Module<'_>, style: &Style) {
    out.gap();
    out.doc("The kinds of nodes: `At<'_, node::X>` is the address of a node of the kind `X`, and a handler is registered for `node::X`.");
    out.line(format_args!(
        "#[allow(dead_code, unused_imports, non_camel_case_types, clippy::all)]"
    ));
    out.block(format_args!("pub mod node"), |out| {
        out.line(format_args!("use super::{{At, at}};"));
        out.line(format_args!("use {}::__private as rt;", style.runtime));
        for node in &module.nodes {
            kind(out, node);
        }
        if !module.node_aliases.is_empty() {
            out.gap();
        }
        for alias in &module.node_aliases {
            out.line(format_args!(
                "pub use self::{} as {};",
                alias.target, alias.name
            ));
        }
        out.gap();
        for node in &module.nodes {
            facts(out, node);
        }
    });
}

fn kind(out: &mut SourceText, node: &NodeType) {
    out.gap();
    out.docs(&node.docs);
    out.line(format_args!("pub struct {};", node.name));
    if node.names.is_empty() && node.children.is_empty() {
        return;
    }
    out.block(format_args!("impl<'a> At<'a, {}>", node.name), |out| {
        for (nth, accessor) in node.names.iter().enumerate() {
            name(out, nth, accessor);
        }
        for accessor in &node.children {
            child(out, accessor);
        }
    });
}

fn name(out: &mut SourceText, nth: usize, NameAccessor { method, doc }: &NameAccessor) {
    out.doc(doc);
    out.line(format_args!("#[inline]"));
    out.function(method, &["self"], "&'a str", |out| {
        out.line(format_args!("self.addr.name({nth})"));
    });
}

fn child(out: &mut SourceText, child: &ChildAccessor) {
    let ChildAccessor {
        method,
        doc,
        offset,
        node_type,
        dynamic,
    } = child;
    out.doc(doc);
    out.line(format_args!("#[inline]"));
    let parameters: &[&str] = if *dynamic {
        &["self", "name: &'a str"]
    } else {
        &["self"]
    };
    let returns = ["At<'a, ", node_type, ">"].concat();
    out.function(method, parameters, &returns, |out| {
        if *dynamic {
            out.line(format_args!("at(self.addr.named(name), {offset})"));
        } else {
            out.line(format_args!("at(self.addr, {offset})"));
        }
    });
}

/// What the compiler needs of a kind: its CSP, the type of its value, its AccessType and its class.
fn facts(out: &mut SourceText, node: &NodeType) {
    let NodeType {
        name,
        value,
        access,
        class,
        ..
    } = node;
    out.block(format_args!("impl rt::KindIs for {name}"), |out| {
        let is = format!("rt::Is<super::Csp, {value}, rt::access::{access}, {class}>");
        out.definition("type Is", &is);
    });
}
