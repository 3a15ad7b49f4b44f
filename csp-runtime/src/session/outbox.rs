//! What waits to be sent: commands in their order, and the large object that is on its way in pieces.

use std::collections::VecDeque;

use super::part::Part;
use syncml::{Data, Item, Mark, MetaRest, Verb, WriteError, Writer, fitting};

/// The commands that wait to be sent.
#[derive(Default)]
pub(super) struct Outbox {
    /// Answers that go before everything else: the next piece of a large object may wait for them.
    urgent: VecDeque<Part>,
    parts: VecDeque<Part>,
    object: Option<Object>,
    /// About as many bytes as the answers in it take. The commands of a server are its own.
    bytes: usize,
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
    /// The urgent answers.
    pub(super) said: Vec<Part>,
    pub(super) sent: Vec<Sent>,
    /// The command that is next and fits into no message of this size.
    pub(super) unfit: Option<Part>,
}

/// What a message may hold.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The bytes of the message.
    pub(super) bytes: u64,
    /// The elements and the items that may be added.
    pub(super) elements: usize,
    pub(super) items: usize,
    /// The bytes of the largest value that the other end takes, if it says.
    pub(super) object: Option<u64>,
    /// Whether both ends take values in pieces.
    pub(super) in_pieces: bool,
}

impl Room {
    /// Takes what was written since a mark, if there is room for it.
    fn take(&mut self, writer: &Writer<'_>, mark: Mark, items: usize) -> bool {
        let elements = writer.elements_since(mark);
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
    /// Puts a command behind the others.
    pub(super) fn push(&mut self, part: Part) {
        self.bytes += weight(&part);
        self.parts.push_back(part);
    }

    /// Puts an answer that cannot wait before the commands.
    pub(super) fn push_urgent(&mut self, part: Part) {
        self.bytes += weight(&part);
        self.urgent.push_back(part);
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.urgent.is_empty() && self.parts.is_empty() && self.object.is_none()
    }

    /// About as many bytes as the answers that wait take.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether a large object is on its way.
    pub(super) const fn has_object(&self) -> bool {
        self.object.is_some()
    }

    /// Gives the large object up. Its batch, if one was on its way.
    pub(super) fn drop_object(&mut self) -> Option<u32> {
        self.take_object().map(|part| part.batch)
    }

    /// Puts what went out before everything else again, because it was refused as a whole.
    pub(super) fn take_back(&mut self, said: Vec<Part>, sent: Vec<Sent>) {
        if let Some(part) = self.take_object() {
            self.put_back(part);
        }
        for sent in sent.into_iter().rev() {
            if let Cargo::Whole(part) = sent.cargo {
                self.put_back(part);
            }
        }
        for part in said.into_iter().rev() {
            self.bytes += weight(&part);
            self.urgent.push_front(part);
        }
    }

    fn put_back(&mut self, part: Part) {
        self.bytes += weight(&part);
        self.parts.push_front(part);
    }

    fn take_object(&mut self) -> Option<Part> {
        let part = self.object.take()?.into_part();
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }

    fn pop(&mut self) -> Option<Part> {
        let part = self.parts.pop_front()?;
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }

    /// Takes the first items out of the first command.
    fn take_items(&mut self, count: usize) -> Option<Part> {
        let part = self.parts.front_mut()?.take_items(count);
        self.bytes = self.bytes.saturating_sub(weight(&part));
        Some(part)
    }

    /// Writes the answers that cannot wait, as far as there is room, and at least one.
    pub(super) fn fill_urgent(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: &mut Room,
    ) -> Result<Vec<Part>, WriteError> {
        let mut said = Vec::new();
        while let Some(part) = self.urgent.pop_front() {
            let mark = writer.mark();
            if let Some(command) = part.command() {
                writer.copy(command, *next)?;
            }
            if !room.take(writer, mark, part.items().len()) && !said.is_empty() {
                writer.rollback(mark);
                self.urgent.push_front(part);
                break;
            }
            self.bytes = self.bytes.saturating_sub(weight(&part));
            *next = next.saturating_add(part.len());
            said.push(part);
        }
        Ok(said)
    }

    /// Writes as much as fits, numbering the commands from `next`. The pieces of a large object travel alone (OMA DM Protocol 1.2, "Large
    /// Object Handling": nothing may come between them).
    ///
    /// Nothing is unfit while the next message may have more room, because this one has other things to say.
    pub(super) fn fill(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        mut room: Room,
    ) -> Result<Filled, WriteError> {
        let mut filled = Filled {
            said: self.fill_urgent(writer, next, &mut room)?,
            ..Filled::default()
        };
        if !self.urgent.is_empty() {
            return Ok(filled);
        }
        if self.object.is_some() {
            self.piece(writer, next, room, &mut filled)?;
            return Ok(filled);
        }
        while let Some(part) = self.parts.front_mut() {
            let is_too_large = exceeds(part, room.object);
            let count = match is_too_large {
                true => 0,
                false => write(part, writer, *next, &mut room)?,
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
                let part = match is_whole {
                    true => self.pop(),
                    false => self.take_items(count),
                };
                let Some(part) = part else { break };
                let first = *next;
                *next = next.saturating_add(part.len());
                let cargo = Cargo::Whole(part);
                filled.sent.push(Sent { first, cargo });
                if is_whole {
                    continue;
                }
                break;
            }
            if !filled.sent.is_empty() || !is_too_large && !is_alone {
                break;
            }
            // It does not even fit alone.
            let part = match is_divisible(part) {
                true => self.take_items(1),
                false => self.pop(),
            };
            let Some(part) = part else { break };
            if !is_too_large && room.in_pieces && comes_in_pieces(&part) {
                self.begin(part, writer, next, room, &mut filled)?;
            } else {
                filled.unfit = Some(part);
            }
            break;
        }
        Ok(filled)
    }

    /// Begins a large object, if its pieces will fit: an object that breaks off is worth less than one that is refused.
    fn begin(
        &mut self,
        mut part: Part,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: Room,
        filled: &mut Filled,
    ) -> Result<(), WriteError> {
        self.bytes += weight(&part);
        let data = part.only_item().and_then(|item| item.data.take());
        let object = Object {
            part,
            text: data.map_or_else(String::new, |data| data.text.into_owned()),
            sent: 0,
        };
        // The messages after this one answer the Alert with which they are asked for.
        let reserve = match filled.said.is_empty() {
            true => ALERT_STATUS,
            false => LONGER_NUMBERS,
        };
        let fits = fitting(
            &object.text,
            object.left(writer, *next, room)?.saturating_sub(reserve),
        );
        self.object = Some(object);
        if fits == 0 {
            filled.unfit = self.take_object();
            return Ok(());
        }
        self.piece(writer, next, room, filled)
    }

    /// Writes the next piece of the large object.
    fn piece(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: Room,
        filled: &mut Filled,
    ) -> Result<(), WriteError> {
        let Some(object) = &mut self.object else {
            return Ok(());
        };
        let rest = object.rest();
        let piece = fitting(rest, object.left(writer, *next, room)?);
        let is_last = piece == rest.len();
        if piece == 0 && !is_last {
            if filled.said.len() <= 1 {
                filled.unfit = self.take_object();
            }
            return Ok(());
        }
        object.write(writer, *next, piece, !is_last)?;
        object.sent += piece;
        let first = *next;
        *next = next.saturating_add(1);
        let cmd_id = object.part.cmd_id(0).unwrap_or_default().to_owned();
        let batch = object.part.batch;
        let whole = if is_last { self.take_object() } else { None };
        let cargo = whole.map_or(Cargo::Piece { cmd_id, batch }, Cargo::Whole);
        filled.sent.push(Sent { first, cargo });
        Ok(())
    }
}

/// The bytes of the Status for an Alert 1222, and of the digits by which numbers may grow.
const ALERT_STATUS: usize = 128;
const LONGER_NUMBERS: usize = 16;

/// Writes a command, or as many of the items as fit where they may be parted; how many, and 1 for a command without any. What does not fit is
/// not written.
fn write(
    part: &Part,
    writer: &mut Writer<'_>,
    next: u32,
    room: &mut Room,
) -> Result<usize, WriteError> {
    let Some(command) = part.command() else {
        return Ok(1);
    };
    let start = writer.mark();
    if !is_divisible(part) {
        writer.copy(command, next)?;
        let items = part.items().len();
        if room.take(writer, start, items) {
            return Ok(items.max(1));
        }
        writer.rollback(start);
        return Ok(0);
    }
    let mut mark = start;
    let count = writer.copy_items(command, next, |writer| {
        let fits = room.take(writer, mark, 1);
        mark = writer.mark();
        fits
    })?;
    if count == 0 {
        writer.rollback(start);
    }
    Ok(count)
}

impl Object {
    /// How many bytes of the value, as they are written, there is room for beside what else a message with a piece holds.
    fn left(&self, writer: &mut Writer<'_>, number: u32, room: Room) -> Result<usize, WriteError> {
        let mark = writer.mark();
        self.write(writer, number, 0, true)?;
        let left = room.bytes.saturating_sub(writer.len() as u64);
        writer.rollback(mark);
        Ok(usize::try_from(left).unwrap_or(usize::MAX))
    }

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

/// Whether a value is larger than the other end takes. Of what a device lists, each value was looked at when it was read.
fn exceeds(part: &Part, max: Option<u64>) -> bool {
    let Some(max) = max.filter(|_| !is_divisible(part)) else {
        return false;
    };
    let mut values = part.items().iter().filter_map(|item| item.data.as_ref());
    values.any(|data| data.text.len() as u64 > max)
}

/// What counts of a part: the answers.
fn weight(part: &Part) -> usize {
    if part.batch == 0 { part.bytes() } else { 0 }
}

/// Whether each item may have a command of its own: what a device says, whose numbers nobody waits for.
fn is_divisible(part: &Part) -> bool {
    let is_list = matches!(part.verb(), Some(Verb::Results | Verb::Replace));
    is_list && part.batch == 0 && part.items().len() > 1
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
