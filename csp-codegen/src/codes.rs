//! What the generator itself refuses, beyond what makes a DDF unreadable.

use std::io;
use std::path::Path;

use ddf::{Code, Diagnostic, Node, Severity, Source};

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

static UNREADABLE: Code = Code::new(
    "GEN0003",
    Severity::Error,
    "a file or folder cannot be read",
    "give the path of a DDF file, or of a folder with `.xml` files directly in it",
);

static LONG_NAME: Code = Code::new(
    "GEN0004",
    Severity::Error,
    "a CSP's name is too long for the name of a file",
    "shorten the name of the root: the file of its module is called by it",
);

/// The diagnostic of a path that cannot be opened.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    nowhere(
        path,
        format!("`{}` cannot be read: {error}", path.display()),
    )
}

/// The diagnostic of a folder in which there is nothing to read: generating from it would delete every module.
pub(crate) fn no_definitions(folder: &Path) -> Diagnostic {
    let message = format!("the folder `{}` has no `.xml` file", folder.display());
    nowhere(folder, message)
}

fn nowhere(path: &Path, message: String) -> Diagnostic {
    let source = Source::new(path.to_string_lossy(), "");
    Diagnostic::new(&UNREADABLE, &source, 0..0, message)
}

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

pub(crate) fn long_name(root: Node<'_>, stem: &str) -> Diagnostic {
    let message = format!(
        "the file of this module would have a name of {} bytes; file systems take 255",
        stem.len() + ".rs".len()
    );
    at(&LONG_NAME, root, message)
}

fn at(code: &'static Code, node: Node<'_>, message: String) -> Diagnostic {
    Diagnostic::new(code, node.document().source(), node.name_span(), message).with_node(node.uri())
}
