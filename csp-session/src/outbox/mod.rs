//! What waits to be sent: commands in their order, and the large object that is on its way in pieces. How a message is filled with it has a file, and
//! how pieces are cut.

mod fill;
mod pieces;
#[cfg(feature = "serde")]
mod saving;

use std::collections::VecDeque;

pub(super) use fill::{MessageContent, MessageSpace};
use pieces::Object;

use super::part::QueuedCommand;

/// The commands that wait to be sent.
#[derive(Clone, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(super) struct Outbox {
    /// Answers that go before everything else: the next piece of a large object may wait for them.
    urgent: VecDeque<QueuedCommand>,
    parts: VecDeque<QueuedCommand>,
    object: Option<Object>,
    /// About as many bytes as the answers in it take, but for the urgent ones; and those. The commands of a server are its own.
    #[cfg_attr(feature = "serde", serde(skip))]
    bytes: usize,
    #[cfg_attr(feature = "serde", serde(skip))]
    urgent_bytes: usize,
}

/// Something that went out with a message.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(super) struct Sent {
    /// The CmdID of the first command in it.
    pub(super) first: u32,
    pub(super) item: SentItem,
}

/// What went out.
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum SentItem {
    /// A command. Where it went out in pieces, this was the last one.
    Whole(QueuedCommand),
    /// A piece of a large object that is not the last one, by the CmdID and the batch of its command.
    Piece { cmd_id: String, batch: u32 },
}

impl Outbox {
    /// Puts a command behind the others.
    pub(super) fn push(&mut self, part: QueuedCommand) {
        self.bytes += weight(&part);
        self.parts.push_back(part);
    }

    /// Puts an answer that cannot wait before the commands.
    pub(super) fn push_urgent(&mut self, part: QueuedCommand) {
        self.urgent_bytes += weight(&part);
        self.urgent.push_back(part);
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.urgent.is_empty() && self.parts.is_empty() && self.object.is_none()
    }

    /// About as many bytes as the answers that wait take, but for the urgent ones.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// About as many bytes as the urgent answers that wait take.
    pub(super) const fn urgent_bytes(&self) -> usize {
        self.urgent_bytes
    }

    /// Whether a large object is on its way.
    pub(super) const fn has_object(&self) -> bool {
        self.object.is_some()
    }

    /// Gives the large object up. Its batch, if one was on its way.
    pub(super) fn drop_object(&mut self) -> Option<u32> {
        self.take_object().map(|part| part.batch)
    }

    /// Gives up what waits but for the urgent answers.
    pub(super) fn drop_commands(&mut self) {
        self.parts.clear();
        self.object = None;
        self.bytes = 0;
    }

    /// Puts what went out before everything else again, because it was refused as a whole.
    pub(super) fn take_back(&mut self, said: Vec<QueuedCommand>, sent: Vec<Sent>) {
        if let Some(part) = self.take_object() {
            self.put_back(part);
        }
        for sent in sent.into_iter().rev() {
            if let SentItem::Whole(part) = sent.item {
                self.put_back(part);
            }
        }
        for part in said.into_iter().rev() {
            self.urgent_bytes += weight(&part);
            self.urgent.push_front(part);
        }
    }

    fn put_back(&mut self, part: QueuedCommand) {
        self.bytes += weight(&part);
        self.parts.push_front(part);
    }

    fn take_object(&mut self) -> Option<QueuedCommand> {
        let part = self.object.take()?.into_part();
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }

    fn pop(&mut self) -> Option<QueuedCommand> {
        let part = self.parts.pop_front()?;
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }

    /// Takes the first items out of the first command.
    fn take_items(&mut self, count: usize) -> Option<QueuedCommand> {
        let part = self.parts.front_mut()?.take_items(count);
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }
}

/// What counts of a part: the answers.
fn weight(part: &QueuedCommand) -> usize {
    if part.batch == 0 { part.bytes() } else { 0 }
}
