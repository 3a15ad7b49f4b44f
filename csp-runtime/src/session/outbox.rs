//! What waits to be sent: commands in their order, and the large object that is on its way in pieces.

use std::collections::VecDeque;

use super::link::Sizes;
use super::part::Part;
use crate::syncml::{Data, Item, MetaRest, Verb, WriteError, Writer, fitting};

/// The commands that wait to be sent.
#[derive(Default)]
pub(super) struct Outbox {
    parts: VecDeque<Part>,
    object: Option<Object>,
}

/// A command whose value is on its way in pieces.
struct Object {
    part: Part,
    text: String,
    /// How much of the text was sent.
    sent: usize,
}

/// Something that went out with a message.
pub(super) struct Sent {
    /// The CmdID of the first command in it.
    pub(super) first: u32,
    pub(super) cargo: Cargo,
}

/// What went out.
pub(super) enum Cargo {
    /// A command. Where it went out in pieces, this was the last one.
    Whole(Part),
    /// A piece of a large object that is not the last one, by the CmdID and the batch of its command.
    Piece { cmd_id: String, batch: u32 },
}

/// How a message was filled.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) sent: Vec<Sent>,
    /// The command that is next and fits into no message of this size.
    pub(super) unfit: Option<Part>,
}

/// What a message may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// What the other end takes.
    pub(super) peer: Sizes,
    /// Whether both ends take values in pieces.
    pub(super) in_pieces: bool,
    /// Whether the message has next to nothing else to say, so that no other message has more room.
    pub(super) is_whole: bool,
}

impl Outbox {
    /// Puts a command behind the others.
    pub(super) fn push(&mut self, part: Part) {
        self.parts.push_back(part);
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.object.is_none()
    }

    /// Whether a large object is on its way.
    pub(super) const fn has_object(&self) -> bool {
        self.object.is_some()
    }

    /// Gives the large object up. Its batch, if one was on its way.
    pub(super) fn drop_object(&mut self) -> Option<u32> {
        self.object.take().map(|object| object.part.batch)
    }

    /// Puts what went out before everything else again, because it was refused as a whole.
    pub(super) fn take_back(&mut self, sent: Vec<Sent>) {
        if let Some(object) = self.object.take() {
            self.parts.push_front(object.into_part());
        }
        for sent in sent.into_iter().rev() {
            if let Cargo::Whole(part) = sent.cargo {
                self.parts.push_front(part);
            }
        }
    }

    /// Writes as much as fits, numbering the commands from `next`. The pieces of a large object travel alone (OMA DM Protocol 1.2, "Large
    /// Object Handling": nothing may come between them).
    ///
    /// Nothing is unfit while the next message may have more room, because this one has other things to say.
    pub(super) fn fill(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: Room,
    ) -> Result<Filled, WriteError> {
        let mut filled = Filled::default();
        if self.object.is_some() {
            self.piece(writer, next, room, &mut filled)?;
            return Ok(filled);
        }
        let max = room.peer.message.unwrap_or(u64::MAX);
        while let Some(mut part) = self.parts.pop_front() {
            let mark = writer.mark();
            if let Some(command) = part.command() {
                writer.copy(command, *next)?;
            }
            let is_too_large = exceeds(&part, room.peer.object);
            let fits = writer.len() as u64 <= max;
            let must_go = filled.sent.is_empty() && is_small(&part);
            if !is_too_large && (fits || must_go) {
                let first = *next;
                *next = next.saturating_add(part.len());
                let cargo = Cargo::Whole(part);
                filled.sent.push(Sent { first, cargo });
                continue;
            }
            writer.rollback(mark);
            if !filled.sent.is_empty() {
                self.parts.push_front(part);
                break;
            }
            if !is_too_large && !room.is_whole {
                self.parts.push_front(part);
                break;
            }
            // It does not even fit alone.
            if part.verb() == Some(&Verb::Results) && part.items().len() > 1 {
                let [first, second] = part.into_halves();
                self.parts.push_front(second);
                self.parts.push_front(first);
                continue;
            }
            let in_pieces = room.in_pieces && !is_too_large && comes_in_pieces(&part);
            match part.only_item().and_then(|item| item.data.take()) {
                Some(data) if in_pieces => {
                    self.object = Some(Object {
                        part,
                        text: data.text.into_owned(),
                        sent: 0,
                    });
                    self.piece(writer, next, room, &mut filled)?;
                }
                data => {
                    if let Some(item) = part.only_item() {
                        item.data = data;
                    }
                    filled.unfit = Some(part);
                }
            }
            break;
        }
        Ok(filled)
    }

    /// Writes the next piece of the large object.
    fn piece(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: Room,
        filled: &mut Filled,
    ) -> Result<(), WriteError> {
        let Some(mut object) = self.object.take() else {
            return Ok(());
        };
        let max = room.peer.message.unwrap_or(u64::MAX);
        let mark = writer.mark();
        // What a message takes beside the piece itself.
        object.write(writer, *next, 0, true)?;
        let left = max.saturating_sub(writer.len() as u64);
        writer.rollback(mark);
        let rest = object.rest();
        let piece = fitting(rest, usize::try_from(left).unwrap_or(usize::MAX));
        let is_last = piece == rest.len();
        if piece == 0 && !is_last {
            match room.is_whole {
                true => filled.unfit = Some(object.into_part()),
                false => self.object = Some(object),
            }
            return Ok(());
        }
        object.write(writer, *next, piece, !is_last)?;
        object.sent += piece;
        let first = *next;
        *next = next.saturating_add(1);
        let cargo = if is_last {
            Cargo::Whole(object.into_part())
        } else {
            let cmd_id = object.part.cmd_ids().into_iter().next();
            let batch = object.part.batch;
            self.object = Some(object);
            Cargo::Piece {
                cmd_id: cmd_id.unwrap_or_default(),
                batch,
            }
        };
        filled.sent.push(Sent { first, cargo });
        Ok(())
    }
}

impl Object {
    /// What was not sent yet.
    fn rest(&self) -> &str {
        self.text.get(self.sent..).unwrap_or_default()
    }

    /// Writes the command with the next bytes of the value. The first piece says the size of the whole.
    fn write(
        &self,
        writer: &mut Writer<'_>,
        number: u32,
        bytes: usize,
        more: bool,
    ) -> Result<(), WriteError> {
        let mut part = self.part.clone();
        if let Some(item) = part.only_item() {
            let piece = self.rest().get(..bytes).unwrap_or_default();
            item.data = Some(Data::new(piece.to_owned()));
            item.more_data = more;
            if self.sent == 0 {
                set_size(item, self.text.len());
            }
        }
        part.command()
            .map_or(Ok(()), |command| writer.copy(command, number))
    }

    /// The command as it was.
    fn into_part(self) -> Part {
        let mut part = self.part;
        if let Some(item) = part.only_item() {
            item.data = Some(Data::new(self.text));
        }
        part
    }
}

/// States the size of a large object: the bytes of the value as text, before it is escaped for XML.
fn set_size(item: &mut Item<'static>, bytes: usize) {
    let rest = item.meta.rest.get_or_insert_default();
    **rest = MetaRest {
        size: Some(bytes.to_string().into()),
        ..std::mem::take(&mut **rest)
    };
}

/// Whether a value is larger than the other end takes.
fn exceeds(part: &Part, max: Option<u64>) -> bool {
    let Some(max) = max else { return false };
    let mut values = part.items().iter().filter_map(|item| item.data.as_ref());
    values.any(|data| data.text.len() as u64 > max)
}

/// Whether a command is so small that it is sent even where no message is small enough for the other end: there is no other way to say it.
fn is_small(part: &Part) -> bool {
    matches!(part.verb(), Some(Verb::Status | Verb::Alert))
}

/// Whether the value of a command may travel in pieces.
fn comes_in_pieces(part: &Part) -> bool {
    matches!(
        part.verb(),
        Some(Verb::Add | Verb::Replace | Verb::Exec | Verb::Results)
    )
}
