//! Looks at whole trees, and at all files together: names that collide, leaves with children, values that do not fit their format.

mod growth;
mod schema;
mod value;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report, Source};

use crate::codes;
use crate::kind::DDF;
use crate::model::{Document, MAX_URI, Model, Node, root_key};
use schema::Schemas;
use value::Values;

/// Checks the documents, each for itself and all together, and gives those that have no error.
///
/// Of two files that define the same root the later one is refused. Two siblings whose names differ
/// only in letter case are two nodes; it is for the reader of the model to tell them apart.
pub fn validate(documents: Vec<Document>, report: &mut Report) -> Model {
    let sound: Vec<bool> = {
        let (mut roots, mut seen) = (BTreeMap::new(), Seen::default());
        documents
            .iter()
            .map(|document| {
                !document.is_faulty() & is_sound(document, &mut roots, &mut seen, report)
            })
            .collect()
    };
    let kept = documents.into_iter().zip(sound).filter(|(_, sound)| *sound);
    Model::new(kept.map(|(document, _)| document).collect())
}

/// The first root of each key.
type Roots<'a> = BTreeMap<String, Node<'a>>;

/// What was compiled of the patterns and schemas so far.
#[derive(Default)]
struct Seen<'a> {
    values: Values<'a>,
    schemas: Schemas<'a>,
}

fn is_sound<'a>(
    document: &'a Document,
    roots: &mut Roots<'a>,
    seen: &mut Seen<'a>,
    report: &mut Report,
) -> bool {
    let mut faults = Faults::new(report, &DDF);
    for root in document.roots() {
        // A root that lacks its name or its path was reported, and collides with nothing.
        let Some(uri) = root
            .bounded_uri()
            .filter(|_| root.name().is_some() && root.root_path().is_some())
        else {
            continue;
        };
        match roots.entry(root_key(&uri)) {
            Entry::Occupied(first) => faults.push(duplicate_root(root, *first.get())),
            Entry::Vacant(entry) => {
                entry.insert(root);
            }
        }
    }
    growth::check(document, &mut faults);
    for node in document.nodes() {
        siblings(node, &mut faults);
        facts(node, seen, &mut faults);
    }
    !faults.has_errors()
}

/// Reports what is wrong with the facts of one node.
pub(crate) fn node(node: Node<'_>, report: &mut Report) {
    facts(node, &mut Seen::default(), &mut Faults::new(report, &DDF));
}

/// Reports a document whose nodes repeat far more than it says, or have URIs that are too long, now that an overlay changed it.
pub(crate) fn is_in_proportion(document: &Document, report: &mut Report) -> bool {
    let mut faults = Faults::new(report, &DDF);
    if let Some(node) = document.nodes().find(|node| node.bounded_uri().is_none()) {
        let message = format!(
            "the URI of the node has {} bytes; at most {MAX_URI} are read",
            node.uri_length()
        );
        faults.push(at(&codes::URI_TOO_LONG, node, message));
    }
    growth::check(document, &mut faults);
    !faults.has_errors()
}

fn facts<'a>(node: Node<'a>, seen: &mut Seen<'a>, faults: &mut Faults<'_>) {
    seen.values.check(node, faults);
    seen.schemas.check(node, faults);
    if node.is_leaf() && node.children().next().is_some() {
        let message = format!("a leaf of format `{}` has children", node.format());
        faults.push(at(&codes::LEAF_WITH_CHILDREN, node, message));
    }
}

/// Reports the children of `parent` that cannot be told apart.
fn siblings(parent: Node<'_>, faults: &mut Faults<'_>) {
    let mut first: BTreeMap<Option<&str>, Node<'_>> = BTreeMap::new();
    for child in parent.children() {
        let Some(earlier) = first.get(&child.name()).copied() else {
            first.insert(child.name(), child);
            continue;
        };
        let (code, message, label) = match child.name() {
            Some(name) => (
                &codes::DUPLICATE_SIBLING,
                format!("a second child is named `{name}`"),
                "the first one is here",
            ),
            None => (
                &codes::SEVERAL_UNNAMED,
                "a second child is unnamed".to_owned(),
                "the first unnamed one is here",
            ),
        };
        faults.push(at(code, child, message).with_related(
            child.document().source(),
            place(earlier),
            label,
        ));
    }
}

fn duplicate_root(root: Node<'_>, first: Node<'_>) -> Diagnostic {
    let (uri, other) = (root.uri(), first.uri());
    let same = uri == other;
    let message = if same {
        format!("the root {uri} is defined twice")
    } else {
        format!("the root {uri} is the same as {other}")
    };
    let diagnostic = at(&codes::DUPLICATE_ROOT, root, message);
    let source: &Arc<Source> = first.document().source();
    let diagnostic = diagnostic.with_related(source, place(first), "it is first defined here");
    if same {
        diagnostic
    } else {
        diagnostic.with_help(
            "Windows reads a path without a scope as one of the device, and no path by its letter case; remove one of the two",
        )
    }
}

/// A diagnostic at the name of a node.
fn at(code: &'static Code, node: Node<'_>, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, node.document().source(), place(node), message);
    match node.bounded_uri() {
        Some(uri) => diagnostic.with_node(uri),
        None => diagnostic,
    }
}

fn place(node: Node<'_>) -> Range<usize> {
    node.name_span()
}
