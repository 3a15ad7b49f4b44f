//! Tickets: what a program keeps of a command, to find its answer in the replies that come later.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use super::asked::{AskedItem, AskedLog};
use csp_schema::NodeDefinition;
use syncml::Verb;

/// What a ticket of a command without a value stands for: its outcome alone.
#[derive(Debug, Clone, Copy)]
pub enum OutcomeOnly {}

/// What a ticket of a `?list=StructData` stands for: a subtree.
#[derive(Debug, Clone, Copy)]
pub enum Subtree {}

/// The promise of an answer to one item of one command: redeem it at the [`Reply`](crate::Reply).
///
/// `V` is the type of the value that a Get asks for. A ticket owns what it knows, so it can be kept between the messages of a session; it
/// knows its session and its message too, so the reply to another one is not mistaken for its own.
pub struct Ticket<V = OutcomeOnly> {
    untyped: UntypedTicket,
    value: PhantomData<fn() -> V>,
}

/// A ticket whose value type is forgotten.
#[derive(Clone)]
pub(crate) struct UntypedTicket {
    pub(crate) origin: Arc<Origin>,
    pub(crate) asked: AskedItem,
}

/// Where the commands of one request went.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    /// Empty for a fragment.
    pub(crate) session: String,
    /// The first message.
    pub(crate) message: u32,
    /// The first CmdID in each further message, once the request is split.
    pub(crate) cuts: OnceLock<Vec<u32>>,
    /// Everything that was asked, once the request is finished.
    pub(super) asked: OnceLock<AskedLog>,
}

impl Origin {
    /// Everything that was asked; `None` before the request is finished.
    pub(crate) fn asked(&self) -> Option<&AskedLog> {
        self.asked.get()
    }

    /// Takes what was asked.
    pub(super) fn close(&self, asked: AskedLog) {
        // A request is finished once.
        let _ = self.asked.set(asked);
    }
}

impl UntypedTicket {
    /// The MsgID of the message that has the command.
    pub(crate) fn message(&self) -> u32 {
        let cuts = self.origin.cuts.get().map_or(&[][..], Vec::as_slice);
        let later = cuts.partition_point(|first| *first <= self.asked.cmd_id);
        self.origin.message.saturating_add(later as u32)
    }
}

impl<V> Ticket<V> {
    pub(crate) const fn new(untyped: UntypedTicket) -> Self {
        Self {
            untyped,
            value: PhantomData,
        }
    }

    pub(crate) const fn untyped(&self) -> &UntypedTicket {
        &self.untyped
    }

    /// The same ticket for the outcome alone, so that tickets of different values fit into one list.
    pub fn outcome_only(&self) -> Ticket {
        Ticket::new(self.untyped.clone())
    }

    /// The command.
    pub const fn verb(&self) -> &Verb<'static> {
        &self.untyped.asked.verb
    }

    /// The CmdID.
    pub const fn cmd_id(&self) -> u32 {
        self.untyped.asked.cmd_id
    }

    /// The MsgID of the message that the command is in; 1 for a fragment.
    pub fn msg_id(&self) -> u32 {
        self.untyped.message()
    }

    /// The LocURI as it was sent, with its query. Empty for an Atomic, a Sequence and an Alert.
    pub fn uri(&self) -> &str {
        &self.untyped.asked.uri
    }

    /// What the schema says of the node, when a typed address named it.
    pub const fn node(&self) -> Option<NodeDefinition<'static>> {
        self.untyped.asked.node
    }
}

/// The tickets of a whole request, as one: [`Reply::failures`](crate::Reply::failures) tells of all of its commands.
#[derive(Clone)]
pub struct Tickets {
    pub(crate) origin: Arc<Origin>,
}

impl fmt::Debug for Tickets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Tickets({} commands)",
            self.origin.asked().map_or(0, AskedLog::len)
        )
    }
}

impl<V> Clone for Ticket<V> {
    fn clone(&self) -> Self {
        Self::new(self.untyped.clone())
    }
}

impl<V> fmt::Debug for Ticket<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} CmdID {}", self.verb(), self.cmd_id())?;
        if !self.uri().is_empty() {
            write!(f, " {}", self.uri())?;
        }
        f.write_str(")")
    }
}
