//! What a handler needs of whoever calls it: the tree, the alerts, who asks, and when.

use std::fmt;
use std::time::SystemTime;

use super::alert::Alert;
use super::error::HandlerError;
use crate::address::Addr;

/// The node that a handler speaks of: by its address, or by its LocURI where no generated code knows it.
#[derive(Clone, Copy)]
pub enum AddrOrUri<'n> {
    /// A node of a generated tree.
    Addr(Addr<'n>),
    /// A LocURI, spelled as the handler spells it.
    Uri(&'n str),
}

/// Prints as a LocURI.
impl fmt::Display for AddrOrUri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addr(addr) => addr.fmt(f),
            Self::Uri(uri) => f.write_str(uri),
        }
    }
}

impl fmt::Debug for AddrOrUri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whoever carries a dispatcher out. Handlers meet it as their [`Context`](super::Context).
///
/// A host follows the tree's shape and nothing else: AccessType is for servers.
pub trait Host {
    /// The stored value of a leaf; `None` when it has none.
    fn text(&self, node: AddrOrUri<'_>) -> Option<&str>;

    /// Whether a node exists.
    fn exists(&self, node: AddrOrUri<'_>) -> bool;

    /// Sets the value of a leaf, or creates an interior node, with everything that is missing on the way.
    ///
    /// # Errors
    ///
    /// The host has no such node, or no room for it.
    fn set(&mut self, node: AddrOrUri<'_>, text: &str) -> Result<(), HandlerError>;

    /// Removes a node with everything below it. Whether there was one.
    fn remove(&mut self, node: AddrOrUri<'_>) -> bool;

    /// The same below `./User` of every user, also of those who are not signed in. Whether anyone had one. A host that knows one user says no more.
    fn remove_for_all_users(&mut self, node: AddrOrUri<'_>) -> bool {
        self.remove(node)
    }

    /// The names of the instances below an interior node whose children are named at run time; none for any other node.
    fn instances(&self, node: AddrOrUri<'_>) -> Vec<&str>;

    /// Takes an alert, whose texts XML can carry.
    fn alert(&mut self, alert: Alert);

    /// The signed-in user, if there is one.
    fn user(&self) -> Option<&str>;

    /// The time.
    fn now(&self) -> SystemTime;
}
