//! What an Atomic did so far: the record by which it is undone.

use crate::dm_tree::Located;
use crate::names::Names;
use crate::store::Savepoint;
use csp_schema::{NodeId, Verb};

/// What was done in an Atomic so far, in order.
#[derive(Debug, Default)]
pub(crate) struct Journal(pub(crate) Vec<Done>);

impl Journal {
    /// The mounts whose handlers were called, each once, in the order of their numbers; and whether they were called for the user.
    pub(crate) fn participants(&self) -> Vec<(u16, bool)> {
        let handled = self.0.iter().filter(|done| done.handled);
        let mut mounts: Vec<_> = handled.map(|done| (done.mount, done.user)).collect();
        mounts.sort_unstable();
        mounts.dedup_by_key(|(mount, _)| *mount);
        mounts
    }

    /// What the handlers of a mount did.
    pub(crate) fn of(&self, mount: u16) -> impl Iterator<Item = &Done> {
        let done = self.0.iter();
        done.filter(move |done| done.handled && done.mount == mount)
    }
}

/// What was done to one node.
#[derive(Debug)]
pub(crate) struct Done {
    /// The index of the item in the message that says how it ended; `None` where that failed, and says so already.
    pub(crate) item: Option<usize>,
    pub(crate) verb: Verb,
    pub(crate) mount: u16,
    pub(crate) node: NodeId,
    pub(crate) names: Vec<String>,
    pub(crate) user: bool,
    /// What the Get handler said before, where the tree had no value.
    pub(crate) outside: Option<String>,
    /// The tree before it.
    pub(crate) savepoint: Savepoint,
    /// Whether a handler was called.
    pub(crate) handled: bool,
}

impl Done {
    pub(crate) fn new(located: Located<'_>, verb: Verb, user: bool, savepoint: Savepoint) -> Self {
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

    pub(crate) fn located(&self) -> Located<'_> {
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
