//! What an Atomic did so far: the record by which it is undone.

use super::dm_tree::Located;
use super::names::Names;
use crate::store::Savepoint;
use csp_schema::{NodeId, Verb};

/// What was done in an Atomic so far, in order.
#[derive(Debug, Default)]
pub(super) struct Journal(pub(super) Vec<Done>);

impl Journal {
    /// The mounts whose handlers were called, each once, in the order of their numbers; and whether they were called for the user.
    pub(super) fn participants(&self) -> Vec<(u16, bool)> {
        let handled = self.0.iter().filter(|done| done.handled);
        let mut mounts: Vec<_> = handled.map(|done| (done.mount, done.user)).collect();
        mounts.sort_unstable();
        mounts.dedup_by_key(|(mount, _)| *mount);
        mounts
    }

    /// What the handlers of a mount did.
    pub(super) fn of(&self, mount: u16) -> impl Iterator<Item = &Done> {
        let done = self.0.iter();
        done.filter(move |done| done.handled && done.mount == mount)
    }
}

/// What was done to one node.
#[derive(Debug)]
pub(super) struct Done {
    /// The index of the item in the message that says how it ended; `None` where that failed, and says so already.
    pub(super) item: Option<usize>,
    pub(super) verb: Verb,
    pub(super) mount: u16,
    pub(super) node: NodeId,
    pub(super) names: Vec<String>,
    pub(super) user: bool,
    /// What the Get handler said before, where the tree had no value.
    pub(super) outside: Option<String>,
    /// The tree before it.
    pub(super) savepoint: Savepoint,
    /// Whether a handler was called.
    pub(super) handled: bool,
}

impl Done {
    pub(super) fn new(located: Located<'_>, verb: Verb, user: bool, savepoint: Savepoint) -> Self {
        let names = located.names.as_slice().iter();
        Self {
            item: None,
            verb,
            mount: located.mount,
            node: located.node,
            names: names.map(|name| (*name).to_owned()).collect(),
            user,
            outside: None,
            savepoint,
            handled: false,
        }
    }

    pub(super) fn located(&self) -> Located<'_> {
        let mut names = Names::NONE;
        for name in &self.names {
            names.push(name);
        }
        Located {
            mount: self.mount,
            node: self.node,
            names,
        }
    }
}
