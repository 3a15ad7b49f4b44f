//! What is found out while commands are written: the next CmdID, and every fault.

use std::sync::Arc;

use super::asked::{AskedItem, AskedLog};
use super::atomic_rules::AtomicRules;
use super::fault::Fault;
use super::ticket::{Origin, UntypedTicket};
use csp_runtime::Addr;
use csp_runtime::value::{Payload, Value};
use syncml::{Verb, WriteError};

/// What is counted and found out while commands are written.
pub(super) struct RequestLog {
    pub(super) origin: Arc<Origin>,
    pub(super) faults: Vec<Fault>,
    /// The next CmdID.
    next: u32,
    /// What the commands of the open Atomic do to one another.
    pub(super) atomic_rules: Option<AtomicRules>,
    /// The value that is being written, kept for its room.
    pub(super) text: String,
    /// As `text`, of the LocURI.
    uri: String,
    asked: AskedLog,
}

impl RequestLog {
    pub(super) fn new(origin: Origin) -> Self {
        Self {
            origin: Arc::new(origin),
            faults: Vec::new(),
            next: 1,
            atomic_rules: None,
            text: String::new(),
            uri: String::new(),
            asked: AskedLog::default(),
        }
    }

    /// The CmdID of the next command.
    pub(super) const fn next_id(&self) -> u32 {
        self.next
    }

    /// Sets the next CmdID.
    pub(super) fn number_from(&mut self, cmd_id: u32) {
        self.next = cmd_id;
    }

    pub(super) fn take_id(&mut self) -> u32 {
        let id = self.next;
        self.next = id.saturating_add(1);
        id
    }

    pub(super) fn fault(&mut self, asked: &AskedItem, reason: impl Into<String>) {
        self.faults.push(Fault {
            verb: asked.verb.to_string(),
            cmd_id: asked.cmd_id,
            uri: asked.uri.to_string(),
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

    /// The LocURI of a node, with a query.
    pub(super) fn uri(&mut self, addr: Addr<'_>, query: &str) -> Arc<str> {
        self.uri.clear();
        addr.write_uri(&mut self.uri);
        self.uri.push_str(query);
        self.uri.as_str().into()
    }

    /// Remembers what could not be written.
    pub(super) fn note(&mut self, asked: &AskedItem, written: Result<(), WriteError>) {
        if let Err(error) = written {
            self.fault(asked, error.to_string());
        }
    }

    /// Begins a command.
    pub(super) fn open(&mut self, verb: Verb<'static>) -> AskedItem {
        AskedItem::command(verb, self.take_id())
    }

    /// Keeps what a device will answer, and gives the ticket for it.
    pub(super) fn keep(&mut self, asked: AskedItem) -> UntypedTicket {
        self.asked.push(&asked);
        UntypedTicket {
            origin: Arc::clone(&self.origin),
            asked,
        }
    }

    /// Lets the tickets know of all that was asked.
    pub(super) fn close(&mut self) {
        let mut asked = std::mem::take(&mut self.asked);
        asked.sort();
        self.origin.close(asked);
    }
}
