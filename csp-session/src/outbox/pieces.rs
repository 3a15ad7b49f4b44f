//! The large object that is on its way out in pieces (OMA DM Protocol 1.2, "Large Object Handling").

use super::{MessageContent, MessageSpace, Outbox, Sent, SentItem, weight};
use crate::part::QueuedCommand;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use csp_check::decode_base64;
use syncml::{Data, DataForm, Encoding, Item, MetaRest, WriteError, Writer, fitting};

/// A command whose value is on its way in pieces.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(super) struct Object {
    pub(super) part: QueuedCommand,
    pub(super) text: String,
    /// Whether the text is base64 of what WBXML carries as octets.
    pub(super) is_octets: bool,
    /// How much of the text was sent.
    pub(super) sent: usize,
}

/// The bytes of the Status for an Alert 1222, and of the digits by which numbers may grow.
const ALERT_STATUS: usize = 128;
const LONGER_NUMBERS: usize = 16;

/// What WBXML has around a value that is not empty, at most: the token, a length, an END.
const AROUND_VALUE: usize = 8;

impl Outbox {
    /// Begins a large object, if its pieces will fit: an object that breaks off is worth less than one that is refused. Gives the
    /// command where they will not.
    pub(super) fn begin(
        &mut self,
        mut part: QueuedCommand,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: &MessageSpace,
        filled: &mut MessageContent,
    ) -> Result<Option<QueuedCommand>, WriteError> {
        self.bytes += weight(&part);
        let data = part.only_item().and_then(|item| item.data.take());
        let data = data.unwrap_or_default();
        let octets = if is_octets(&part, &data, writer.encoding()) {
            decode_base64(&data.text)
        } else {
            None
        };
        let object = Object {
            part,
            is_octets: octets.is_some(),
            // Without white space, each four characters are three octets.
            text: octets.map_or_else(|| data.text.into_owned(), |octets| STANDARD.encode(octets)),
            sent: 0,
        };
        // The messages after this one answer the Alert with which they are asked for.
        let reserve = if filled.said.is_empty() {
            ALERT_STATUS
        } else {
            LONGER_NUMBERS
        };
        let left = object.left(writer, *next, room)?.saturating_sub(reserve);
        let fits = object.fitting(left, writer.encoding());
        self.object = Some(object);
        if fits == 0 {
            return Ok(self.take_object());
        }
        self.piece(writer, next, room, filled)
    }

    /// Writes the next piece of the large object; gives its command where there is no room for any more of them.
    pub(super) fn piece(
        &mut self,
        writer: &mut Writer<'_>,
        next: &mut u32,
        room: &MessageSpace,
        filled: &mut MessageContent,
    ) -> Result<Option<QueuedCommand>, WriteError> {
        let Some(object) = &mut self.object else {
            return Ok(None);
        };
        let left = object.left(writer, *next, room)?;
        let piece = object.fitting(left, writer.encoding());
        let is_last = piece == object.rest().len();
        if piece == 0 && !is_last {
            if filled.said.len() > 1 {
                return Ok(None);
            }
            // The other end takes less than it did when the object began.
            filled.breaks_off = true;
            return Ok(self.take_object());
        }
        object.write(writer, *next, piece, !is_last)?;
        object.sent += piece;
        let first = *next;
        *next = next.saturating_add(1);
        let cmd_id = object.part.cmd_id(0).unwrap_or_default().to_owned();
        let batch = object.part.batch;
        let whole = if is_last { self.take_object() } else { None };
        let item = whole.map_or(SentItem::Piece { cmd_id, batch }, SentItem::Whole);
        filled.sent.push(Sent { first, item });
        Ok(None)
    }
}

impl Object {
    /// How many bytes of the value, as they are written, there is room for beside what else a message with a piece holds.
    fn left(
        &self,
        writer: &mut Writer<'_>,
        number: u32,
        room: &MessageSpace,
    ) -> Result<usize, WriteError> {
        let position = writer.position();
        self.write(writer, number, 0, true)?;
        let left = room.bytes.saturating_sub(writer.len() as u64);
        writer.rollback(position);
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        Ok(match writer.encoding() {
            Encoding::Xml => left,
            Encoding::Wbxml(_) => left.saturating_sub(AROUND_VALUE),
        })
    }

    /// How much of what was not sent yet, in bytes of the text, so many bytes of the message hold.
    fn fitting(&self, room: usize, encoding: Encoding) -> usize {
        let rest = self.rest();
        match encoding {
            Encoding::Xml => fitting(rest, room),
            Encoding::Wbxml(_) if self.is_octets => {
                // Every four characters of base64 are three octets.
                rest.len().min((room / 3).saturating_mul(4))
            }
            Encoding::Wbxml(_) => {
                let ends = |at: &usize| rest.is_char_boundary(*at);
                (0..=room.min(rest.len())).rev().find(ends).unwrap_or(0)
            }
        }
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
            item.data = Some(self.data(piece.to_owned()));
            item.more_data = more;
            if self.sent == 0 {
                let whole = self.data(self.text.clone());
                set_size(item, whole.carried_bytes(writer.encoding()));
            }
        }
        part.command()
            .map_or(Ok(()), |command| writer.copy(command, number))
    }

    /// The command as it was.
    pub(super) fn into_part(self) -> QueuedCommand {
        let mut part = self.part;
        if let Some(item) = part.only_item() {
            item.data = Some(if self.is_octets {
                Data::from_base64(self.text)
            } else {
                Data::new(self.text)
            });
        }
        part
    }

    /// A part of the value.
    fn data(&self, text: String) -> Data<'static> {
        if self.is_octets {
            Data::from_base64(text)
        } else {
            Data::new(text)
        }
    }
}

/// Whether a value goes out as octets: where it is said to be, and in WBXML where its Format is `bin`.
fn is_octets(part: &QueuedCommand, data: &Data<'_>, encoding: Encoding) -> bool {
    let command = part.command().map(|command| &command.command().meta);
    let metas = part.items().iter().map(|item| &item.meta).chain(command);
    let format = metas.filter_map(|meta| meta.format.as_deref()).next();
    data.form == DataForm::Octets || encoding != Encoding::Xml && format == Some("bin")
}

/// States the size of a large object: the bytes of the value as it is carried, before it is escaped for XML.
fn set_size(item: &mut Item<'static>, bytes: usize) {
    let rest = item.meta.rest.get_or_insert_default();
    **rest = MetaRest {
        size: Some(bytes.to_string().into()),
        ..std::mem::take(&mut **rest)
    };
}
