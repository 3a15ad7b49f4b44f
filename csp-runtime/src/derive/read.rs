//! Putting a value together: the nodes that were found, and the place in them where a field reads.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::definition;
use crate::address::NodeKind;
use crate::value::{ReadValueError, Value};
use csp_schema::NodeDefinition;
use csp_schema::uri::{LocUri, decode_segment};

/// Why nodes are not a value of the type that they were read as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadError {
    /// The LocURI of the node at fault.
    pub uri: String,
    /// What is wrong with its text; `None` when the node is not there.
    pub unreadable: Option<ReadValueError>,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.unreadable {
            Some(unreadable) => write!(f, "`{}`: {unreadable}", self.uri),
            None => write!(
                f,
                "`{}` is missing: read its parent with everything below it, or make the field an `Option`",
                self.uri
            ),
        }
    }
}

impl std::error::Error for ReadError {}

/// The nodes at and below a LocURI. They stand side by side: a device says how deep a LocURI goes, and a node within a node would take the stack
/// with it.
#[derive(Debug, Default)]
pub(super) struct Found<'f> {
    uri: String,
    /// The topmost first, if it was found.
    nodes: Vec<FoundNode<'f>>,
    /// By parent and by name in small letters.
    children: BTreeMap<(usize, String), usize>,
}

/// A node that was found.
#[derive(Debug, Default)]
struct FoundNode<'f> {
    name: Cow<'f, str>,
    text: &'f str,
}

impl<'f> Found<'f> {
    /// Sorts the nodes that lie at or below `uri`. Names are compared without case, as Windows compares them.
    pub(super) fn collect(uri: &str, nodes: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let base = path(uri);
        let mut found = Self {
            uri: uri.to_owned(),
            ..Self::default()
        };
        for (uri, text) in nodes {
            let path = path(uri);
            let is_below = path.len() >= base.len()
                && base
                    .iter()
                    .zip(&path)
                    .all(|(a, b)| a.eq_ignore_ascii_case(b));
            if !is_below {
                continue;
            }
            if found.nodes.is_empty() {
                found.nodes.push(FoundNode::default());
            }
            let names = path.into_iter().skip(base.len());
            let node = names.fold(0, |parent, name| found.add(parent, name));
            if let Some(node) = found.nodes.get_mut(node) {
                node.text = text;
            }
        }
        found
    }

    /// The child of this name, new if there is none.
    fn add(&mut self, parent: usize, name: Cow<'f, str>) -> usize {
        let key = (parent, name.to_ascii_lowercase());
        let nodes = &mut self.nodes;
        *self.children.entry(key).or_insert_with(|| {
            nodes.push(FoundNode { name, text: "" });
            nodes.len() - 1
        })
    }

    fn entry(&self, at: usize) -> Option<Entry<'_>> {
        let node = self.nodes.get(at)?;
        Some(Entry {
            found: self,
            at,
            node,
        })
    }

    pub(super) fn place(&self) -> NodeReader<'_> {
        NodeReader {
            uri: self.uri.clone(),
            entry: self.entry(0),
            parent: None,
            known: NamedChildren::default(),
        }
    }
}

/// A node among all that were found.
#[derive(Debug, Clone, Copy)]
struct Entry<'f> {
    found: &'f Found<'f>,
    at: usize,
    node: &'f FoundNode<'f>,
}

impl<'f> Entry<'f> {
    fn child(self, name: &str) -> Option<Self> {
        let key = (self.at, name.to_ascii_lowercase());
        self.found.entry(*self.found.children.get(&key)?)
    }

    fn children(self) -> impl Iterator<Item = Self> {
        let named = |parent| (parent, String::new());
        let children = self
            .found
            .children
            .range(named(self.at)..named(self.at + 1));
        children.filter_map(move |(_, at)| self.found.entry(*at))
    }
}

/// The decoded names of a LocURI. Without a scope it is the device's (MS-MDM). An address that cannot be read is nowhere.
fn path(uri: &str) -> Vec<Cow<'_, str>> {
    let Ok(uri) = LocUri::parse(uri) else {
        return Vec::from([Cow::Borrowed("")]);
    };
    let mut path: Vec<_> = uri
        .segments()
        .filter_map(|segment| decode_segment(segment).ok())
        .collect();
    if path
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case("Vendor"))
    {
        path.insert(0, Cow::Borrowed("Device"));
    }
    path
}

/// A field of an interior node: its name, and whether that is a title because its nodes are named at run time.
pub type Field = (&'static str, bool);

/// The children that an interior node has by name: its fields, and what the generated node has that the struct stands for.
#[derive(Debug, Clone, Copy, Default)]
struct NamedChildren {
    fields: &'static [Field],
    node: Option<NodeDefinition<'static>>,
}

impl NamedChildren {
    fn has(self, name: &str) -> bool {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let mut fields = self.fields.iter();
        let mut children = self.node.into_iter().flat_map(NodeDefinition::children);
        fields.any(|(field, is_dynamic)| !is_dynamic && is(field))
            || children.any(|child| !child.dynamic && is(&child.name))
    }
}

/// The place where a node is read, whether or not it is there.
#[derive(Debug)]
pub struct NodeReader<'f> {
    uri: String,
    entry: Option<Entry<'f>>,
    /// Where the instances are, if the node is named at run time, and the fields there.
    parent: Option<Entry<'f>>,
    known: NamedChildren,
}

impl<'f> NodeReader<'f> {
    pub(super) const fn exists(&self) -> bool {
        self.entry.is_some()
    }

    /// Whether the node is there, with no text and nothing below it.
    pub(super) fn is_blank(&self) -> bool {
        self.entry
            .is_some_and(|entry| entry.node.text.is_empty() && entry.children().next().is_none())
    }

    /// Reads a leaf.
    ///
    /// # Errors
    ///
    /// The leaf is missing, or its text is no value of the type.
    pub fn value<V: for<'a> Value<Read<'a> = V>>(self) -> Result<V, ReadError> {
        self.value_with::<V, V>(Ok)
    }

    /// Reads a leaf, and keeps of its value what `keep` makes of it.
    pub(super) fn value_with<V: Value, K>(
        self,
        keep: impl FnOnce(V::Read<'f>) -> Result<K, ReadValueError>,
    ) -> Result<K, ReadError> {
        let entry = self.entry.ok_or_else(|| self.missing())?;
        V::read(entry.node.text)
            .and_then(keep)
            .map_err(|unreadable| ReadError {
                uri: self.uri,
                unreadable: Some(unreadable),
            })
    }

    /// Reads an interior node with these fields.
    ///
    /// # Errors
    ///
    /// The node is missing.
    pub fn interior(self, fields: &'static [Field]) -> Result<Interior<'f>, ReadError> {
        self.known(NamedChildren { fields, node: None })
    }

    /// Reads an interior node with these fields, which stands for a generated one: of that one's children some may be no fields.
    ///
    /// # Errors
    ///
    /// The node is missing.
    pub fn interior_like<K: NodeKind>(
        self,
        fields: &'static [Field],
    ) -> Result<Interior<'f>, ReadError> {
        let node = definition::<K>();
        self.known(NamedChildren { fields, node })
    }

    fn known(self, known: NamedChildren) -> Result<Interior<'f>, ReadError> {
        let entry = self.entry.ok_or_else(|| self.missing())?;
        Ok(Interior {
            uri: self.uri,
            entry,
            known,
        })
    }

    /// The instances of a node that is named at run time.
    pub(super) fn instances(&self) -> impl Iterator<Item = (&'f str, NodeReader<'f>)> + '_ {
        let base = self.uri.rsplit_once('/').map_or("", |(base, _)| base);
        let children = self.parent.into_iter().flat_map(Entry::children);
        children
            .filter(|child| !self.known.has(&child.node.name))
            .map(move |child| {
                let name = &*child.node.name;
                (name, NodeReader::below(base, name, Some(child)))
            })
    }

    fn below(base: &str, name: &str, entry: Option<Entry<'f>>) -> Self {
        let mut uri = format!("{base}/");
        csp_schema::uri::push_segment(&mut uri, name);
        Self {
            uri,
            entry,
            parent: None,
            known: NamedChildren::default(),
        }
    }

    fn missing(&self) -> ReadError {
        ReadError {
            uri: self.uri.clone(),
            unreadable: None,
        }
    }
}

/// The fields of an interior node that is being read.
#[derive(Debug)]
pub struct Interior<'f> {
    uri: String,
    entry: Entry<'f>,
    known: NamedChildren,
}

impl<'f> Interior<'f> {
    /// The place of a field.
    pub fn field(&self, name: &str) -> NodeReader<'f> {
        NodeReader {
            parent: Some(self.entry),
            known: self.known,
            ..NodeReader::below(&self.uri, name, self.entry.child(name))
        }
    }
}
