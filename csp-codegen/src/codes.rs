//! What the generator itself refuses, beyond what makes a DDF unreadable.

use ddf::{Code, Diagnostic, Node, Severity};

static TOO_MANY_NODES: Code = Code::new(
    "GEN0001",
    Severity::Error,
    "a CSP has more nodes than an address can tell apart",
    "split the CSP: generated code numbers the nodes of one CSP with 16 bits",
);

static TOO_MANY_NAMES: Code = Code::new(
    "GEN0002",
    Severity::Error,
    "a path has more dynamic names than an address can hold",
    "shorten the path: Windows' own definitions have three dynamic names in a path at most",
);

pub(crate) fn too_many_nodes(node: Node<'_>) -> Diagnostic {
    let message = format!(
        "`{}` is node number 65535 of its CSP, one more than there can be",
        node.uri()
    );
    at(&TOO_MANY_NODES, node, message)
}

pub(crate) fn too_many_names(node: Node<'_>, limit: usize) -> Diagnostic {
    let message = format!(
        "`{}` has more than {limit} dynamic names on its path",
        node.uri()
    );
    at(&TOO_MANY_NAMES, node, message)
}

fn at(code: &'static Code, node: Node<'_>, message: String) -> Diagnostic {
    Diagnostic::new(code, node.document().source(), node.name_span(), message).with_node(node.uri())
}
