//! Putting a message together: the Status for the header, the answers that are due, what waits, and how the message ends.

use crate::auth::AuthenticationStatus;
use crate::error::SessionError;
use crate::outbox::{MessageContent, MessageSpace, Outbox};
use crate::part::QueuedCommand;
use syncml::{Encoding, Header, Response, WriteError, Writer};

/// A message that is being put together. Its commands are numbered from 2: 1 is for the Status of the header, also where there is none, as
/// observed Windows does it.
pub(crate) struct Composer<'o> {
    writer: Writer<'o>,
    next: u32,
}

impl<'o> Composer<'o> {
    pub(crate) fn begin(
        out: &'o mut Vec<u8>,
        encoding: Encoding,
        header: &Header<'_>,
    ) -> Result<Self, SessionError> {
        Ok(Self {
            writer: Writer::message_in(out, encoding, header)?,
            next: 2,
        })
    }

    /// Answers the header of the message with this MsgID.
    pub(crate) fn header(
        &mut self,
        msg_id: u32,
        status: &AuthenticationStatus,
    ) -> Result<(), WriteError> {
        let response = Response {
            msg_ref: Some(msg_id.to_string().into()),
            cmd_ref: Some("0".into()),
            cmd: Some("SyncHdr".into()),
            chal: status.chal.clone().map(Box::new),
            ..Response::default()
        };
        self.writer.status(1, status.status, &response)?;
        Ok(())
    }

    /// Writes a command, unless there is no room for it. Whether there was.
    pub(crate) fn part_within(
        &mut self,
        part: &QueuedCommand,
        bytes: u64,
    ) -> Result<bool, WriteError> {
        let position = self.writer.position();
        self.part(part)?;
        let fits = self.writer.len() as u64 <= bytes;
        if !fits {
            self.writer.rollback(position);
        }
        Ok(fits)
    }

    /// Writes a command, whatever its size.
    pub(crate) fn part(&mut self, part: &QueuedCommand) -> Result<(), WriteError> {
        if let Some(command) = part.command() {
            self.writer.copy(command, self.next)?;
            self.next = self.next.saturating_add(part.len());
        }
        Ok(())
    }

    /// Writes what waits, as far as there is room; gives the command that is next and fits into no message.
    pub(crate) fn fill(
        &mut self,
        outbox: &mut Outbox,
        room: &mut MessageSpace,
        filled: &mut MessageContent,
    ) -> Result<Option<QueuedCommand>, WriteError> {
        outbox.fill(&mut self.writer, &mut self.next, room, filled)
    }

    /// Writes the answers that cannot wait, as far as there is room.
    pub(crate) fn fill_urgent(
        &mut self,
        outbox: &mut Outbox,
        mut room: MessageSpace,
    ) -> Result<Vec<QueuedCommand>, WriteError> {
        outbox.fill_urgent(&mut self.writer, &mut self.next, &mut room)
    }

    /// Ends the message, and with it the package if it is final.
    pub(crate) fn finish(mut self, is_final: bool) {
        if is_final {
            self.writer.mark_final();
        }
        self.writer.finish();
    }
}
