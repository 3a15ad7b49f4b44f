//! Addresses that own their names: for what outlives the names, as a queue of jobs does.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::{Addr, At, Csp as _, MAX_NAMES, NodeAddress, NodeKind};
use csp_schema::same_node::segments;
use csp_schema::uri::{LocUri, decode_segment};
use csp_schema::{NodeDefinition, NodeId};

/// The address of a node of kind `K` that owns the names on the way there.
///
/// [`at`](Self::at) borrows it as the address that it was made from, for every place where an address goes. It prints as its LocURI and is read
/// from one; with the feature `serde` it is kept as one.
///
/// ```
/// use csp_runtime::Owned;
/// use csp_server::{GetCommands, Request};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// let mut queue = Vec::new();
/// for number in 0..3 {
///     let name = format!("{{1803A630-{number}}}"); // it need not live as long as the queue
///     queue.push(Owned::new(edam::device().msi().product_id(&name).status()));
/// }
/// let mut request = Request::fragment();
/// let tickets: Vec<_> = queue.iter().map(|job| request.get(job.at())).collect();
/// assert_eq!(tickets[0].uri(), queue[0].to_string());
/// ```
pub struct Owned<K> {
    node: NodeId,
    names: Box<[Box<str>]>,
    kind: PhantomData<fn() -> K>,
}

impl<K: NodeKind> Owned<K> {
    /// Takes the names of an address over.
    pub fn new<'n>(node: impl NodeAddress<'n, Kind = K>) -> Self {
        let addr = node.addr();
        Self {
            node: addr.id(),
            names: addr.names().iter().map(|name| (*name).into()).collect(),
            kind: PhantomData,
        }
    }

    /// The address.
    pub fn at(&self) -> At<'_, K> {
        At::<K>::at(self.addr())
    }

    fn addr(&self) -> Addr<'_> {
        Addr::with_names(K::Csp::TREE, self.node, &self.names)
    }
}

/// Why a text is no address of a kind of node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressError {
    uri: String,
    wanted: String,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not the LocURI of a node such as `{}`",
            self.uri, self.wanted
        )
    }
}

impl std::error::Error for AddressError {}

impl<K: NodeKind> FromStr for Owned<K> {
    type Err = AddressError;

    /// Reads a LocURI; case does not count in the names of the definition, and `./Device` may be left out.
    fn from_str(uri: &str) -> Result<Self, AddressError> {
        let mut roots = K::Csp::TREE.roots();
        roots.find_map(|root| find::<K>(root, uri)).ok_or_else(|| {
            let known = K::Csp::TREE.nodes().find(|node| node.class == K::CLASS);
            AddressError {
                uri: uri.to_owned(),
                wanted: known.map(NodeDefinition::uri).unwrap_or_default(),
            }
        })
    }
}

/// The node of kind `K` with this LocURI, at or below a root.
fn find<K: NodeKind>(root: NodeDefinition<'static>, uri: &str) -> Option<Owned<K>> {
    if LocUri::parse(uri).ok()?.query().is_some() {
        return None;
    }
    let mut path = segments(uri.trim()).map(|segment| decode_segment(segment).ok());
    let is = |known: &str, name: &str| known.eq_ignore_ascii_case(name);
    for known in segments(root.root_path()).chain([&*root.name]) {
        path.next()?.filter(|name| is(known, name))?;
    }
    let (mut node, mut names) = (root, Vec::new());
    for name in path {
        let name = name?;
        let named = |child: &NodeDefinition<'_>| !child.dynamic && is(&child.name, &name);
        node = match node.children().find(named) {
            Some(child) => child,
            None => {
                names.push(Box::from(&*name));
                node.children().find(|child| child.dynamic)?
            }
        };
    }
    (node.class == K::CLASS && names.len() <= MAX_NAMES).then(|| Owned {
        node: node.id(),
        names: names.into(),
        kind: PhantomData,
    })
}

impl<K> Clone for Owned<K> {
    fn clone(&self) -> Self {
        Self {
            node: self.node,
            names: self.names.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> PartialEq for Owned<K> {
    fn eq(&self, other: &Self) -> bool {
        (self.node, &self.names) == (other.node, &other.names)
    }
}

impl<K> Eq for Owned<K> {}

impl<K> Hash for Owned<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.node, &self.names).hash(state);
    }
}

impl<K: NodeKind> fmt::Display for Owned<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addr().fmt(f)
    }
}

impl<K: NodeKind> fmt::Debug for Owned<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Owned({self})")
    }
}

#[cfg(feature = "serde")]
impl<K: NodeKind> serde::Serialize for Owned<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de, K: NodeKind> serde::Deserialize<'de> for Owned<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let uri = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        uri.parse().map_err(serde::de::Error::custom)
    }
}
