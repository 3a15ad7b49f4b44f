//! The validated model: documents, the nodes of their trees, and every fact about a node.

mod access;
mod allowed;
mod applicability;
mod behavior;
mod dependency;
mod format;
mod name;
mod naming;
mod node;
mod occurrence;
mod path;
mod range;

use std::sync::Arc;

pub use access::{Access, Operation};
pub use allowed::{AdmxBacking, AllowedValue, AllowedValues, ListDelimiter, ValueType};
pub use applicability::{Applicability, Editions, OsBuilds};
pub use behavior::{
    CommonErrorResult, ConflictResolution, Deprecated, Extension, GpMapping, RebootBehavior,
    ReplaceBehavior,
};
pub use dependency::{Dependency, DependencyGroup, DependencyKind};
pub use format::Format;
pub use name::{NameEntry, Named};
pub use naming::DynamicNodeNaming;
pub use node::{MAX_URI, Node};
pub use occurrence::{CaseSense, Occurrence, Scope};
pub use range::{Interval, Ranges};

pub(crate) use applicability::ApplicabilityData;
pub(crate) use node::{Microsoft, NodeData, uri};
pub(crate) use path::{normalize, place, root_key};

use csp_source::Source;

/// The documents of one run that have no fault, in the order in which they were given.
#[derive(Debug, Default)]
pub struct Model {
    documents: Vec<Document>,
    names: Vec<NameEntry>,
}

impl Model {
    pub(crate) fn new(documents: Vec<Document>) -> Self {
        let names = Vec::new();
        Self { documents, names }
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The names that overlays give to what is made of the nodes, in the order in which they were applied; a later one takes the place of an earlier one.
    pub fn names(&self) -> &[NameEntry] {
        &self.names
    }

    pub(crate) fn add_name(&mut self, name: NameEntry) {
        self.names.push(name);
    }

    /// The node at a place in a document, to be changed.
    pub(crate) fn node_mut(&mut self, document: usize, node: usize) -> Option<&mut NodeData> {
        self.documents.get_mut(document)?.nodes.get_mut(node)
    }

    /// Keeps the documents that are sound, by their place among all.
    pub(crate) fn retain(&mut self, mut is_sound: impl FnMut(usize, &mut Document) -> bool) {
        let mut index = 0;
        self.documents.retain_mut(|document| {
            index += 1;
            is_sound(index - 1, document)
        });
    }

    /// The nodes of all documents, in document order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.documents.iter().flat_map(Document::nodes)
    }
}

/// One DDF file: a `MgmtTree` and the trees in it.
#[derive(Debug)]
pub struct Document {
    source: Arc<Source>,
    head: Head,
    nodes: Vec<NodeData>,
    faulty: bool,
}

/// What stands in a `MgmtTree` beside its nodes.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) ver_dtd: Option<String>,
    pub(crate) manufacturer: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) diagnostics_marker: bool,
    pub(crate) extensions: Vec<Extension>,
}

impl Document {
    /// Puts a document together from nodes in document order; `faulty` when an error was reported
    /// in it.
    pub(crate) fn new(
        source: Arc<Source>,
        head: Head,
        mut nodes: Vec<NodeData>,
        faulty: bool,
    ) -> Self {
        // Children stand after their parents, so one pass from the end knows every subtree's end.
        for index in (0..nodes.len()).rev() {
            let end = nodes[index].end.max(index as u32 + 1);
            nodes[index].end = end;
            let parent = nodes[index]
                .parent
                .and_then(|parent| nodes.get_mut(parent as usize));
            if let Some(parent) = parent {
                parent.end = parent.end.max(end);
            }
        }
        Self {
            source,
            head,
            nodes,
            faulty,
        }
    }

    /// Measures the URIs anew, of which a title may be a part.
    pub(crate) fn measure(&mut self) {
        for index in 0..self.nodes.len() {
            let node = &self.nodes[index];
            let parent = node
                .parent
                .and_then(|parent| self.nodes.get(parent as usize));
            let above = match parent {
                Some(parent) => parent.uri_length,
                None => node.base.as_ref().map_or(0, String::len),
            };
            self.nodes[index].uri_length = above + "/".len() + node.segment().len();
        }
    }

    pub(crate) fn node_data(&self) -> &[NodeData] {
        &self.nodes
    }

    /// Whether an error was reported in the file.
    pub(crate) fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The version of the DDF's own format (`VerDTD`): `1.2`.
    pub fn ver_dtd(&self) -> Option<&str> {
        self.head.ver_dtd.as_deref()
    }

    /// The manufacturer of the device (`Man`).
    pub fn manufacturer(&self) -> Option<&str> {
        self.head.manufacturer.as_deref()
    }

    /// The model of the device (`Mod`).
    pub fn model(&self) -> Option<&str> {
        self.head.model.as_deref()
    }

    /// Whether the tree has Microsoft's `Diagnostics`.
    pub fn has_diagnostics_marker(&self) -> bool {
        self.head.diagnostics_marker
    }

    /// The elements of the `MgmtTree` that are not known, as they are written.
    pub fn extensions(&self) -> &[Extension] {
        &self.head.extensions
    }

    /// The roots of the trees.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes().filter(|node| node.is_root())
    }

    /// All nodes in document order: each before its children.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len() as u32).filter_map(|index| Node::at(self, index))
    }

    /// The node at a place in [`nodes`](Self::nodes).
    pub fn node(&self, index: usize) -> Option<Node<'_>> {
        Node::at(self, u32::try_from(index).ok()?)
    }
}
