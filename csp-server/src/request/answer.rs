//! What a server owes the device before its own commands: a Status for the device's header, its alerts and its values.

use super::Request;
use super::asked::AskedItem;
use super::ticket::Ticket;
use crate::StatusCode;
use syncml::{CommandRef, Data, Message, Response, Verb, Writer};

impl Request {
    /// Answers the device's message: 200 for its header and for each of its alerts and values. It belongs before the first command.
    pub fn answer(&mut self, message: &Message<'_>) {
        self.answer_with(message, StatusCode::OK, |_| StatusCode::OK);
    }

    /// Answers the device's message with these outcomes: one for its header, and what `judge` says of each of its commands.
    ///
    /// OMA DM Protocol 1.2 has 212 for a header whose credentials hold for the session; a client event (1224) of a type that the server cannot
    /// use is 406, a generic alert (1226) 415. Statuses and Results get no answer.
    pub fn answer_with(
        &mut self,
        message: &Message<'_>,
        header: StatusCode,
        mut judge: impl FnMut(CommandRef<'_, '_>) -> StatusCode,
    ) {
        if !self.is_empty() {
            let asked = AskedItem::command(Verb::Status, self.log.next_id());
            // OMA DM Protocol 1.2, "Packages": the statuses come first.
            self.log.fault(
                &asked,
                "answer the device's message before the first command",
            );
        }
        let msg_ref = message.header.msg_id.as_ref();
        let msg_ref = if msg_ref.is_empty() { "1" } else { msg_ref };
        self.status(msg_ref, "0", "SyncHdr", header);
        for command in message.top_level() {
            if matches!(command.verb, Verb::Status | Verb::Results) {
                continue;
            }
            self.status(
                msg_ref,
                &command.cmd_id,
                command.verb.as_str(),
                judge(command),
            );
        }
    }

    /// Sends an alert without items: 1200 begins a session of the server's, 1222 asks for the next message, 1223 ends the session
    /// (OMA DM Protocol 1.2, "Alerts").
    pub fn alert(&mut self, code: u16) -> Ticket {
        self.begin_command();
        let asked = self.log.open(Verb::Alert);
        let code = code.to_string();
        let mut writer = Writer::bare_in(&mut self.body, self.encoding);
        let mut command = writer.numbered("Alert", asked.cmd_id);
        let written = command.data(&Data::new(code.as_str())).map(drop);
        drop(command);
        self.log.note(&asked, written);
        Ticket::new(self.log.keep(asked))
    }

    fn status(&mut self, msg_ref: &str, cmd_ref: &str, cmd: &str, code: StatusCode) {
        self.begin_command();
        let asked = self.log.open(Verb::Status);
        let response = Response {
            msg_ref: Some(msg_ref.into()),
            cmd_ref: Some(cmd_ref.into()),
            cmd: Some(cmd.into()),
            ..Response::default()
        };
        let written = Writer::bare_in(&mut self.body, self.encoding)
            .status(asked.cmd_id, code, &response)
            .map(drop);
        self.log.note(&asked, written);
    }
}
