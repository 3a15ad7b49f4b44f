//! Filling a message with what waits: as much as there is room for, in its order, and what to do where nothing fits.

use super::{Outbox, Sent, SentItem, weight};
use crate::part::QueuedCommand;
use syncml::{Encoding, Position, Verb, WriteError, Writer};

/// How a message was filled.
#[derive(Default)]
pub(crate) struct MessageContent {
    /// The urgent answers.
    pub(crate) said: Vec<QueuedCommand>,
    pub(crate) sent: Vec<Sent>,
    /// Whether a large object is given up of which pieces went out before: the other end has still to say (Alert 1225) that it does so, too.
    pub(crate) breaks_off: bool,
}

/// What a message may hold.
pub(crate) struct MessageSpace {
    /// The bytes of the message.
    pub(crate) bytes: u64,
    /// The elements and the items that may be added.
    pub(crate) elements: usize,
    pub(crate) items: usize,
    /// The bytes of the largest value that the other end takes, if it says.
    pub(crate) object: Option<u64>,
    /// Whether both ends take values in pieces.
    pub(crate) in_pieces: bool,
}

impl MessageSpace {
    /// Takes what was written since a mark, if there is room for it.
    fn take(&mut self, writer: &Writer<'_>, position: Position, items: usize) -> bool {
        let elements = writer.elements_since(position);
        let fits =
            writer.len() as u64 <= self.bytes && elements <= self.elements && items <= self.items;
        if fits {
            self.elements -= elements;
            self.items -= items;
        }
        fits
    }
}

impl Outbox {
    /// Writes the answers that cannot wait, as far as there is room, and at least one.
    pub(crate) fn fill_urgent(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: &mut MessageSpace,
    ) -> Result<Vec<QueuedCommand>, WriteError> {
        let mut said = Vec::new();
        while let Some(part) = self.urgent.pop_front() {
            let position = writer.position();
            if let Some(command) = part.command() {
                writer.copy(command, *next)?;
            }
            if !room.take(writer, position, part.items().len()) && !said.is_empty() {
                writer.rollback(position);
                self.urgent.push_front(part);
                break;
            }
            self.urgent_bytes = self.urgent_bytes.saturating_sub(weight(&part));
            *next = next.saturating_add(part.len());
            said.push(part);
        }
        Ok(said)
    }

    /// Writes as much as fits, numbering the commands from `next`. The pieces of a large object travel alone (OMA DM Protocol 1.2, "Large
    /// Object Handling": nothing may come between them).
    ///
    /// Gives the command that is next and fits into no message of this size, or that WBXML has no token for. Nothing is unfit while the next message may have more room, because
    /// this one has other things to say.
    pub(crate) fn fill(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: &mut MessageSpace,
        filled: &mut MessageContent,
    ) -> Result<Option<QueuedCommand>, WriteError> {
        filled.said.extend(self.fill_urgent(writer, next, room)?);
        if !self.urgent.is_empty() {
            return Ok(None);
        }
        if self.object.is_some() {
            return self.piece(writer, next, room, filled);
        }
        while let Some(part) = self.parts.front_mut() {
            if writer.encoding() != Encoding::Xml && part.has_unknown() {
                return Ok(self.pop());
            }
            let is_too_large = exceeds(part, room.object, writer.encoding());
            let count = if is_too_large {
                0
            } else {
                write(part, writer, *next, room)?
            };
            let is_alone = filled.sent.is_empty() && filled.said.len() <= 1;
            let mut is_whole = count >= part.items().len().max(1);
            // There is no other way to say it than in a message that is larger than the other end takes.
            if !is_whole && !is_too_large && is_alone && is_small(part) {
                if let Some(command) = part.command() {
                    writer.copy(command, *next)?;
                }
                is_whole = true;
            }
            if is_whole || count > 0 {
                let part = if is_whole {
                    self.pop()
                } else {
                    self.take_items(count)
                };
                let Some(part) = part else { break };
                let first = *next;
                *next = next.saturating_add(part.len());
                let item = SentItem::Whole(part);
                filled.sent.push(Sent { first, item });
                if is_whole {
                    continue;
                }
                break;
            }
            if !filled.sent.is_empty() || !is_too_large && !is_alone {
                break;
            }
            // It does not even fit alone.
            let part = if is_divisible(part) {
                self.take_items(1)
            } else {
                self.pop()
            };
            let Some(part) = part else { break };
            if !is_too_large && room.in_pieces && comes_in_pieces(&part) {
                return self.begin(part, writer, next, room, filled);
            }
            return Ok(Some(part));
        }
        Ok(None)
    }
}

/// Writes a command, or as many of the items as fit where they may be parted; how many, and 1 for a command without any. What does not fit is
/// not written.
fn write(
    part: &QueuedCommand,
    writer: &mut Writer<'_>,
    next: u32,
    room: &mut MessageSpace,
) -> Result<usize, WriteError> {
    let Some(command) = part.command() else {
        return Ok(1);
    };
    let start = writer.position();
    if !is_divisible(part) {
        writer.copy(command, next)?;
        let items = part.items().len();
        if room.take(writer, start, items) {
            return Ok(items.max(1));
        }
        writer.rollback(start);
        return Ok(0);
    }
    let mut position = start;
    let count = writer.copy_items(command, next, |writer| {
        let fits = room.take(writer, position, 1);
        position = writer.position();
        fits
    })?;
    if count == 0 {
        writer.rollback(start);
    }
    Ok(count)
}

/// Whether a value is larger than the other end takes. Of what a device lists, each value was looked at when it was read.
fn exceeds(part: &QueuedCommand, max: Option<u64>, encoding: Encoding) -> bool {
    let Some(max) = max.filter(|_| !is_divisible(part)) else {
        return false;
    };
    let mut values = part.items().iter().filter_map(|item| item.data.as_ref());
    values.any(|data| data.carried_bytes(encoding) as u64 > max)
}

/// Whether each item may have a command of its own: what a device says, whose numbers nobody waits for.
fn is_divisible(part: &QueuedCommand) -> bool {
    let is_list = matches!(part.verb(), Some(Verb::Results | Verb::Replace));
    is_list && part.batch == 0 && part.items().len() > 1
}

/// Whether a command is so small that it is sent even where no message is small enough for the other end: there is no other way to say it.
fn is_small(part: &QueuedCommand) -> bool {
    matches!(part.verb(), Some(Verb::Status | Verb::Alert))
}

/// Whether the value of a command may travel in pieces.
fn comes_in_pieces(part: &QueuedCommand) -> bool {
    matches!(
        part.verb(),
        Some(Verb::Add | Verb::Replace | Verb::Exec | Verb::Results)
    )
}
