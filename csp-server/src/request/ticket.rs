//! Tickets: what a program keeps of a command, to find its answer in the replies that come later.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

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

/// One item of one command, as it was asked.
#[derive(Debug, Clone)]
pub(crate) struct AskedItem {
    pub(crate) verb: Verb<'static>,
    pub(crate) cmd_id: u32,
    /// The last CmdID inside of a container; its own for every other command.
    pub(crate) last_id: u32,
    /// Which item of its command this is; `None` for the only one, and for a command that has none.
    pub(crate) item: Option<u32>,
    /// The LocURI as it was sent, with its query; empty for a command without items.
    pub(crate) uri: Arc<str>,
    pub(crate) node: Option<NodeDefinition<'static>>,
}

impl AskedItem {
    /// A command that has no node, or none yet.
    pub(crate) fn command(verb: Verb<'static>, cmd_id: u32) -> Self {
        Self {
            verb,
            cmd_id,
            last_id: cmd_id,
            item: None,
            uri: Arc::default(),
            node: None,
        }
    }

    /// How many items of its command come before this one.
    pub(crate) fn place(&self) -> usize {
        self.item.unwrap_or(0) as usize
    }
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
    /// Everything that was asked, by CmdID, once the request is finished.
    pub(crate) asked: OnceLock<Vec<AskedItem>>,
}

impl Origin {
    /// Everything that was asked.
    pub(crate) fn asked(&self) -> &[AskedItem] {
        self.asked.get().map_or(&[], Vec::as_slice)
    }

    /// What was asked inside of a container.
    pub(crate) fn inside(&self, container: &AskedItem) -> &[AskedItem] {
        let asked = self.asked();
        let from = asked.partition_point(|asked| asked.cmd_id <= container.cmd_id);
        let end = asked.partition_point(|asked| asked.cmd_id <= container.last_id);
        asked.get(from..end).unwrap_or_default()
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
        write!(f, "Tickets({} commands)", self.origin.asked().len())
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
