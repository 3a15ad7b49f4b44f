//! The reply: one Status for the header, then for each command in its order the Status and the Results, then the alerts (OMA DM RepPro 1.2; the
//! order and the shape are those of observed Windows).

use std::borrow::Cow;

use crate::StatusCode;
use crate::alert;
use crate::verdict::{ItemSource, ResultItem, Verdict, Verdicts};
use csp_runtime::dispatch::Alert;
use csp_schema::Format;
use syncml::{
    CommandRef, Data, Form, Header, Item, Message, Meta, Response, Verb, WriteError, Writer,
};

/// What a reply is made of.
pub(crate) struct ReplyParts<'r, 'm> {
    pub(crate) message: &'r Message<'m>,
    pub(crate) verdicts: &'r Verdicts,
    pub(crate) alerts: &'r [Alert],
    /// The status of the header.
    pub(crate) header: StatusCode,
}

/// One thing that a reply says.
pub enum ReplyPart<'r, 'i> {
    /// The outcome of a command or of one of its items, with the parent that no schema knows.
    Status {
        /// The outcome.
        code: StatusCode,
        /// Of what.
        response: Response<'r>,
        /// The LocURI of the parent.
        missing: Option<&'r str>,
    },
    /// What a Get found.
    Results {
        /// The MsgID of the Get.
        msg_ref: &'r str,
        /// Its CmdID.
        cmd_ref: &'r str,
        /// The nodes with their values.
        items: &'i mut dyn Iterator<Item = Item<'r>>,
    },
    /// An event.
    Alert(&'r Alert),
}

/// Takes what is said about the command with an index, or about none.
type Say<'s> = dyn FnMut(Option<usize>, ReplyPart<'_, '_>) -> Result<(), WriteError> + 's;

impl ReplyPart<'_, '_> {
    fn write(self, writer: &mut Writer<'_>, cmd_id: u32) -> Result<(), WriteError> {
        match self {
            Self::Status {
                code,
                response,
                missing,
            } => {
                let mut status = writer.status(cmd_id, code, &response)?;
                if let Some(missing) = missing {
                    status.item(&Item::target(missing))?;
                }
                Ok(())
            }
            Self::Results {
                msg_ref,
                cmd_ref,
                items,
            } => {
                let mut results = writer.results(cmd_id, msg_ref, cmd_ref)?;
                for item in items {
                    results.item(&item)?;
                }
                Ok(())
            }
            Self::Alert(alert) => alert::write(alert, writer, cmd_id),
        }
    }
}

impl ReplyParts<'_, '_> {
    /// Whether there is nothing to say but that the header was understood. Then the session is over, and nothing is sent.
    pub(crate) fn is_silent(&self) -> bool {
        self.header.is_success() && self.alerts.is_empty() && self.commands().next().is_none()
    }

    /// The commands that are answered, in document order: a container before what it holds.
    fn commands(&self) -> impl Iterator<Item = CommandRef<'_, '_>> {
        let range = if self.header.is_success() {
            0..self.message.commands.len()
        } else {
            0..0
        };
        range
            .filter_map(|index| self.message.command(index))
            .filter(|command| command.command().verb != Verb::Status)
    }

    /// Writes the reply to the end of `out`, as the message with this MsgID, in the encoding of the message that it answers.
    pub(crate) fn write(&self, msg_id: &str, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let header = &self.message.header;
        let mut writer = match self.message.form {
            Form::Fragment => Writer::fragment_in(out, self.message.encoding),
            Form::Message => Writer::message_in(
                out,
                self.message.encoding,
                &Header {
                    ver_dtd: "1.2".into(),
                    ver_proto: "DM/1.2".into(),
                    session_id: Cow::Borrowed(&header.session_id),
                    msg_id: msg_id.into(),
                    target: borrow(&header.source),
                    source: borrow(&header.target),
                    ..Header::default()
                },
            )?,
        };
        let verdict = Verdict::of(self.header);
        let status = self.status("0", "SyncHdr", &verdict, None, None);
        status.write(&mut writer, 1)?;
        let mut cmd_id = 1;
        self.each(&mut |_, said| {
            cmd_id += 1;
            said.write(&mut writer, cmd_id)
        })?;
        writer.mark_final();
        writer.finish();
        Ok(())
    }

    /// Says everything but the status of the header, in its order.
    pub(crate) fn each(&self, say: &mut Say<'_>) -> Result<(), WriteError> {
        for command in self.commands() {
            self.command(say, command)?;
        }
        for alert in self.alerts {
            say(None, ReplyPart::Alert(alert))?;
        }
        Ok(())
    }

    fn command(&self, say: &mut Say<'_>, command: CommandRef<'_, '_>) -> Result<(), WriteError> {
        let (cmd_ref, cmd) = (&*command.cmd_id, command.command().verb.as_str());
        let index = Some(command.index());
        let status = self
            .verdicts
            .commands
            .get(command.index())
            .copied()
            .flatten();
        let items = command.command().items.start as usize..command.command().items.end as usize;
        let verdicts = self.verdicts.items.get(items.clone()).unwrap_or_default();
        let (Some(first), None) = (verdicts.first(), status) else {
            let verdict = Verdict::of(status.unwrap_or(StatusCode::NOT_EXECUTED));
            return say(index, self.status(cmd_ref, cmd, &verdict, None, None));
        };
        // One Status says it all where all items fared alike; otherwise each item has its own.
        let alike = |verdict: &Verdict| {
            (verdict.status, verdict.hresult, verdict.missing)
                == (first.status, first.hresult, first.missing)
        };
        if verdicts.iter().all(alike) {
            let item = command.items().first();
            say(index, self.status(cmd_ref, cmd, first, item, None))?;
        } else {
            for (verdict, item) in verdicts.iter().zip(command.items()) {
                let target = item.target.as_deref();
                say(
                    index,
                    self.status(cmd_ref, cmd, verdict, Some(item), target),
                )?;
            }
        }
        let answers = |verdict: &Verdict| {
            let answers = self.verdicts.results.get(verdict.results.clone());
            answers.unwrap_or_default()
        };
        let mut results = verdicts
            .iter()
            .zip(command.items())
            .flat_map(|(verdict, item)| {
                let answers = answers(verdict).iter();
                answers.map(move |answer| self.result(answer, item))
            })
            .peekable();
        if results.peek().is_none() {
            return Ok(());
        }
        let results = ReplyPart::Results {
            msg_ref: self.msg_ref(),
            cmd_ref,
            items: &mut results,
        };
        say(index, results)
    }

    fn msg_ref(&self) -> &str {
        match &*self.message.header.msg_id {
            "" => "1",
            msg_id => msg_id,
        }
    }

    /// A Status: of a command, or of one item of several, whose LocURI is then given. A parent that no schema knows is named as an item.
    fn status<'v>(
        &'v self,
        cmd_ref: &'v str,
        cmd: &'v str,
        verdict: &Verdict,
        item: Option<&'v Item<'_>>,
        target: Option<&'v str>,
    ) -> ReplyPart<'v, 'v> {
        let missing = verdict.missing.zip(item);
        let missing = missing.and_then(|(end, item)| item.target.as_deref()?.get(..end));
        ReplyPart::Status {
            code: verdict.status,
            response: Response {
                msg_ref: Some(self.msg_ref().into()),
                cmd_ref: Some(cmd_ref.into()),
                cmd: Some(cmd.into()),
                target_refs: target.map(Cow::Borrowed).into_iter().collect(),
                original_error: verdict.hresult.map(|error| format!("0x{error:08X}").into()),
                ..Response::default()
            },
            missing,
        }
    }

    fn result<'v>(&'v self, answer: &ResultItem, item: &'v Item<'_>) -> Item<'v> {
        let text = |range: &std::ops::Range<usize>| {
            self.verdicts.text.get(range.clone()).unwrap_or_default()
        };
        let target = item.target.as_deref().unwrap_or_default();
        let source = match &answer.source {
            ItemSource::Target => target,
            ItemSource::Path => target.split('?').next().unwrap_or_default(),
            ItemSource::Text(range) => text(range),
        };
        let is_octets = matches!(answer.format, Some(Format::B64 | Format::Bin));
        let data = |range| match answer.format {
            Some(Format::Bin) => Data::from_base64(text(range)),
            _ => Data::new(text(range)),
        };
        Item {
            meta: Meta {
                format: answer.format.map(|format| format.as_str().into()),
                // Observed Windows says what base64 decodes to, and nothing of other formats.
                kind: is_octets.then_some("application/octet-stream".into()),
                rest: None,
            },
            data: answer.data.as_ref().map(data),
            ..Item::source(source)
        }
    }
}

fn borrow<'r>(address: &'r syncml::Address<'_>) -> syncml::Address<'r> {
    syncml::Address {
        uri: Cow::Borrowed(&address.uri),
        name: address.name.as_deref().map(Cow::Borrowed),
    }
}
