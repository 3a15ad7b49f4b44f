//! A value taken apart: the list of nodes that hold it.

use std::borrow::Cow;

use super::{CspNode, Describe, Destination};
use crate::address::Addr;
use crate::ensure::Ensure;
use crate::request::{Defined, Raw, Request, Ticket};
use crate::value::Unwritable;
use csp_schema::uri::decode_segment;
use csp_schema::{AccessSet, Format, NodeRef, Verb};

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
    /// Why the text does not stand for the value, where it does not: a list with an element that contains its delimiter.
    pub unwritable: Option<Unwritable>,
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

    /// Writes the node's command; `None` when it has none. `top` is the definition of the node at `at`.
    fn send(&self, at: &str, top: Option<NodeRef<'_>>, request: &mut Request) -> Option<Ticket> {
        let verb = self.verb()?;
        let value = match &self.data {
            Some(data) => Raw::text(data),
            None => Raw::NONE,
        };
        let value = value.format(self.format.as_str());
        let names = self.names_below(at);
        let defined = top.and_then(|top| find(top, &names));
        let untyped = request.commands(|commands| {
            let untyped = commands.send_defined(verb, &self.uri, value, defined.as_ref());
            commands.refuse(&untyped, self.unwritable.as_ref());
            untyped
        });
        Some(Ticket::new(untyped))
    }

    /// The names from a LocURI to the node, decoded.
    fn names_below(&self, at: &str) -> Vec<Cow<'_, str>> {
        let below = self.uri.strip_prefix(at).unwrap_or_default();
        let segments = below.split('/').filter(|segment| !segment.is_empty());
        segments
            .map(|segment| decode_segment(segment).unwrap_or(Cow::Borrowed(segment)))
            .collect()
    }
}

/// Writes the commands of the nodes that a server can write, each checked by the definition that the type stands for, or else by what it says
/// itself.
pub(super) fn write_commands<T: CspNode>(
    value: &T,
    at: &str,
    request: &mut Request,
) -> Vec<Ticket> {
    let nodes = list(value, at);
    let Some(base) = nodes.first().map(|node| node.uri.clone()) else {
        return Vec::new();
    };
    let described;
    let top = match T::definition() {
        Some(node) => Some(node),
        None => {
            described = Describe::tree::<T>("Node");
            described.as_ref().and_then(|tree| tree.node(0))
        }
    };
    let tickets = nodes.iter();
    tickets
        .filter_map(|node| node.send(&base, top, request))
        .collect()
}

/// Wants the nodes that a server can write, at and below an address.
pub(super) fn ensure(nodes: &[NodeValue], at: Addr<'_>, ensure: &mut Ensure) {
    let base = at.to_string();
    for node in nodes.iter().filter(|node| node.verb().is_some()) {
        let below = node.names_below(&base);
        let found = at.schema().and_then(|top| find(top, &below));
        let mut names = at.names().to_vec();
        let addr = found.as_ref().and_then(|found| {
            names.extend(found.names.iter().map(|(_, name)| &**name));
            Addr::find(at.tree(), found.node.id(), &names)
        });
        let text = match &node.unwritable {
            None => Ok(node.data.clone()),
            Some(unwritable) => Err(unwritable.clone()),
        };
        ensure.set_text(addr.unwrap_or(Addr::NOWHERE), text);
    }
}

/// The node with these names below another, if its tree has one.
fn find<'d>(top: NodeRef<'d>, below: &'d [Cow<'_, str>]) -> Option<Defined<'d>> {
    let mut found = Defined {
        node: top,
        names: Vec::new(),
    };
    for name in below {
        let named = |child: &NodeRef<'_>| !child.dynamic && child.name.eq_ignore_ascii_case(name);
        found.node = match found.node.children().find(named) {
            Some(child) => child,
            None => {
                let child = found.node.children().find(|child| child.dynamic)?;
                found.names.push((child, Cow::Borrowed(name)));
                child
            }
        };
    }
    Some(found)
}

pub(super) fn list<T: CspNode>(value: &T, uri: &str) -> Vec<NodeValue> {
    let mut nodes = Vec::new();
    let (parent, name) = uri.rsplit_once('/').unwrap_or((".", uri));
    let name = decode_segment(name).unwrap_or(name.into());
    value.write_to(Destination::new(&mut nodes, parent, &name));
    nodes
}
