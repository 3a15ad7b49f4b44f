//! Batches of commands on a server: which went out with which numbers, what came back, and when all of it has.

#[cfg(feature = "serde")]
mod saving;

use std::collections::BTreeMap;
use std::fmt;

use crate::due::PendingAnswer;
use crate::outbox::{Sent, SentItem};
use crate::part::QueuedCommand;
use syncml::StatusCode;
use syncml::{self, CommandRef, Limits, Response, Verb, WriteError, Writer};

/// Names what was queued together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BatchId(pub(crate) u32);

/// The answer to a batch.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Answer {
    /// Which batch.
    pub batch: BatchId,
    /// What the device said, as a fragment whose references are the CmdIDs of the batch itself: for a reader of replies, within [`limits`](Self::limits),
    /// and the tickets of the request. A command that the device did not answer has no Status in it: its outcome is not known.
    #[cfg_attr(feature = "serde", serde(with = "crate::saved::bytes"))]
    pub message: Vec<u8>,
}

impl Answer {
    /// The limits to read it with. It may have come in many messages, so that it is not bound by the limits of one; the session bounded what it
    /// kept.
    pub fn limits() -> Limits {
        Limits {
            message_bytes: usize::MAX,
            elements: usize::MAX,
            items: usize::MAX,
            ..Limits::default()
        }
    }
}

/// The values in an answer may be secret, so that its length is all that is shown.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { batch, message } = self;
        write!(f, "Answer({batch:?}, {} bytes)", message.len())
    }
}

/// The batches that were not answered yet.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct Batches {
    waiting: BTreeMap<u32, Batch>,
    /// What went out and was not answered yet, by the MsgID and the first CmdID that it went out with.
    #[cfg_attr(feature = "serde", serde(with = "crate::saved::pairs"))]
    unanswered: BTreeMap<(u32, u32), Unanswered>,
    /// What became complete with the message at hand.
    #[cfg_attr(feature = "serde", serde(skip))]
    done: Vec<(u32, u32)>,
    /// The piece of a large object among what flies.
    piece: Option<(u32, u32)>,
    answered: Vec<Answer>,
    last: u32,
    /// About as many bytes as what the device said takes, of that those in `answered`, and the most that is kept.
    #[cfg_attr(feature = "serde", serde(skip))]
    kept: usize,
    kept_answered: usize,
    pub(crate) max: usize,
}

#[derive(Clone, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
struct Batch {
    /// How many of its commands the device has still to answer.
    #[cfg_attr(feature = "serde", serde(skip))]
    open: usize,
    has_begun: bool,
    /// What was said to it, as commands of the answer, how many those are, and about how many bytes they took.
    #[cfg_attr(feature = "serde", serde(with = "crate::saved::bytes"))]
    said: Vec<u8>,
    commands: u32,
    kept: usize,
}

/// Something that went out and was not answered yet.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
struct Unanswered {
    item: SentItem,
    /// What is still to be said of each command in it; nothing for a piece of a large object, of which one Status says it all.
    due: Vec<PendingAnswer>,
    /// How many of those are open.
    #[cfg_attr(feature = "serde", serde(skip))]
    open: usize,
}

impl Batches {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            waiting: BTreeMap::new(),
            unanswered: BTreeMap::new(),
            done: Vec::new(),
            piece: None,
            answered: Vec::new(),
            last: 0,
            kept: 0,
            kept_answered: 0,
            max,
        }
    }

    /// Makes room for a batch of so many commands.
    pub(crate) fn open(&mut self, commands: usize) -> u32 {
        self.last += 1;
        let batch = Batch {
            open: commands,
            ..Batch::default()
        };
        self.waiting.insert(self.last, batch);
        self.last
    }

    /// Takes note of what went out with a message.
    pub(crate) fn send(&mut self, msg_id: u32, sent: Vec<Sent>) {
        for Sent { first, item } in sent {
            if let Some(batch) = self.waiting.get_mut(&item.batch()) {
                batch.has_begun = true;
            }
            let due: Vec<_> = match &item {
                SentItem::Whole(part) => part.commands().map(PendingAnswer::of).collect(),
                SentItem::Piece { .. } => {
                    self.piece = Some((msg_id, first));
                    Vec::new()
                }
            };
            let open = due.len();
            let unanswered = Unanswered { item, due, open };
            self.unanswered.insert((msg_id, first), unanswered);
        }
    }

    /// What is on its way, because the device refused it as a whole.
    pub(crate) fn take_back(&mut self) -> Vec<Sent> {
        self.piece = None;
        let unanswered = std::mem::take(&mut self.unanswered).into_iter();
        unanswered
            .map(|((_, first), Unanswered { item, .. })| Sent { first, item })
            .collect()
    }

    /// Takes a Status or a Results of the device's. Whether it was the good answer to a piece of a large object, so that the next may follow.
    pub(crate) fn hear(&mut self, command: CommandRef<'_, '_>) -> bool {
        let Some(key) = self.find(command) else {
            return false;
        };
        if self.piece == Some(key) {
            return self.hear_of_piece(key, command);
        }
        let room = self.max.saturating_sub(self.kept);
        let Some((due, cmd_id, open)) = self.due(key, command) else {
            return false;
        };
        let was_open = due.is_open();
        let kept = due.hear(command, cmd_id, room);
        if was_open && !due.is_open() {
            *open -= 1;
            if *open == 0 {
                self.done.push(key);
            }
        }
        self.keep(key, kept);
        false
    }

    fn hear_of_piece(&mut self, key: (u32, u32), command: CommandRef<'_, '_>) -> bool {
        if command.verb != Verb::Status {
            return false;
        }
        self.piece = None;
        let Some(Unanswered {
            item: SentItem::Piece { cmd_id, batch },
            ..
        }) = self.unanswered.remove(&key)
        else {
            return false;
        };
        if command.status_code() == Some(StatusCode::CHUNK_ACCEPTED) {
            return true;
        }
        let mut part = QueuedCommand::of(command);
        part.answer_to(&cmd_id);
        self.write(batch, &part);
        self.settle_one(batch);
        false
    }

    /// Says in place of the device why a command has no good answer.
    pub(crate) fn spoil(&mut self, command: CommandRef<'_, '_>, code: StatusCode) {
        let Some(key) = self.find(command) else {
            return;
        };
        let Some((due, _, open)) = self.due(key, command) else {
            return;
        };
        let was_open = due.is_open();
        due.spoil(code);
        if was_open && !due.is_open() {
            *open -= 1;
            if *open == 0 {
                self.done.push(key);
            }
        }
    }

    /// Answers a command that cannot be sent to the device at all.
    pub(crate) fn refuse(&mut self, part: &QueuedCommand, code: StatusCode) {
        if let Some(command) = part.command() {
            let status = QueuedCommand::status("1", command.command(), None, code);
            self.write(part.batch, &status);
        }
        self.settle_one(part.batch);
    }

    /// Gives a large object up whose pieces are not taken.
    pub(crate) fn lose(&mut self, batch: u32) {
        if let Some(key) = self.piece.take() {
            self.unanswered.remove(&key);
        }
        self.settle_one(batch);
    }

    /// Whether a piece of a large object was not answered.
    pub(crate) const fn has_piece(&self) -> bool {
        self.piece.is_some()
    }

    /// What was answered completely is settled, whether or not the device says more.
    pub(crate) fn settle_done(&mut self) {
        for key in std::mem::take(&mut self.done) {
            if let Some(unanswered) = self.unanswered.remove(&key) {
                self.settle_flight(unanswered);
            }
        }
    }

    /// The device said all that it has to say to what went out.
    pub(crate) fn settle(&mut self) {
        self.done.clear();
        self.piece = None;
        for unanswered in std::mem::take(&mut self.unanswered).into_values() {
            self.settle_flight(unanswered);
        }
    }

    /// The session is over: what was begun is answered as far as it was.
    pub(crate) fn give_up(&mut self) {
        self.settle();
        for (id, batch) in std::mem::take(&mut self.waiting) {
            if batch.has_begun {
                self.finish(id, &batch)
            } else {
                self.waiting.insert(id, batch);
            }
        }
    }

    /// The answers that became complete.
    pub(crate) fn take_answers(&mut self) -> Vec<Answer> {
        self.kept = self.kept.saturating_sub(self.kept_answered);
        self.kept_answered = 0;
        std::mem::take(&mut self.answered)
    }

    fn settle_flight(&mut self, mut unanswered: Unanswered) {
        let batch = unanswered.item.batch();
        for due in &mut unanswered.due {
            for part in due.take() {
                self.write(batch, &part);
            }
        }
        self.settle_one(batch);
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
        self.kept_answered = self.kept_answered.saturating_add(batch.kept);
        let mut message = Vec::new();
        if write_answer(&batch.said, &mut message).is_err() {
            // Unreachable: it is of this crate's own. An answer that says nothing is an unknown outcome, which is what it would be.
            message.clear();
        }
        let batch = BatchId(id);
        self.answered.push(Answer { batch, message });
    }

    /// What a Status or a Results refers to: what went out last before the number that it names, in the message that it names.
    fn find(&self, command: CommandRef<'_, '_>) -> Option<(u32, u32)> {
        let (msg_id, cmd_id) = refers_to(command)?;
        let mut before = self.unanswered.range((msg_id, 0)..=(msg_id, cmd_id));
        before.next_back().map(|(key, _)| *key)
    }

    /// What is due of the command that a Status or a Results refers to, in what flies: with its CmdID and with how many of those are open.
    fn due(
        &mut self,
        key: (u32, u32),
        command: CommandRef<'_, '_>,
    ) -> Option<(&mut PendingAnswer, &str, &mut usize)> {
        let (_, cmd_id) = refers_to(command)?;
        let offset = cmd_id.checked_sub(key.1)?;
        let Unanswered { item, due, open } = self.unanswered.get_mut(&key)?;
        let SentItem::Whole(part) = item else {
            return None;
        };
        Some((due.get_mut(offset as usize)?, part.cmd_id(offset)?, open))
    }

    fn keep(&mut self, key: (u32, u32), bytes: usize) {
        self.kept = self.kept.saturating_add(bytes);
        let batch = self
            .unanswered
            .get(&key)
            .map(|unanswered| unanswered.item.batch());
        if let Some(batch) = batch.and_then(|batch| self.waiting.get_mut(&batch)) {
            batch.kept = batch.kept.saturating_add(bytes);
        }
    }

    /// Puts a command behind the others of an answer.
    fn write(&mut self, batch: u32, part: &QueuedCommand) {
        let batch = self.waiting.get_mut(&batch);
        if let (Some(batch), Some(command)) = (batch, part.command()) {
            let mut writer = Writer::bare(&mut batch.said);
            // The Status of the header is 1. What was read from XML can be written.
            if writer
                .copy(command, batch.commands.saturating_add(2))
                .is_ok()
            {
                batch.commands = batch.commands.saturating_add(1);
            }
            writer.finish();
        }
    }
}

impl SentItem {
    fn batch(&self) -> u32 {
        match self {
            Self::Whole(part) => part.batch,
            Self::Piece { batch, .. } => *batch,
        }
    }
}

/// The MsgID and the CmdID that a Status or a Results names. A reference that is missing is 1 (MS-MDM).
fn refers_to(command: CommandRef<'_, '_>) -> Option<(u32, u32)> {
    let response = command.response.as_deref()?;
    let number = |text: Option<&str>| -> Option<u32> { text.unwrap_or("1").parse().ok() };
    let msg_ref = number(response.msg_ref.as_deref())?;
    Some((msg_ref, number(response.cmd_ref.as_deref())?))
}

/// Writes what was said to a batch as a message without a header, as Windows' local management interface answers a fragment.
fn write_answer(said: &[u8], out: &mut Vec<u8>) -> Result<(), WriteError> {
    let mut writer = Writer::fragment(out);
    let header = Response {
        msg_ref: Some("1".into()),
        cmd_ref: Some("0".into()),
        cmd: Some("SyncHdr".into()),
        ..Response::default()
    };
    writer.status(1, StatusCode::OK, &header)?;
    writer.append(said);
    writer.mark_final();
    writer.finish();
    Ok(())
}
