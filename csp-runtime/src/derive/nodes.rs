//! A value taken apart: the list of nodes that hold it.

use std::borrow::Cow;
use std::fmt;

use super::{CspNode, Destination};
use crate::value::WriteValueError;
use csp_schema::uri::decode_segment;
use csp_schema::{AccessSet, Format, Verb};

/// A node with the text that it shall have.
#[derive(Clone, PartialEq, Eq)]
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
    pub unwritable: Option<WriteValueError>,
}

/// The value may be secret, so that its length is all that is shown.
impl fmt::Debug for NodeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NodeValue")
            .field("uri", &self.uri)
            .field("access", &self.access)
            .field("format", &self.format)
            .field("bytes", &self.data.as_ref().map(String::len))
            .field("unwritable", &self.unwritable)
            .finish()
    }
}

impl NodeValue {
    /// The verb that gives a device the node: Replace for a leaf that permits it, else Add; `None` for a node that a server cannot write.
    pub fn verb(&self) -> Option<Verb> {
        let replaces = self.data.is_some() && self.access.contains(Verb::Replace);
        if replaces {
            Some(Verb::Replace)
        } else {
            Some(Verb::Add).filter(|add| self.access.contains(*add))
        }
    }

    /// The names from a LocURI to the node, decoded.
    pub fn names_below(&self, at: &str) -> Vec<Cow<'_, str>> {
        let below = self.uri.strip_prefix(at).unwrap_or_default();
        let segments = below.split('/').filter(|segment| !segment.is_empty());
        segments
            .map(|segment| decode_segment(segment).unwrap_or(Cow::Borrowed(segment)))
            .collect()
    }
}

pub(super) fn list<T: CspNode>(value: &T, uri: &str) -> Vec<NodeValue> {
    let mut nodes = Vec::new();
    let (parent, name) = uri.rsplit_once('/').unwrap_or((".", uri));
    let name = decode_segment(name).unwrap_or(name.into());
    value.write_to(Destination::new(&mut nodes, parent, &name));
    nodes
}
