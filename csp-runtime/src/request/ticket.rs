//! Tickets: what a program keeps of a command, to find its answer in the replies that come later.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use crate::schema::NodeRef;
use crate::syncml::Verb;

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
    stub: Stub,
    value: PhantomData<fn() -> V>,
}

/// A ticket whose value type is forgotten.
#[derive(Clone)]
pub(crate) struct Stub {
    pub(crate) origin: Arc<Origin>,
    pub(crate) verb: Verb<'static>,
    pub(crate) cmd_id: u32,
    /// Which item of its command this is; `None` for the only one, and for a command that has none.
    pub(crate) item: Option<u32>,
    /// The LocURI as it was sent, with its query; empty for a command without items.
    pub(crate) uri: String,
    pub(crate) node: Option<NodeRef<'static>>,
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
}

impl Stub {
    /// The MsgID of the message that has the command.
    pub(crate) fn message(&self) -> u32 {
        let cuts = self.origin.cuts.get().map_or(&[][..], Vec::as_slice);
        let later = cuts.partition_point(|first| *first <= self.cmd_id);
        self.origin.message.saturating_add(later as u32)
    }
}

impl<V> Ticket<V> {
    pub(crate) const fn new(stub: Stub) -> Self {
        Self {
            stub,
            value: PhantomData,
        }
    }

    pub(crate) const fn stub(&self) -> &Stub {
        &self.stub
    }

    /// The same ticket for the outcome alone, so that tickets of different values fit into one list.
    pub fn outcome_only(&self) -> Ticket {
        Ticket::new(self.stub.clone())
    }

    /// The command.
    pub const fn verb(&self) -> &Verb<'static> {
        &self.stub.verb
    }

    /// The CmdID.
    pub const fn cmd_id(&self) -> u32 {
        self.stub.cmd_id
    }

    /// The MsgID of the message that the command is in; 1 for a fragment.
    pub fn msg_id(&self) -> u32 {
        self.stub.message()
    }

    /// The LocURI as it was sent, with its query. Empty for an Atomic, a Sequence and an Alert.
    pub fn uri(&self) -> &str {
        &self.stub.uri
    }

    /// What the schema says of the node, when a typed address named it.
    pub const fn node(&self) -> Option<NodeRef<'static>> {
        self.stub.node
    }
}

impl<V> Clone for Ticket<V> {
    fn clone(&self) -> Self {
        Self::new(self.stub.clone())
    }
}

impl<V> fmt::Debug for Ticket<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} CmdID {}", self.stub.verb, self.stub.cmd_id)?;
        if !self.stub.uri.is_empty() {
            write!(f, " {}", self.stub.uri)?;
        }
        f.write_str(")")
    }
}
