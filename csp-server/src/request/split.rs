//! Messages out of written commands: one, or as many as a size allows.

use super::Request;
use super::fault::{Fault, RequestError};
use syncml::{Encoding, Message, WriteError, Writer};

/// Where a command of the body begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) at: usize,
    pub(super) cmd_id: u32,
}

impl Request {
    /// The bytes that the message has if it is finished now, which is what a device's MaxMsgSize limits.
    pub fn size(&self) -> usize {
        self.envelope(0) + self.body.len()
    }

    /// Whether there is no command. A message without one ends the session (OMA DM Protocol 1.2, "Packages").
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The message.
    ///
    /// # Errors
    ///
    /// Every fault of every command: values and names that the definition does not allow, characters that XML cannot carry, malformed LocURIs,
    /// containers without commands, and what Windows refuses inside an Atomic.
    pub fn finish(mut self) -> Result<Vec<u8>, RequestError> {
        self.check()?;
        self.log.close();
        self.part(0, 0..self.body.len(), true)
    }

    /// The request as messages of at most `max_msg_size` bytes, the last one with `Final`. MsgIDs count on from the header's; a container is not
    /// split, since a device takes it from one message only (OMA DM Protocol 1.2). Send a message when the device has answered the one before.
    ///
    /// # Errors
    ///
    /// As for [`finish`](Request::finish), and every command that does not fit into a message by itself.
    pub fn finish_split(mut self, max_msg_size: usize) -> Result<Vec<Vec<u8>>, RequestError> {
        self.check()?;
        let mut cuts = Vec::new();
        let mut faults = Vec::new();
        let mut from = 0;
        let ends = self.starts.iter().skip(1).map(|start| start.at);
        let ends = ends.chain([self.body.len()]);
        for (start, end) in self.starts.iter().zip(ends) {
            if self.envelope(cuts.len()) + end - from > max_msg_size && start.at > from {
                cuts.push(*start);
                from = start.at;
            }
            let size = self.envelope(cuts.len()) + end - from;
            if size > max_msg_size {
                faults.push(self.too_large(*start, end, size, max_msg_size));
            }
        }
        if !faults.is_empty() {
            return Err(RequestError::new(faults));
        }
        self.log.close();
        let first_ids = cuts.iter().map(|start| start.cmd_id).collect();
        // The request is consumed, so that this is set once.
        let _ = self.log.origin.cuts.set(first_ids);
        let mut messages = Vec::with_capacity(cuts.len() + 1);
        let mut from = 0;
        let ends = cuts.iter().map(|start| start.at).chain([self.body.len()]);
        for (later, end) in ends.enumerate() {
            messages.push(self.part(later, from..end, later == cuts.len())?);
            from = end;
        }
        Ok(messages)
    }

    fn check(&self) -> Result<(), RequestError> {
        if self.log.faults.is_empty() {
            Ok(())
        } else {
            Err(RequestError::new(self.log.faults.clone()))
        }
    }

    /// The bytes around the commands of a message, Final included.
    fn envelope(&self, later: usize) -> usize {
        let mut bytes = Vec::new();
        match self.begin(&mut bytes, later) {
            // In XML, a fragment has nothing around it.
            Ok(writer) if self.is_document() => writer.len(),
            _ => 0,
        }
    }

    fn begin<'o>(&self, out: &'o mut Vec<u8>, later: usize) -> Result<Writer<'o>, WriteError> {
        match (&self.header, self.encoding) {
            (Some(header), encoding) => {
                Writer::message_in(out, encoding, &header.part(later as u32))
            }
            (None, Encoding::Xml) => Ok(Writer::bare(out)),
            (None, encoding) => Ok(Writer::fragment_in(out, encoding)),
        }
    }

    /// Whether there is something around the commands.
    fn is_document(&self) -> bool {
        self.header.is_some() || self.encoding != Encoding::Xml
    }

    /// The message with a range of the commands.
    fn part(
        &self,
        later: usize,
        commands: std::ops::Range<usize>,
        is_last: bool,
    ) -> Result<Vec<u8>, RequestError> {
        let commands = self.body.get(commands).unwrap_or_default();
        let mut out = Vec::with_capacity(commands.len() + 1024);
        let mut writer = self.begin(&mut out, later).map_err(|error| {
            RequestError::new(vec![Fault {
                verb: "SyncHdr".to_owned(),
                cmd_id: 0,
                uri: String::new(),
                reason: error.to_string(),
            }])
        })?;
        writer.append(commands);
        if is_last && self.is_document() {
            writer.mark_final();
        }
        writer.finish();
        Ok(out)
    }

    /// A command that no message has room for. Which node it is for is read back from its bytes: nothing else needs to be remembered of it.
    fn too_large(&self, start: Start, end: usize, size: usize, max_msg_size: usize) -> Fault {
        let bytes = self.part(0, start.at..end, true).unwrap_or_default();
        let message = Message::parse(&bytes).unwrap_or_default();
        let verb = message.commands.first().map(|command| &command.verb);
        let uri = message
            .items
            .first()
            .and_then(|item| item.target.as_deref());
        Fault {
            verb: verb.map_or("command", |verb| verb.as_str()).to_owned(),
            cmd_id: start.cmd_id,
            uri: uri.unwrap_or_default().to_owned(),
            reason: format!(
                "it makes a message of {size} bytes and the device takes {max_msg_size}: send less at once"
            ),
        }
    }
}
