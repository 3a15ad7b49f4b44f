//! The log of changes: what it takes to go back to an earlier state of the tree.

use super::{InstanceId, Store};
use csp_schema::NodeId;

/// One change, with what undoes it.
#[derive(Debug)]
pub(super) enum LogEntry {
    /// A record was created, set or removed; this was there before.
    Record {
        id: InstanceId,
        node: NodeId,
        before: Option<Option<String>>,
    },
    /// A value was appended to; it was this long before. (The old value itself would be kept once for each time.)
    Appended {
        id: InstanceId,
        node: NodeId,
        length: usize,
    },
    /// An instance was created.
    Created(InstanceId),
    /// An instance was cut off; its memory is kept until the change is final.
    CutOff(InstanceId),
}

/// The changes that can still be undone.
#[derive(Debug, Default)]
pub(super) struct Log(Vec<LogEntry>);

impl Log {
    pub(super) fn push(&mut self, change: LogEntry) {
        self.0.push(change);
    }
}

/// A state of the tree that [`Store::undo_to`] can bring back, until [`Store::settle`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Savepoint(usize);

impl Store {
    /// The state as it is now.
    pub(crate) fn savepoint(&self) -> Savepoint {
        Savepoint(self.log.0.len())
    }

    /// Undoes every change since the mark, the last one first.
    pub(crate) fn undo_to(&mut self, savepoint: Savepoint) {
        while self.log.0.len() > savepoint.0 {
            match self.log.0.pop() {
                None => return,
                Some(LogEntry::Record { id, node, before }) => {
                    self.set_record(id, node, before);
                    // The undoing itself is nothing to undo.
                    self.log.0.pop();
                }
                Some(LogEntry::Appended { id, node, length }) => self.shorten(id, node, length),
                Some(LogEntry::Created(id)) => {
                    self.unlink(id);
                    self.release(id);
                }
                Some(LogEntry::CutOff(id)) => self.link(id),
            }
        }
    }

    /// Makes every change final.
    pub(crate) fn settle(&mut self) {
        while let Some(change) = self.log.0.pop() {
            // An instance that was created and cut off again is released once: by its cutting off.
            if let LogEntry::CutOff(id) = change {
                self.release(id);
            }
        }
    }
}
