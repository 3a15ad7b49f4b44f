//! Subtrees that are described in Rust: what `#[derive(CspNode)]` and `#[derive(CspValue)]` implement.
//!
//! One trait, [`CspNode`], stands for everything that can be a node: a value is a leaf, a struct an interior node, an `Option` a node that may be
//! missing and a `BTreeMap` one whose instances are named at run time. So the macros write down names and facts, and the shapes are here.

mod describe;
mod fields;
mod inner;
mod layout;
mod leaf;
mod list;
pub mod matching;
mod nodes;
mod read;
mod takes;
mod write;

pub use describe::{Describe, FactLine};
pub use fields::Unread;
pub use inner::Inner;
pub use layout::{Layout, class_of};
pub use leaf::{KeptText, choose_text};
pub(crate) use list::Listed;
pub use nodes::NodeValue;
use read::Found;
pub use read::{Field, Interior, NodeReader, ReadError};
pub use takes::{Matches, Says, Takes, default_fault, rules_fault};
pub use write::{Destination, Fields};

use std::fmt::Display;

use crate::address::{Csp, NodeKind};
use crate::dispatch::Dispatcher;
use crate::value::Value;
use csp_schema::{Format, NodeDefinition, Tree};

/// A Rust type that describes a node of a management tree, with everything below it.
///
/// Derive it on structs, and `CspValue` on enums and newtypes. A struct with a `device` or `user` path is a CSP of its own, which a device serves.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a node",
    label = "no node can have this type",
    note = "a leaf is a `bool`, an integer, `f64`, `String`, `Bytes`, `()`, a type with `#[derive(CspValue)]`, or a `Vec` or `List` of such; an interior \
            node is a struct with `#[derive(CspNode)]`; `Option<_>` is a node that may be missing, `BTreeMap<String, _>` one that is named at run time"
)]
pub trait CspNode: Sized + 'static {
    /// The type of the node's value: its own for a leaf, the names of its children for an interior node.
    type Value: Value;

    /// What holds the value on the wire, whatever names it has in Rust.
    #[doc(hidden)]
    type Wire;

    /// The fields of the node's struct; none for a leaf.
    #[doc(hidden)]
    const LAYOUT: &'static Layout = Layout::LEAF;

    /// The format of the node's value.
    #[doc(hidden)]
    const FORMAT: Format = Format::Node;

    /// Which of the values of its format the type takes.
    #[doc(hidden)]
    const TAKES: Takes = Takes::All;

    /// What parts the elements, where the node is a list.
    #[doc(hidden)]
    const DELIMITER: Option<char> = None;

    /// The default that the type says of itself.
    #[doc(hidden)]
    const DEFAULT: Option<&'static str> = None;

    /// Whether the node is named at run time.
    #[doc(hidden)]
    const DYNAMIC: bool = false;

    /// The definition of the node, where the type stands for a generated one.
    fn definition() -> Option<NodeDefinition<'static>> {
        None
    }

    /// What the type says of itself, as a tree whose root is its node; `None` where it says what no tree can hold.
    fn description() -> Option<Tree> {
        Describe::tree::<Self>("Node")
    }

    /// Says the facts of the type, and describes the fields.
    #[doc(hidden)]
    fn describe(node: &mut Describe);

    /// Writes the node and what is below it.
    #[doc(hidden)]
    fn write_to(&self, node: Destination<'_>);

    /// Reads the node and what is below it.
    #[doc(hidden)]
    fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError>;

    /// The nodes that hold this value at a LocURI or an address, parents before children.
    fn to_nodes(&self, at: impl Display) -> Vec<NodeValue> {
        nodes::list(self, &at.to_string())
    }

    /// Reads the value at a LocURI or an address from nodes and their texts, in any order. Nodes elsewhere do not count.
    ///
    /// # Errors
    ///
    /// A node that is not there and no `Option`, and a text that is no value of its node.
    fn from_nodes<'a>(
        at: impl Display,
        nodes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ReadError> {
        let found = Found::collect(&at.to_string(), nodes);
        Self::read_from(found.place())
    }

    /// Mounts the CSP with a program's own state: register handlers on it, then give it to a device.
    fn csp<S: Send + 'static>(state: S) -> Dispatcher<Self, S>
    where
        Self: Csp,
    {
        Dispatcher::new(state)
    }

    /// Mounts the CSP with no handlers: the device serves it from its in-memory tree, by the rules of the description.
    ///
    /// A leaf that is always there and was never set has its default; without one, the least value that it takes: the first of the named values,
    /// 0, `false`, or an empty text.
    fn in_memory() -> Dispatcher<Self, ()>
    where
        Self: Csp,
    {
        Dispatcher::new(())
    }
}

/// The first node of a kind: what all nodes of one kind say of themselves is the same.
pub fn definition<K: NodeKind>() -> Option<NodeDefinition<'static>> {
    K::Csp::TREE.nodes().find(|node| node.class == K::CLASS)
}

/// A struct that describes one kind of node: the root of its CSP, or the generated node that its `tree` names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which node it describes",
    label = "neither a root nor a generated node",
    note = "say where it is a root, `#[csp(device = \"./Device/Vendor/..\")]`, or which generated node it stands for, `#[csp(tree = ..)]`"
)]
pub trait StandsFor: CspNode {
    /// The kind of the node.
    type Node: NodeKind;
}

/// A kind of node that is `K`. Implemented for every kind and itself.
#[diagnostic::on_unimplemented(
    message = "this node is `{K}`, and the struct describes `{Self}`",
    label = "another node than the struct's"
)]
pub trait IsKind<K> {}

impl<K: NodeKind> IsKind<K> for K {}
