//! A value taken apart: the list of nodes that hold it.

use std::borrow::Cow;

use super::{CspNode, Destination};
use crate::address::Addr;
use crate::ensure::Ensure;
use crate::request::{Raw, Request, Ticket};
use crate::schema::{AccessSet, Format, NodeRef, Verb};
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

/// Wants the nodes that a server can write, at and below an address.
pub(super) fn ensure(nodes: &[NodeValue], at: Addr<'_>, ensure: &mut Ensure) {
    let base = at.to_string();
    for node in nodes.iter().filter(|node| node.verb().is_some()) {
        let below = node.uri.strip_prefix(&base).unwrap_or_default();
        let names: Vec<Cow<'_, str>> = below
            .split('/')
            .filter_map(|segment| decode_segment(segment).ok())
            .filter(|name| !name.is_empty())
            .collect();
        let addr = find(at, &names).unwrap_or(Addr::NOWHERE);
        ensure.set_text(addr, node.data.clone());
    }
}

/// The node with these names below an address, if its tree has one.
fn find<'n>(at: Addr<'n>, below: &'n [Cow<'_, str>]) -> Option<Addr<'n>> {
    let mut node = at.schema()?;
    let mut names = at.names().to_vec();
    for name in below {
        let named = |child: &NodeRef<'_>| !child.dynamic && child.name.eq_ignore_ascii_case(name);
        node = match node.children().find(named) {
            Some(child) => child,
            None => {
                names.push(name);
                node.children().find(|child| child.dynamic)?
            }
        };
    }
    Addr::find(at.tree(), node.id(), &names)
}

pub(super) fn list<T: CspNode>(value: &T, uri: &str) -> Vec<NodeValue> {
    let mut nodes = Vec::new();
    let (parent, name) = uri.rsplit_once('/').unwrap_or((".", uri));
    let name = decode_segment(name).unwrap_or(name.into());
    value.write_to(Destination::new(&mut nodes, parent, &name));
    nodes
}
