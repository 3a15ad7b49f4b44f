//! Whole subtrees at once: the commands for a value whose type describes them, and the value from a listing.

use std::borrow::Cow;
use std::fmt::Display;

use crate::ensure::Ensure;
use crate::reply::Listing;
use crate::request::{Defined, Raw, Request, Ticket, undefined};
use csp_runtime::derive::{CspNode, IsKind, NodeValue, ReadError, StandsFor};
use csp_runtime::{Addr, MAX_NAMES, NodeAddress};
use csp_schema::NodeDefinition;

impl Request {
    /// Writes the commands that give a device this value at a LocURI or an address: a Replace for each leaf that permits it, an Add for what can
    /// only be added. What a server cannot write is left out. An Add of a node that is there already answers 418, which changes nothing.
    ///
    /// Names and values are checked by the definition, the generated one where the type stands for a node of it: [`finish`](Self::finish) reports
    /// what a device would refuse.
    pub fn write_all<T: CspNode>(&mut self, at: impl Display, value: &T) -> Vec<Ticket> {
        let nodes = value.to_nodes(at);
        let Some(base) = nodes.first().map(|node| node.uri.clone()) else {
            return Vec::new();
        };
        let described;
        let top = match T::definition() {
            Some(node) => Some(node),
            None => {
                described = T::description();
                described.as_ref().and_then(|tree| tree.node(0))
            }
        };
        let tickets = nodes.iter();
        tickets
            .filter_map(|node| self.write_node(node, &base, top))
            .collect()
    }

    /// Writes a node's command; `None` when it has none. `top` is the definition of the node at `base`.
    fn write_node(
        &mut self,
        node: &NodeValue,
        base: &str,
        top: Option<NodeDefinition<'_>>,
    ) -> Option<Ticket> {
        let verb = node.verb()?;
        let value = match &node.data {
            Some(data) => Raw::text(data),
            None => Raw::NONE,
        };
        let value = value.format(node.format.as_str());
        let names = node.names_below(base);
        let defined = top.and_then(|top| find(top, &names));
        let untyped = self.commands(|commands| {
            let untyped = commands.send_defined(verb, &node.uri, value, defined.as_ref());
            commands.refuse(&untyped, node.unwritable.as_ref());
            untyped
        });
        Some(Ticket::new(untyped))
    }
}

impl Ensure {
    /// Wants this value at a node, with everything below it. The struct is the root of its CSP, or says with `tree` which generated node it stands
    /// for. What a server cannot write is left out; what the definition does not have is a fault of [`plan`](Self::plan).
    pub fn set_all<'n, T, N>(&mut self, node: N, value: &T)
    where
        T: StandsFor,
        N: NodeAddress<'n>,
        T::Node: IsKind<N::Kind>,
    {
        let at = node.addr();
        let base = at.to_string();
        let nodes = value.to_nodes(at);
        for node in nodes.iter().filter(|node| node.verb().is_some()) {
            let below = node.names_below(&base);
            let Some(found) = at.schema().and_then(|top| find(top, &below)) else {
                self.fault(&node.uri, undefined(at));
                continue;
            };
            let mut names = at.names().to_vec();
            names.extend(found.names.iter().map(|(_, name)| &**name));
            let Some(addr) = Addr::find(at.tree(), found.node.id(), &names) else {
                let count = names.len();
                let reason = format!(
                    "there are {count} dynamic names on the way to it, and an address holds {MAX_NAMES}"
                );
                self.fault(&node.uri, reason);
                continue;
            };
            let text = match &node.unwritable {
                None => Ok(node.data.clone()),
                Some(unwritable) => Err(unwritable.clone()),
            };
            self.set_text(addr, text);
        }
    }
}

impl Listing<'_> {
    /// Reads the value at a LocURI or an address from what a device listed there.
    ///
    /// # Errors
    ///
    /// As for [`CspNode::from_nodes`].
    pub fn read_all<T: CspNode>(&self, at: impl Display) -> Result<T, ReadError> {
        let entries = self.entries().iter();
        T::from_nodes(
            at,
            entries.map(|entry| (entry.uri(), entry.text().unwrap_or_default())),
        )
    }
}

/// The node with these names below another, if its tree has one.
fn find<'d>(top: NodeDefinition<'d>, below: &'d [Cow<'_, str>]) -> Option<Defined<'d>> {
    let mut found = Defined {
        node: top,
        names: Vec::new(),
    };
    for name in below {
        let parent = found.node;
        let named = || parent.children().filter(|child| !child.dynamic);
        let exact = named().find(|child| child.name == *name);
        // Of names that differ in case alone a device takes the one that is spelled so.
        let child = exact.or_else(|| named().find(|child| child.name.eq_ignore_ascii_case(name)));
        found.node = match child {
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
