//! What files set that go to the same devices.

use std::collections::{BTreeMap, BTreeSet};

use super::dialect::Dialect;
use crate::text::Text;

/// What files set that go to the same devices.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    /// For whom a file is, and the key of the node.
    nodes: BTreeMap<(Dialect, String), SetNode>,
    /// For whom a file is, and the folded name of an app whose template it sends.
    apps: BTreeSet<(Dialect, String)>,
}

/// A node that a file sets.
#[derive(Clone, Debug)]
pub(super) struct SetNode {
    /// Where: `x.xml:3:14`.
    pub(super) at: String,
    pub(super) value: Text,
}

impl FileSet {
    /// Adds what another file sets. Of a node that is set already, the first place stays.
    pub fn add(&mut self, file: Self) {
        for (node, set) in file.nodes {
            self.nodes.entry(node).or_insert(set);
        }
        self.apps.extend(file.apps);
    }

    pub(super) fn set(&mut self, dialect: Dialect, node: String, set: SetNode) {
        self.nodes.insert((dialect, node), set);
    }

    pub(super) fn send_template(&mut self, dialect: Dialect, app: String) {
        self.apps.insert((dialect, app));
    }

    /// Whether a file sends a template of an app, by its folded name.
    pub(super) fn sends_template(&self, dialect: Dialect, app: &str) -> bool {
        self.apps.contains(&(dialect, app.to_owned()))
    }

    pub(super) fn get(&self, dialect: Dialect, node: String) -> Option<&SetNode> {
        self.nodes.get(&(dialect, node))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
