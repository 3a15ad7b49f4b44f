//! What is found out while commands are written: the next CmdID, and every fault.

use std::sync::Arc;

use super::fault::Fault;
use super::rules::Together;
use super::ticket::{Origin, Stub};
use crate::syncml::{Verb, WriteError};
use crate::value::{Payload, Value};

/// What is counted and found out while commands are written.
pub(super) struct Ledger {
    pub(super) origin: Arc<Origin>,
    pub(super) faults: Vec<Fault>,
    /// The next CmdID.
    next: u32,
    /// What the commands of the open Atomic do to one another.
    pub(super) together: Option<Together>,
    /// The value that is being written, kept for its room.
    pub(super) text: String,
}

impl Ledger {
    pub(super) fn new(origin: Origin) -> Self {
        Self {
            origin: Arc::new(origin),
            faults: Vec::new(),
            next: 1,
            together: None,
            text: String::new(),
        }
    }

    /// The CmdID of the next command.
    pub(super) const fn next_id(&self) -> u32 {
        self.next
    }

    pub(super) fn take_id(&mut self) -> u32 {
        let id = self.next;
        self.next = id.saturating_add(1);
        id
    }

    pub(super) fn fault(&mut self, stub: &Stub, reason: impl Into<String>) {
        self.faults.push(Fault {
            verb: stub.verb.to_string(),
            cmd_id: stub.cmd_id,
            uri: stub.uri.clone(),
            reason: reason.into(),
        });
    }

    /// The text of a value. Give the room back when it is written.
    pub(super) fn encode<V: Value>(&mut self, value: &impl Payload<V>) -> String {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        value.write(&mut text);
        text
    }

    /// Remembers what could not be written.
    pub(super) fn note(&mut self, stub: &Stub, written: Result<(), WriteError>) {
        if let Err(error) = written {
            self.fault(stub, error.to_string());
        }
    }

    /// A ticket for a command that has no node.
    pub(super) fn stub(&self, verb: Verb<'static>, cmd_id: u32) -> Stub {
        Stub {
            origin: Arc::clone(&self.origin),
            verb,
            cmd_id,
            item: None,
            uri: String::new(),
            node: None,
        }
    }
}
