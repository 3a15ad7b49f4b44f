//! Batches of commands on a server: which went out with which numbers, what came back, and when all of it has.

use std::collections::BTreeMap;
use std::fmt;

use super::outbox::{Cargo, Sent};
use super::part::Part;
use crate::StatusCode;
use crate::syncml::{CommandRef, Response, Verb, WriteError, Writer};

/// Names what was queued together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub(super) u32);

/// The answer to a batch.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which batch.
    pub batch: BatchId,
    /// What the device said, as a fragment whose references are the CmdIDs of the batch itself: for [`Reply::parse`](crate::Reply::parse) and the
    /// tickets of the request. A command that the device did not answer has no Status in it: its outcome is not known.
    pub message: Vec<u8>,
}

/// The values in an answer may be secret, so that its length is all that is shown.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { batch, message } = self;
        write!(f, "Answer({batch:?}, {} bytes)", message.len())
    }
}

/// The batches that were not answered yet.
#[derive(Default)]
pub(super) struct Batches {
    waiting: BTreeMap<u32, Batch>,
    flying: Vec<Flight>,
    answered: Vec<Answer>,
    last: u32,
}

#[derive(Default)]
struct Batch {
    /// How many of its commands the device has still to answer.
    open: usize,
    has_begun: bool,
    said: Vec<Part>,
}

/// Something that went out and was not answered yet.
struct Flight {
    msg_id: u32,
    sent: Sent,
}

impl Batches {
    /// Makes room for a batch of so many commands.
    pub(super) fn open(&mut self, commands: usize) -> u32 {
        self.last += 1;
        let batch = Batch {
            open: commands,
            ..Batch::default()
        };
        self.waiting.insert(self.last, batch);
        self.last
    }

    /// Takes note of what went out with a message.
    pub(super) fn send(&mut self, msg_id: u32, sent: Vec<Sent>) {
        for sent in sent {
            let batch = sent.cargo.batch();
            if let Some(batch) = self.waiting.get_mut(&batch) {
                batch.has_begun = true;
            }
            self.flying.push(Flight { msg_id, sent });
        }
    }

    /// What is on its way, because the device refused it as a whole.
    pub(super) fn take_back(&mut self) -> Vec<Sent> {
        let flying = std::mem::take(&mut self.flying);
        flying.into_iter().map(|flight| flight.sent).collect()
    }

    /// Takes a Status or a Results of the device's. Whether it was the good answer to a piece of a large object, so that the next may follow.
    pub(super) fn hear(&mut self, command: CommandRef<'_, '_>) -> bool {
        let Some((at, cmd_id)) = self.find(command) else {
            return false;
        };
        let Some(flight) = self.flying.get(at) else {
            return false;
        };
        let batch = flight.sent.cargo.batch();
        if let Cargo::Piece { .. } = flight.sent.cargo {
            self.flying.remove(at);
            if command.status_code() == Some(StatusCode::CHUNK_ACCEPTED) {
                return true;
            }
            self.say(batch, command, cmd_id);
            self.settle_one(batch);
            return false;
        }
        self.say(batch, command, cmd_id);
        false
    }

    /// Says in place of the device why a command has no good answer.
    pub(super) fn spoil(&mut self, command: CommandRef<'_, '_>, code: StatusCode) {
        let Some((at, cmd_id)) = self.find(command) else {
            return;
        };
        let batch = self.flying.get(at).map(|flight| flight.sent.cargo.batch());
        let Some(batch) = batch.and_then(|batch| self.waiting.get_mut(&batch)) else {
            return;
        };
        let of_command = |part: &&mut Part| {
            part.verb() == Some(&Verb::Status)
                && part.response().and_then(|r| r.cmd_ref.as_deref()) == Some(&cmd_id)
        };
        if let Some(status) = batch.said.iter_mut().find(of_command) {
            status.set_code(code);
        }
    }

    /// Answers a command that cannot be sent to the device at all.
    pub(super) fn refuse(&mut self, part: &Part, code: StatusCode) {
        if let (Some(batch), Some(command)) = (self.waiting.get_mut(&part.batch), part.command()) {
            let status = Part::status("1", command.command(), None, code);
            batch.said.push(status);
        }
        self.settle_one(part.batch);
    }

    /// Gives a large object up whose pieces are not taken.
    pub(super) fn lose(&mut self, batch: u32) {
        self.flying.retain(|flight| {
            !matches!(flight.sent.cargo, Cargo::Piece { .. }) || flight.sent.cargo.batch() != batch
        });
        self.settle_one(batch);
    }

    /// Whether a piece of a large object was not answered.
    pub(super) fn has_piece(&self) -> bool {
        let mut cargo = self.flying.iter().map(|flight| &flight.sent.cargo);
        cargo.any(|cargo| matches!(cargo, Cargo::Piece { .. }))
    }

    /// The device said all that it has to say to what went out.
    pub(super) fn settle(&mut self) {
        for flight in std::mem::take(&mut self.flying) {
            self.settle_one(flight.sent.cargo.batch());
        }
    }

    /// The session is over: what was begun is answered as far as it was.
    pub(super) fn give_up(&mut self) {
        self.flying.clear();
        for (id, batch) in std::mem::take(&mut self.waiting) {
            match batch.has_begun {
                true => self.finish(id, &batch),
                false => {
                    self.waiting.insert(id, batch);
                }
            }
        }
    }

    /// The answers that became complete.
    pub(super) fn take_answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answered)
    }

    fn settle_one(&mut self, id: u32) {
        let Some(batch) = self.waiting.get_mut(&id) else {
            return;
        };
        batch.open = batch.open.saturating_sub(1);
        if batch.open == 0 {
            if let Some(batch) = self.waiting.remove(&id) {
                self.finish(id, &batch);
            }
        }
    }

    fn finish(&mut self, id: u32, batch: &Batch) {
        let mut message = Vec::new();
        if write_answer(&batch.said, &mut message).is_err() {
            // Unreachable: it was read from XML. An answer that says nothing is an unknown outcome, which is what it would be.
            message.clear();
        }
        let batch = BatchId(id);
        self.answered.push(Answer { batch, message });
    }

    /// What a Status or a Results refers to: where it is among what flies, and the CmdID that the command came with.
    fn find(&self, command: CommandRef<'_, '_>) -> Option<(usize, String)> {
        let response = command.response.as_deref()?;
        // A reference that is missing is 1 (MS-MDM).
        let number = |text: &Option<std::borrow::Cow<'_, str>>| -> Option<u32> {
            text.as_deref().unwrap_or("1").parse().ok()
        };
        let (msg_id, cmd_id) = (number(&response.msg_ref)?, number(&response.cmd_ref)?);
        let mut flying = self.flying.iter().enumerate();
        flying.find_map(|(at, flight)| {
            let offset = cmd_id.checked_sub(flight.sent.first)?;
            let found = flight.sent.cargo.cmd_id(offset)?;
            (flight.msg_id == msg_id).then_some((at, found))
        })
    }

    fn say(&mut self, batch: u32, command: CommandRef<'_, '_>, cmd_id: String) {
        let Some(batch) = self.waiting.get_mut(&batch) else {
            return;
        };
        let mut part = Part::of(command);
        if let Some(response) = part.response_mut() {
            response.msg_ref = Some("1".into());
            response.cmd_ref = Some(cmd_id.into());
        }
        batch.said.push(part);
    }
}

impl Cargo {
    fn batch(&self) -> u32 {
        match self {
            Self::Whole(part) => part.batch,
            Self::Piece { batch, .. } => *batch,
        }
    }

    /// The CmdID that a command in it came with.
    fn cmd_id(&self, offset: u32) -> Option<String> {
        match self {
            Self::Whole(part) => part.cmd_ids().into_iter().nth(offset as usize),
            Self::Piece { cmd_id, .. } => (offset == 0).then(|| cmd_id.clone()),
        }
    }
}

/// Writes what was said to a batch as a message without a header, as Windows' local management interface answers a fragment.
fn write_answer(said: &[Part], out: &mut Vec<u8>) -> Result<(), WriteError> {
    let mut writer = Writer::fragment(out);
    let header = Response {
        msg_ref: Some("1".into()),
        cmd_ref: Some("0".into()),
        cmd: Some("SyncHdr".into()),
        ..Response::default()
    };
    writer.status(1, StatusCode::OK, &header)?;
    for (number, part) in (2..).zip(said) {
        if let Some(command) = part.command() {
            writer.copy(command, number)?;
        }
    }
    writer.mark_final();
    writer.finish();
    Ok(())
}
