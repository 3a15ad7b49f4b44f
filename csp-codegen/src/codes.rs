//! What the generator itself refuses, beyond what makes a DDF unreadable.

use std::io;
use std::path::Path;

use csp_schema::NodeDefinition;
use ddf::{Code, Diagnostic, NameEntry, Node, Severity, Source};

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
    "give the path of a DDF file, of a folder with `.xml` files directly in it, or of a zip with `.xml` files",
);

/// What is to be given where templates are wanted.
const TEMPLATES: &str =
    "give the path of an ADMX file, or of a folder or a zip in which there are some";

static LONG_NAME: Code = Code::new(
    "GEN0004",
    Severity::Error,
    "a CSP's name is too long for the name of a file",
    "shorten the name of the root: the file of its module is called by it",
);

static BAD_ZIP: Code = Code::new(
    "GEN0005",
    Severity::Error,
    "a zip, or a file in it, cannot be read",
    "fetch the zip again, or unpack it and give the path of the folder",
);

static NAME_NOT_GIVEN: Code = Code::new(
    "GEN0006",
    Severity::Warning,
    "a name of an overlay belongs to something else",
    "choose another name: two things of one module cannot have the same, nor one that every module has (`Csp`, `TREE`, `At`)",
);

static NUMBERED_MODULE: Code = Code::new(
    "GEN0007",
    Severity::Warning,
    "two roots want one module name",
    "give the module a name in an overlay, or keep this one with a lock: the number depends on what else is read",
);

static NO_POLICY: Code = Code::new(
    "GEN0008",
    Severity::Warning,
    "the policy of an ADMX-backed node is not in its template",
    "name the templates of the Windows that the definitions are of: the elements of the policy are not known without, and payloads are checked by their shape alone",
);

static UNREAD_TEMPLATE: Code = Code::new(
    "GEN0009",
    Severity::Warning,
    "a template that definitions name is not there",
    "name the folder that it is in, `C:\\Windows\\PolicyDefinitions` on a device: payloads for its policies are checked by their shape alone",
);

/// The diagnostic of a path that cannot be opened.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {error}", path.display());
    nowhere(&UNREADABLE, &path.to_string_lossy(), message)
}

/// The diagnostic of an overlay that cannot be opened.
pub(crate) fn unreadable_overlay(path: &Path, error: &io::Error) -> Diagnostic {
    unreadable(path, error).with_help("give the path of an overlay, which is a TOML file, or `microsoft` for the one that comes with `csp`")
}

/// The diagnostic of a folder in which there is nothing to read: generating from it would delete every module.
pub(crate) fn no_definitions(folder: &Path) -> Diagnostic {
    let message = format!("the folder `{}` has no `.xml` file", folder.display());
    nowhere(&UNREADABLE, &folder.to_string_lossy(), message)
}

/// The diagnostic of a path at which no policies are.
pub(crate) fn no_templates(path: &Path) -> Diagnostic {
    let message = if path.is_dir() {
        format!("the folder `{}` has no `.admx` file", path.display())
    } else {
        format!("`{}` is no `.admx` file", path.display())
    };
    nowhere(&UNREADABLE, &path.to_string_lossy(), message).with_help(TEMPLATES)
}

/// The diagnostic of templates that cannot be opened.
pub(crate) fn unreadable_templates(path: &Path, error: &io::Error) -> Diagnostic {
    unreadable(path, error).with_help(TEMPLATES)
}

/// A zip in which there is nothing to read. `inner`: another zip stands in it.
pub(crate) fn empty_zip(zip: &Path, extensions: &[&str], inner: bool) -> Diagnostic {
    let extension = extensions.first().copied().unwrap_or_default();
    let message = format!("the zip `{}` has no `.{extension}` file", zip.display());
    let diagnostic = nowhere(&UNREADABLE, &zip.to_string_lossy(), message);
    if inner {
        diagnostic.with_help("it has a zip in it: unpack that and give its path")
    } else {
        diagnostic
    }
}

/// A file that is called `.zip` and has neither the beginning nor the end of one.
pub(crate) fn no_zip(file: &Path) -> Diagnostic {
    let message = format!("`{}` is no zip", file.display());
    nowhere(&BAD_ZIP, &file.to_string_lossy(), message).with_help(
        "fetch it again, and look into it: a server's message may have been saved in its place",
    )
}

pub(crate) fn damaged_zip(zip: &Path, reason: &str) -> Diagnostic {
    let message = format!(
        "the zip `{}` is cut short or damaged: {reason}",
        zip.display()
    );
    nowhere(&BAD_ZIP, &zip.to_string_lossy(), message)
}

pub(crate) fn large_zip(zip: &Path) -> Diagnostic {
    let message = format!(
        "the zip `{}` has more than {} bytes, which is the most that is read",
        zip.display(),
        ddf::MAX_BYTES
    );
    nowhere(&BAD_ZIP, &zip.to_string_lossy(), message)
        .with_help("unpack it and give the path of the folder")
}

/// A zip whose definitions would take more memory than any drop of Windows.
pub(crate) fn zip_bomb(zip: &Path, extensions: &[&str], bytes: u64, most: u64) -> Diagnostic {
    let extension = extensions.first().copied().unwrap_or_default();
    let message = format!(
        "the `.{extension}` files in the zip `{}` have {bytes} bytes; {most} is the most that is read of one zip",
        zip.display()
    );
    nowhere(&BAD_ZIP, &zip.to_string_lossy(), message)
        .with_help("if it is yours, unpack it and give the path of the folder")
}

/// A file in a zip, by its whole name, that is not read.
pub(crate) fn unread_entry(name: &str, reason: &str) -> Diagnostic {
    nowhere(&BAD_ZIP, name, format!("the file cannot be read: {reason}"))
        .with_help("unpack the zip and give the path of the folder")
}

pub(crate) fn damaged_entry(name: &str, reason: &str) -> Diagnostic {
    nowhere(
        &BAD_ZIP,
        name,
        format!("the file is damaged in the zip: {reason}"),
    )
}

/// A diagnostic of something that has no text to point into.
fn nowhere(code: &'static Code, name: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, &Source::new(name, ""), 0..0, message)
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

/// A node whose template is there without its policy.
pub(crate) fn no_policy(node: NodeDefinition<'_>, name: &str, file: &str, why: &str) -> Diagnostic {
    let message = format!("{} is backed by {name} of {file}: {why}", node.name);
    nowhere(&NO_POLICY, file, message).with_node(node.uri())
}

/// A template that so many nodes name.
pub(crate) fn unread_template(file: &str, nodes: usize) -> Diagnostic {
    let nodes = match nodes {
        1 => "a node that is backed by it has".to_owned(),
        nodes => format!("{nodes} nodes that are backed by it have"),
    };
    let message = format!("{file} is not there: {nodes} no elements");
    nowhere(&UNREAD_TEMPLATE, file, message)
}

pub(crate) fn name_not_given(entry: &NameEntry) -> Diagnostic {
    let message = format!("`{}` is the name of something else", entry.name());
    Diagnostic::new(&NAME_NOT_GIVEN, entry.source(), entry.span(), message)
}

pub(crate) fn numbered_module(root: Node<'_>, wished: &str, name: &str) -> Diagnostic {
    let message = format!("another root has the module `{wished}`, so this one has `{name}`");
    at(&NUMBERED_MODULE, root, message)
}

fn at(code: &'static Code, node: Node<'_>, message: String) -> Diagnostic {
    Diagnostic::new(code, node.document().source(), node.name_span(), message).with_node(node.uri())
}
