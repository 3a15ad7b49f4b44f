//! Matches the nodes of two models and gathers what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ddf::{Model, Node};

use super::change::{Class, FileChange, Kind, NodeChange};
use super::fact;

/// All differences: files by name, nodes by place.
pub struct Comparison {
    /// The files that one side alone has.
    pub files: Vec<FileChange>,
    /// Nodes that one side alone has, and facts that differ, in the order of their places.
    pub nodes: Vec<NodeChange>,
}

/// Nodes by their place in the tree.
type Places<'m> = BTreeMap<String, Node<'m>>;

/// Compares two sets of definitions. Nodes are matched by their place, whatever files they stand in: letter case does not count, a path without a scope
/// is one of the device, and a name that is given at run time is the same whatever its title.
pub fn compare(old: &Model, new: &Model) -> Comparison {
    let (old_places, new_places) = (places(old), places(new));
    let mut nodes = Vec::new();
    let (mut removed, mut added) = (Tops::default(), Tops::default());
    let all: BTreeSet<&String> = old_places.keys().chain(new_places.keys()).collect();
    for place in all {
        match (old_places.get(place), new_places.get(place)) {
            (Some(old), Some(new)) => {
                for change in fact::compare(*old, *new).0 {
                    let whole = node(change.class, Kind::Changed, *new);
                    nodes.push(NodeChange {
                        fact: Some(change),
                        ..whole
                    });
                }
            }
            (Some(old), None) => {
                let top = removed.of(*old, nodes.len());
                let whole = node(Class::Breaking, Kind::Removed, *old);
                // The new side may write the path of a tree that is still there in another way.
                let root = root(*old);
                let kept = new_places.get(&place_in(&root_place(root), root));
                let csp = kept.map_or(whole.csp, |root| root.uri());
                nodes.push(NodeChange { csp, top, ..whole });
            }
            (None, Some(new)) => {
                let top = added.of(*new, nodes.len());
                let whole = node(Class::Additive, Kind::Added, *new);
                nodes.push(NodeChange { top, ..whole });
            }
            (None, None) => {}
        }
    }
    Comparison {
        files: files(old, new, &nodes),
        nodes,
    }
}

fn node(class: Class, change: Kind, node: Node<'_>) -> NodeChange {
    let csp = root(node).uri();
    NodeChange {
        class,
        change,
        uri: node.uri(),
        file: node.document().source().name().to_owned(),
        line: node.line(),
        depth: csp.matches('/').count() + node.depth(),
        root_length: csp.len(),
        csp,
        top: None,
        fact: None,
    }
}

fn root(node: Node<'_>) -> Node<'_> {
    node.ancestors().last().unwrap_or(node)
}

/// Of the nodes that one side alone has, by file and index: at which change the topmost stands that came or went with it.
#[derive(Default)]
struct Tops<'m>(BTreeMap<(&'m str, usize), usize>);

impl<'m> Tops<'m> {
    /// Of a node whose change will stand at `change`. Those above it have been asked for before.
    fn of(&mut self, node: Node<'m>, change: usize) -> Option<usize> {
        let key = |node: Node<'m>| (node.document().source().name(), node.index());
        let above = node.parent().and_then(|parent| self.0.get(&key(parent)));
        let top = above.copied().unwrap_or(change);
        self.0.insert(key(node), top);
        Some(top)
    }
}

/// A name that is given at run time is the same whatever its title; a node has one such child at most. Windows takes names and scopes in any case, so
/// one that is spelled otherwise is the same place.
fn places(model: &Model) -> Places<'_> {
    let mut places = Places::new();
    for document in model.documents() {
        let mut keys: Vec<String> = Vec::new();
        for node in document.nodes() {
            let above = match node.parent() {
                Some(parent) => keys.get(parent.index()).cloned().unwrap_or_default(),
                None => root_place(node),
            };
            let mut key = place_in(&above, node);
            if places.contains_key(&key) {
                // A sibling has this name in another case; no XML name has a NUL.
                let _ = write!(key, "\0{}", node.name().unwrap_or_default());
            }
            keys.push(key.clone());
            places.insert(key, node);
        }
    }
    places
}

/// An empty segment is no name, so a node of any name stands elsewhere.
fn place_in(above: &str, node: Node<'_>) -> String {
    format!("{above}/{}", node.name().unwrap_or_default().to_lowercase())
}

/// Where the tree of a root hangs. Windows reads a path without a scope as one of the device (the Policy CSP's documentation names both).
fn root_place(root: Node<'_>) -> String {
    let uri = root.uri().to_lowercase();
    let above = uri.rsplit_once('/').map_or("", |(above, _name)| above);
    match above.strip_prefix("./device") {
        Some("") => ".".to_owned(),
        Some(below) if below.starts_with('/') => format!(".{below}"),
        _ => above.to_owned(),
    }
}

/// The files that only one side has; of two single files, each stands for the other.
fn files(old: &Model, new: &Model, nodes: &[NodeChange]) -> Vec<FileChange> {
    if old.documents().len() == 1 && new.documents().len() == 1 {
        return Vec::new();
    }
    let (old_files, new_files) = (file_names(old), file_names(new));
    let all: BTreeSet<&&str> = old_files.keys().chain(new_files.keys()).collect();
    let of = |change| {
        let changed = nodes.iter().filter(move |node| node.change == change);
        changed.map(|node| node.file.as_str()).collect()
    };
    let (removed, added): (BTreeSet<&str>, BTreeSet<&str>) = (of(Kind::Removed), of(Kind::Added));
    let mut files = Vec::new();
    for name in all {
        // Nodes may have moved to another file, which changes nothing but the files.
        let (change, class) = match (old_files.get(*name), new_files.get(*name)) {
            (Some(paths), None) if paths.iter().any(|path| removed.contains(path)) => {
                (Kind::Removed, Class::Breaking)
            }
            (Some(_), None) => (Kind::Removed, Class::Documentation),
            (None, Some(paths)) if paths.iter().any(|path| added.contains(path)) => {
                (Kind::Added, Class::Additive)
            }
            (None, Some(_)) => (Kind::Added, Class::Documentation),
            _ => continue,
        };
        files.push(FileChange {
            class,
            change,
            file: (*name).to_string(),
        });
    }
    files
}

/// The names of a model's files without their folders, each with its paths: in the folders of a zip, several have one name.
fn file_names(model: &Model) -> BTreeMap<&str, Vec<&str>> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for document in model.documents() {
        let path = document.source().name();
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        names.entry(name).or_default().push(path);
    }
    names
}
