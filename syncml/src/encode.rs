//! The message model to bytes: the inverse of reading.

use super::commands::CommandRef;
use super::message::{Command, Message, Verb};
use super::write::{CmdId, Element, Writer};
use super::write_error::WriteError;

impl Message<'_> {
    /// Writes the message at the end of a buffer, in its own encoding and namespace. A fragment gets an empty
    /// `SyncHdr`. On an error the buffer is as it was.
    pub fn encode_into(&self, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let start = out.len();
        let encoded = self.encode(out);
        if encoded.is_err() {
            out.truncate(start);
        }
        encoded
    }

    /// The message as bytes of its own; see [`Message::encode_into`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, WriteError> {
        let mut out = Vec::new();
        self.encode_into(&mut out).map(|()| out)
    }

    fn encode(&self, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let mut writer =
            Writer::begin(out, self.encoding, self.form, self.namespace, &self.header)?;
        for command in self.top_level() {
            encode_command(&mut writer, command, Numbering::Kept)?;
        }
        if self.is_final {
            writer.mark_final();
        }
        writer.finish();
        Ok(())
    }
}

/// Which CmdIDs the commands are written with.
#[derive(Clone, Copy)]
enum Numbering {
    /// Their own.
    Kept,
    /// Counted from a number, which the command at this index has.
    From { number: u32, index: usize },
}

impl Numbering {
    fn of<'c>(self, command: &'c Command<'_>, index: usize) -> CmdId<'c> {
        match self {
            Numbering::Kept => CmdId::Text(&command.cmd_id),
            Numbering::From {
                number,
                index: first,
            } => CmdId::Number(number.saturating_add(index.saturating_sub(first) as u32)),
        }
    }
}

impl Writer<'_> {
    /// Writes a command of another message with everything inside of it. Its commands are numbered anew, from `number`, in
    /// document order. On an error, the message is as it was.
    pub fn copy(&mut self, command: CommandRef<'_, '_>, number: u32) -> Result<(), WriteError> {
        let index = command.index();
        let position = self.position();
        encode_command(self, command, Numbering::From { number, index })
            .inspect_err(|_| self.rollback(position))
    }

    /// Writes a command of another message with everything inside of it, CmdIDs included. On an error, the message is as it was.
    pub fn copy_numbered(&mut self, command: CommandRef<'_, '_>) -> Result<(), WriteError> {
        let position = self.position();
        encode_command(self, command, Numbering::Kept).inspect_err(|_| self.rollback(position))
    }

    /// Writes a command that holds no other commands with as many of its items as `fits` takes, one after the other; how many.
    pub fn copy_items(
        &mut self,
        command: CommandRef<'_, '_>,
        number: u32,
        mut fits: impl FnMut(&Writer<'_>) -> bool,
    ) -> Result<usize, WriteError> {
        let mut element = begin_command(self, command.command(), CmdId::Number(number))?;
        for (count, item) in command.items().iter().enumerate() {
            let position = element.position();
            element.item(item)?;
            if !fits(&element) {
                element.rollback(position);
                return Ok(count);
            }
        }
        Ok(command.items().len())
    }
}

fn encode_command(
    writer: &mut Writer<'_>,
    command: CommandRef<'_, '_>,
    numbering: Numbering,
) -> Result<(), WriteError> {
    let cmd_id = numbering.of(command.command(), command.index());
    let mut element = begin_command(writer, command.command(), cmd_id)?;
    for item in command.items() {
        element.item(item)?;
    }
    for child in command.children() {
        encode_command(&mut element, child, numbering)?;
    }
    Ok(())
}

/// Writes what a command says before its items.
fn begin_command<'w, 'o>(
    writer: &'w mut Writer<'o>,
    command: &'w Command<'_>,
    cmd_id: CmdId<'_>,
) -> Result<Element<'w, 'o>, WriteError> {
    writer.element(command.verb.as_str(), cmd_id, |writer| {
        writer.no_resp(command.no_resp);
        let response = command.response.as_deref();
        if let Some(response) = response {
            writer.references(response)?;
        }
        writer.command_meta(&command.meta)?;
        if let Some(response) = response {
            writer.reference_details(response)?;
        }
        match (&command.data, response) {
            (Some(code), Some(response)) if command.verb == Verb::Status => {
                writer.status_text(response, code)
            }
            (Some(data), _) => writer.data_element(data),
            (None, _) => Ok(()),
        }
    })
}
