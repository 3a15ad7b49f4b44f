//! Applies an overlay to a model: compares each fact with what the entry expects, changes it, and checks what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report};

use super::node::{Change, NodeEntry};
use super::value::Value;
use super::{Overlay, check};
use crate::codes;
use crate::kind::DDF;
use crate::model::{Model, NameEntry, Named, Node};
use crate::validate;

/// A node of a model: the places of its document, and in that.
type At = (usize, usize);

/// A diagnostic that holds no longer: file, node, code and message.
type Withdrawn = BTreeSet<(String, String, &'static str, String)>;

pub(super) fn overlay(overlay: &Overlay, model: &mut Model, report: &mut Report) {
    let index = Index::new(overlay, model);
    let mut own = Report::new();
    let mut withdrawn = Withdrawn::new();
    let mut run = Run {
        overlay,
        index: &index,
        faults: Faults::new(&mut own, &DDF),
        unread: Vec::new(),
    };
    // All before the first is changed: by a title that changes, the nodes below it have other URIs than the report says. What several entries change of one
    // node is changed together: one may be right by the other.
    let mut due = BTreeMap::new();
    for entry in &overlay.nodes {
        run.compare(model, entry, &mut due);
    }
    let mut changed = BTreeSet::new();
    for (at, due) in &due {
        if run.change(model, *at, due, &mut withdrawn) {
            changed.insert(at.0);
        }
    }
    for entry in &overlay.names {
        if run.names(model, entry) {
            model.add_name(entry.clone());
        }
    }
    run.tell_unread();
    report.retain(|diagnostic| !withdrawn.contains(&key(diagnostic)));
    report.extend(own);
    model.retain(|index, document| {
        if !changed.contains(&index) {
            return true;
        }
        document.measure();
        validate::is_in_proportion(document, report)
    });
}

/// What is to be changed of one node.
struct Due<'r> {
    /// The path in the first entry.
    path: Range<usize>,
    changes: Vec<&'r Change>,
    /// The faults of the node before.
    faults: Report,
}

/// The nodes of the places that an overlay speaks of.
struct Index {
    nodes: BTreeMap<String, Vec<At>>,
    /// The places of all roots that were read.
    roots: BTreeSet<String>,
}

impl Index {
    fn new(overlay: &Overlay, model: &Model) -> Self {
        let places = overlay.nodes.iter().map(|entry| entry.place.as_str());
        let places = places.chain(overlay.names.iter().map(NameEntry::place));
        let mut nodes: BTreeMap<String, Vec<At>> = BTreeMap::new();
        for place in places {
            nodes.entry(place.to_owned()).or_default();
        }
        let mut roots = BTreeSet::new();
        for (document_at, document) in model.documents().iter().enumerate() {
            roots.extend(document.roots().map(Node::place));
            for node in document.nodes() {
                if let Some(found) = nodes.get_mut(&node.place()) {
                    found.push((document_at, node.index()));
                }
            }
        }
        Self { nodes, roots }
    }

    fn at(&self, place: &str) -> &[At] {
        self.nodes.get(place).map_or(&[], Vec::as_slice)
    }

    /// Whether the tree was read in which the place would be.
    fn has_root_of(&self, place: &str) -> bool {
        let ends = place.match_indices('/').map(|(end, _)| end);
        ends.chain([place.len()]).any(|end| {
            place
                .get(..end)
                .is_some_and(|root| self.roots.contains(root))
        })
    }
}

/// One overlay on its way into one model.
struct Run<'r> {
    overlay: &'r Overlay,
    index: &'r Index,
    faults: Faults<'r>,
    /// The entries for trees that were not read.
    unread: Vec<(&'r str, Range<usize>)>,
}

impl<'r> Run<'r> {
    fn push(&mut self, code: &'static Code, span: Range<usize>, message: String) {
        let diagnostic = Diagnostic::new(code, &self.overlay.source, span, message);
        self.faults.push(diagnostic);
    }

    /// The nodes of a place; that there are none is said.
    fn nodes(&mut self, path: &'r str, place: &str, span: Range<usize>) -> &'r [At] {
        let nodes = self.index.at(place);
        if nodes.is_empty() {
            if self.index.has_root_of(place) {
                let message = format!("there is no node {path}");
                self.push(&codes::NO_SUCH_NODE, span, message);
            } else {
                self.unread.push((path, span));
            }
        }
        nodes
    }

    /// Adds the changes of an entry whose facts are as it expects, for each node that it is about.
    fn compare(&mut self, model: &Model, entry: &'r NodeEntry, due: &mut BTreeMap<At, Due<'r>>) {
        for at in self.nodes(&entry.path, &entry.place, entry.span.clone()) {
            let Some(node) = node(model, *at) else {
                continue;
            };
            let mut changes = Vec::new();
            for change in &entry.changes {
                let found = (change.fact.read)(node.data());
                let (found, shape) = (found.as_ref(), change.fact.shape);
                if shape.is_same(change.to.as_ref(), found) {
                    let message = format!("`{}` {}, as it shall be", change.fact.name, said(found));
                    self.tell(&codes::MENDED, node, change, message);
                } else if shape.is_same(change.from.as_ref(), found) {
                    changes.push(change);
                } else {
                    let (name, found, from) = (
                        change.fact.name,
                        said(found),
                        expected(change.from.as_ref()),
                    );
                    let message = format!("`{name}` {found}, and the entry expects {from}");
                    self.tell(&codes::OTHER_FACT, node, change, message);
                }
            }
            if !changes.is_empty() {
                let due = due.entry(*at).or_insert_with(|| Due {
                    path: entry.span.clone(),
                    changes: Vec::new(),
                    faults: check::faults(node),
                });
                due.changes.append(&mut changes);
            }
        }
    }

    /// A diagnostic at a change, that shows the node too.
    fn tell(&mut self, code: &'static Code, node: Node<'_>, change: &Change, message: String) {
        let diagnostic = Diagnostic::new(code, &self.overlay.source, change.span.clone(), message);
        self.faults.push(beside(diagnostic, node));
    }

    /// Changes the facts of a node, unless something would be wrong then that no definition may have; whether it did.
    fn change(
        &mut self,
        model: &mut Model,
        at: At,
        due: &Due<'_>,
        withdrawn: &mut Withdrawn,
    ) -> bool {
        let Some(data) = model.node_mut(at.0, at.1) else {
            return false;
        };
        let old = data.clone();
        for change in &due.changes {
            // What a node cannot state was refused when the entry was read.
            let _ = (change.fact.write)(data, change.to.as_ref());
        }
        data.settle();
        let Some(node) = node(model, at) else {
            return false;
        };
        let after = check::faults(node);
        let span = match due.changes.as_slice() {
            [only] => only.span.clone(),
            _ => due.path.clone(),
        };
        let known: BTreeSet<_> = due.faults.iter().map(fault).collect();
        for new in after.iter().filter(|new| !known.contains(&fault(new))) {
            let source = &self.overlay.source;
            let moved = Diagnostic::new(new.code(), source, span.clone(), new.message());
            self.faults.push(beside(moved, node));
        }
        if after.has_errors() {
            if let Some(data) = model.node_mut(at.0, at.1) {
                *data = old;
            }
            return false;
        }
        let still: BTreeSet<_> = after.iter().map(fault).collect();
        let gone = due.faults.iter().filter(|old| !still.contains(&fault(old)));
        withdrawn.extend(gone.map(key));
        true
    }

    /// Whether a name has something to name.
    fn names(&mut self, model: &Model, entry: &'r NameEntry) -> bool {
        let nodes = self.nodes(entry.path(), entry.place(), entry.span());
        if nodes.is_empty() {
            return false;
        }
        let nodes: Vec<Node<'_>> = nodes.iter().filter_map(|at| node(model, *at)).collect();
        let (has, what) = match entry.what() {
            Named::Type => (true, String::new()),
            Named::Module => (
                nodes.iter().any(|node| node.is_root()),
                "is no root, which has a module".to_owned(),
            ),
            Named::Method => (
                nodes.iter().any(|node| !node.is_root()),
                "is a root, to which no method leads".to_owned(),
            ),
            Named::ValueType => (
                nodes.iter().any(|node| lists(*node, |_| true)),
                "lists no values, of which a type could be made".to_owned(),
            ),
            Named::Constant(value) => (
                nodes
                    .iter()
                    .any(|node| lists(*node, |listed| listed.is(value))),
                format!("does not list the value `{}`", value.escape_debug()),
            ),
        };
        if !has {
            let message = format!("{} {what}", entry.path());
            self.push(&codes::NAMES_NOTHING, entry.span(), message);
        }
        has
    }

    /// Says once which entries had nothing to be compared with.
    fn tell_unread(&mut self) {
        if self.overlay.is_for_all {
            return;
        }
        let Some((path, span)) = self.unread.first().cloned() else {
            return;
        };
        let message = match self.unread.len() {
            1 => format!("the tree of {path} is not read"),
            count => {
                format!("{count} entries are about trees that are not read, the first about {path}")
            }
        };
        self.push(&codes::UNREAD, span, message);
    }
}

fn node(model: &Model, (document, node): At) -> Option<Node<'_>> {
    model.documents().get(document)?.node(node)
}

/// What tells the faults of one node apart.
fn fault(diagnostic: &Diagnostic) -> (&'static str, &str) {
    (diagnostic.code().id(), diagnostic.message())
}

/// What tells a diagnostic of the report from others, wherever in the file it stands.
fn key(diagnostic: &Diagnostic) -> (String, String, &'static str, String) {
    (
        diagnostic.source().name().to_owned(),
        diagnostic.node().unwrap_or_default().to_owned(),
        diagnostic.code().id(),
        diagnostic.message().to_owned(),
    )
}

/// Shows the node beside the entry.
fn beside(diagnostic: Diagnostic, node: Node<'_>) -> Diagnostic {
    let source = Arc::clone(node.document().source());
    let diagnostic = diagnostic.with_node(node.uri());
    diagnostic.with_related(&source, node.name_span(), "the node is here")
}

fn said(found: Option<&Value>) -> String {
    match found {
        Some(value) => format!("is {value}"),
        None => "is not stated".to_owned(),
    }
}

fn expected(from: Option<&Value>) -> String {
    match from {
        Some(value) => value.to_string(),
        None => "that it is not stated".to_owned(),
    }
}

/// Whether one of the values that a node lists is such.
fn lists(node: Node<'_>, is: impl Fn(&crate::AllowedValue) -> bool) -> bool {
    node.allowed_values()
        .is_some_and(|allowed| allowed.values().iter().any(is))
}
