//! Taking a value apart: each field writes the nodes at its own place.

use super::nodes::NodeValue;
use crate::value::{Payload, Value};
use csp_schema::uri::push_segment;
use csp_schema::{AccessSet, Format};

/// The place where a node is written.
pub struct Destination<'d> {
    nodes: &'d mut Vec<NodeValue>,
    parent: &'d str,
    name: &'d str,
    access: AccessSet,
    /// The format that a field says, which stands before its type's.
    format: Option<Format>,
}

impl<'d> Destination<'d> {
    pub(super) fn new(nodes: &'d mut Vec<NodeValue>, parent: &'d str, name: &'d str) -> Self {
        Self {
            nodes,
            parent,
            name,
            access: AccessSet::NONE,
            format: None,
        }
    }

    /// The instance with this name, where the node is named at run time.
    pub(super) fn named<'n>(&'n mut self, name: &'n str) -> Destination<'n> {
        Destination {
            nodes: self.nodes,
            parent: self.parent,
            name,
            access: self.access,
            format: self.format,
        }
    }

    /// Writes a leaf.
    pub fn value<V: Value>(self, format: Format, value: &impl Payload<V>) {
        let mut data = String::new();
        value.write(&mut data);
        let node = NodeValue {
            uri: self.uri(),
            access: self.access,
            format: self.format.unwrap_or(format),
            data: Some(data),
            unwritable: value.check().err(),
        };
        self.nodes.push(node);
    }

    /// Writes an interior node; its fields come next.
    pub fn interior(self) -> Fields<'d> {
        let uri = self.uri();
        self.nodes.push(NodeValue {
            uri: uri.clone(),
            access: self.access,
            format: Format::Node,
            data: None,
            unwritable: None,
        });
        Fields {
            nodes: self.nodes,
            uri,
        }
    }

    fn uri(&self) -> String {
        let mut uri = String::with_capacity(self.parent.len() + self.name.len() + 1);
        uri.push_str(self.parent);
        uri.push('/');
        push_segment(&mut uri, self.name);
        uri
    }
}

/// The fields of an interior node that is being written.
pub struct Fields<'d> {
    nodes: &'d mut Vec<NodeValue>,
    uri: String,
}

impl Fields<'_> {
    /// The place where a field is written: its name, its verbs, and the format where the field says one.
    pub fn field<'f>(
        &'f mut self,
        name: &'f str,
        access: AccessSet,
        format: Option<Format>,
    ) -> Destination<'f> {
        Destination {
            nodes: self.nodes,
            parent: &self.uri,
            name,
            access,
            format,
        }
    }
}
