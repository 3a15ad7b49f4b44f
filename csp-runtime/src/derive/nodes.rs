//! A value taken apart: the list of nodes that hold it.

use super::{CspNode, Destination};
use crate::request::{Raw, Request, Ticket};
use crate::schema::{AccessSet, Format, Verb};
use crate::uri::decode_segment;

/// A node with the text that it shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeValue {
    /// The node's LocURI, names percent-encoded.
    pub uri: String,
    /// The verbs that the node permits.
    pub access: AccessSet,
    /// The node's format.
    pub format: Format,
    /// The text of the value; `None` for an interior node.
    pub data: Option<String>,
}

impl NodeValue {
    /// The verb that gives a device the node: Replace for a leaf that permits it, else Add; `None` for a node that a server cannot write.
    pub fn verb(&self) -> Option<Verb> {
        let replaces = self.data.is_some() && self.access.contains(Verb::Replace);
        match replaces {
            true => Some(Verb::Replace),
            false => Some(Verb::Add).filter(|add| self.access.contains(*add)),
        }
    }

    /// Writes the node's command; `None` when it has none.
    pub(super) fn send(&self, request: &mut Request) -> Option<Ticket> {
        let value = match &self.data {
            Some(data) => Raw::text(data),
            None => Raw::NONE,
        };
        let value = value.format(self.format.as_str());
        match self.verb()? {
            Verb::Replace => Some(request.replace_uri(&self.uri, value)),
            _ => Some(request.add_uri(&self.uri, value)),
        }
    }
}

pub(super) fn list<T: CspNode>(value: &T, uri: &str) -> Vec<NodeValue> {
    let mut nodes = Vec::new();
    let (parent, name) = uri.rsplit_once('/').unwrap_or((".", uri));
    let name = decode_segment(name).unwrap_or(name.into());
    value.write_to(Destination::new(&mut nodes, parent, &name));
    nodes
}
