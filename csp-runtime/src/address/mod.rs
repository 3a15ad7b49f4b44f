//! Typed addresses: a node of a generated tree with the dynamic names on the way to it, and the traits that generated nodes implement.

pub(crate) mod derived;
mod owned;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::slice;

pub use owned::{AddressError, Owned};

use crate::value::Value;
use csp_schema::uri;
use csp_schema::{NodeDefinition, NodeId, Row, Tree};

/// How many dynamic names an address can hold. Microsoft's files need three; the generator refuses a definition that needs more than this.
pub const MAX_NAMES: usize = 6;

/// A place in a generated tree and the dynamic names on the way there. Addresses are small values: copy them freely.
///
/// `Display` writes the LocURI, names percent-encoded: `./Device/Vendor/MSFT/X/MSI/%7B1803A630%7D/Status`.
#[derive(Clone, Copy)]
pub struct Addr<'a> {
    tree: &'static Tree,
    node: NodeId,
    len: u8,
    names: [&'a str; MAX_NAMES],
}

impl<'a> Addr<'a> {
    /// The first root of a tree.
    #[doc(hidden)]
    #[inline]
    pub const fn root(tree: &'static Tree) -> Self {
        Self::new(tree, 0)
    }

    /// A root of a tree, or a node without dynamic names above it.
    #[doc(hidden)]
    pub const fn new(tree: &'static Tree, node: NodeId) -> Self {
        Self {
            tree,
            node,
            len: 0,
            names: [""; MAX_NAMES],
        }
    }

    /// The descendant at a constant distance in document order.
    #[doc(hidden)]
    #[inline]
    pub const fn child(mut self, offset: NodeId) -> Self {
        self.node += offset;
        self
    }

    /// The address with one more dynamic name: that of the child that is reached next.
    #[doc(hidden)]
    #[inline]
    pub const fn named(mut self, name: &'a str) -> Self {
        self.names[self.len as usize] = name;
        self.len += 1;
        self
    }

    /// The nth dynamic name, counted from the root.
    #[doc(hidden)]
    pub const fn name(&self, nth: usize) -> &'a str {
        self.names[nth]
    }

    /// A node with the names on the way to it, as another address gave them.
    #[doc(hidden)]
    pub fn with_names(tree: &'static Tree, node: NodeId, names: &'a [impl AsRef<str>]) -> Self {
        let mut addr = Self::new(tree, node);
        for (slot, name) in addr.names.iter_mut().zip(names) {
            *slot = name.as_ref();
            addr.len += 1;
        }
        addr
    }

    /// A node found by its LocURI: `names` are its dynamic names, from the root. `None` when the tree has no such node or it takes another number
    /// of names.
    pub fn find(tree: &'static Tree, node: NodeId, names: &[&'a str]) -> Option<Self> {
        let wanted = tree.node(node)?.dynamic_titles().len();
        if names.len() != wanted || wanted > MAX_NAMES {
            return None;
        }
        let mut addr = Self::new(tree, node);
        addr.names[..wanted].copy_from_slice(names);
        addr.len = wanted as u8;
        Some(addr)
    }

    /// The tree that the node belongs to.
    pub const fn tree(&self) -> &'static Tree {
        self.tree
    }

    /// The index of the node in its tree.
    pub const fn id(&self) -> NodeId {
        self.node
    }

    /// The dynamic names on the way here, from the root.
    #[inline]
    pub fn names(&self) -> &[&'a str] {
        &self.names[..usize::from(self.len)]
    }

    /// What the schema says of the node.
    #[inline]
    pub fn schema(&self) -> Option<NodeDefinition<'static>> {
        self.tree.node(self.node)
    }

    /// Appends the LocURI.
    pub fn write_uri(&self, out: &mut String) {
        if let Some(node) = self.schema() {
            out.push_str(node.root_path());
            let rows = &self.tree.table().rows;
            push_path(rows, node.row(), &mut self.names().iter(), out);
        }
    }
}

/// Appends the segments of a node from its root down, which takes the dynamic names on the way.
fn push_path(rows: &[Row], row: &Row, names: &mut slice::Iter<'_, &str>, out: &mut String) {
    if row.parent != Row::NO_PARENT {
        if let Some(parent) = rows.get(usize::from(row.parent)) {
            push_path(rows, parent, names, out);
        }
    }
    out.push('/');
    if row.dynamic {
        uri::push_segment(out, names.next().copied().unwrap_or_default())
    } else {
        uri::push_segment(out, &row.name)
    }
}

impl PartialEq for Addr<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree)
            && self.node == other.node
            && self.names() == other.names()
    }
}

impl Eq for Addr<'_> {}

impl Hash for Addr<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.node, self.names()).hash(state);
    }
}

impl fmt::Display for Addr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut uri = String::new();
        self.write_uri(&mut uri);
        f.write_str(&uri)
    }
}

impl fmt::Debug for Addr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Addr({self})")
    }
}

/// The marker type of a generated CSP: it ties nodes and routes of one CSP together.
pub trait Csp: Sized + 'static {
    /// The schema.
    const TREE: &'static Tree;
    /// The address type of the CSP's nodes.
    type At<'a, K: NodeKind<Csp = Self>>: NodeAddress<'a, Kind = K>;
}

/// A kind of node: what all places that share one Rust type have in common.
///
/// Its value names the kind where a route is registered (`edam::node::MsiStatus`). It follows from the one line that generated code says of a kind.
pub trait NodeKind: 'static {
    /// The CSP that the node belongs to.
    type Csp: Csp;
    /// The type of the node's value.
    type Value: Value;
    /// The verbs that the node permits, a type of [`access`](crate::access).
    type Access;
    /// The class of the rows of this kind.
    const CLASS: u16;
}

/// What generated code says of a kind of node, in one associated type: each of 5,766 kinds of all of Windows costs the compiler one small impl.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a kind of node",
    note = "a handler is registered for a kind, which `node` names: `edam::node::MsiStatus`"
)]
pub trait KindIs {
    /// An [`Is`].
    type Is: ?Sized;
}

/// The facts of a kind: its CSP, the type of its value, its AccessType, its class.
#[doc(hidden)]
#[derive(Debug)]
pub struct Is<C, V, A, const CLASS: u16>(PhantomData<(C, V, A)>);

/// The names of the values of a kind. Read from the schema, where they cost the compiler nothing.
#[doc(hidden)]
pub trait Names {
    /// The name of the constant with exactly this value.
    fn name(value: i64) -> Option<&'static str>;
}

impl<C: Csp, V, A, const CLASS: u16> Names for Is<C, V, A, CLASS> {
    fn name(value: i64) -> Option<&'static str> {
        C::TREE.constant(CLASS, value)
    }
}

/// The bounds are here and not on what generated code implements, where they would be checked again for every kind.
impl<K, C, V, A, const CLASS: u16> NodeKind for K
where
    K: KindIs<Is = Is<C, V, A, CLASS>> + 'static,
    C: Csp,
    V: Value,
{
    type Csp = C;
    type Value = V;
    type Access = A;
    const CLASS: u16 = CLASS;
}

/// The address of a node of kind `K`, which is what its handlers receive: `At<'_, node::X>`.
///
/// For a node of a generated module it is the `At` of that module, whose methods are the node's children. Derived structs have no `At` beside them:
/// several can stand in one module, and their modules of `nodes` are the fields' names, of which one may be `at`.
///
/// ```
/// use csp_runtime::{At, Context, StatusCode};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// fn status(_: &mut (), _: &mut Context<'_>, node: At<'_, edam::node::MsiStatus>) -> Result<edam::MsiStatus, StatusCode> {
///     match node.product_id() {
///         "{1803A630}" => Ok(edam::MsiStatus::ENFORCEMENT_COMPLETED),
///         _ => Err(StatusCode::NOT_FOUND),
///     }
/// }
///
/// let dispatcher = edam::csp(()).get(edam::node::MsiStatus, status);
/// ```
pub type At<'a, K> = <<K as NodeKind>::Csp as Csp>::At<'a, K>;

/// The typed address of a node: what requests take and handlers receive.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the address of a node",
    note = "an address begins at a root of its CSP and goes down by name: `edam::device().msi().product_id(\"..\").status()`"
)]
pub trait NodeAddress<'a>: Copy {
    /// The kind of the node.
    type Kind: NodeKind;

    /// The same address with its type forgotten.
    fn addr(self) -> Addr<'a>;

    /// The typed address of `addr`, which must be of this kind.
    #[doc(hidden)]
    fn at(addr: Addr<'a>) -> Self;
}

/// The type of the value of a node.
pub type ValueOf<'a, N> = <<N as NodeAddress<'a>>::Kind as NodeKind>::Value;
/// The verbs that a node permits.
pub type AccessOf<'a, N> = <<N as NodeAddress<'a>>::Kind as NodeKind>::Access;

/// The LocURI of a node, names percent-encoded.
///
/// Generated address types have no methods but their children and dynamic names, so this is a function.
pub fn loc_uri<'a>(node: impl NodeAddress<'a>) -> String {
    node.addr().to_string()
}

/// Whether a LocURI, however it is spelled, is that of a node: how the alert that tells the end of an accepted Exec is known.
pub fn is_at<'a>(uri: &str, node: impl NodeAddress<'a>) -> bool {
    csp_schema::same_node::same_node(uri, &loc_uri(node))
}
