//! The address type of CSPs that are described in Rust.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::{Addr, NodeAddress, NodeKind};

/// The address of a node of a CSP that no generator wrote.
///
/// A generated module declares such a type for itself, since the methods for a node's children stand in the crate of the type that has them (E0116).
/// A derived node has no such methods, so that one type does for all derived CSPs. It has no parameter for the CSP: the index of generated modules
/// needs one, to tell apart the names that they give to one type.
pub struct At<'a, K> {
    addr: Addr<'a>,
    kind: PhantomData<fn() -> K>,
}

impl<'a, K> At<'a, K> {
    /// Types an address.
    pub const fn new(addr: Addr<'a>) -> Self {
        Self {
            addr,
            kind: PhantomData,
        }
    }
}

impl<K> Clone for At<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for At<'_, K> {}

impl<K> PartialEq for At<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        self.addr == other.addr
    }
}

impl<K> Eq for At<'_, K> {}

impl<K> Hash for At<'_, K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.addr.hash(state);
    }
}

impl<K> fmt::Display for At<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addr.fmt(f)
    }
}

impl<K> fmt::Debug for At<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.addr)
    }
}

impl<'a, K: NodeKind> NodeAddress<'a> for At<'a, K> {
    type Kind = K;

    fn addr(self) -> Addr<'a> {
        self.addr
    }

    fn at(addr: Addr<'a>) -> Self {
        Self::new(addr)
    }
}
