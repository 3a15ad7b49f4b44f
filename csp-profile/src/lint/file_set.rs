//! What files set that go to the same devices.

use std::collections::BTreeMap;

use super::dialect::Dialect;
use crate::text::Text;

/// What files set that go to the same devices.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    /// For whom a file is, and the key of the node.
    nodes: BTreeMap<(Dialect, String), SetNode>,
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
    }

    pub(super) fn set(&mut self, dialect: Dialect, node: String, set: SetNode) {
        self.nodes.insert((dialect, node), set);
    }

    pub(super) fn get(&self, dialect: Dialect, node: String) -> Option<&SetNode> {
        self.nodes.get(&(dialect, node))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
