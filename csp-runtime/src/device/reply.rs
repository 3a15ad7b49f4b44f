//! The reply: one Status for the header, then for each command in its order the Status and the Results, then the alerts (OMA DM RepPro 1.2; the
//! order and the shape are those of observed Windows).

use std::borrow::Cow;

use super::alert::Alert;
use super::verdict::{Answer, Source, Verdict, Verdicts};
use crate::StatusCode;
use crate::schema::Format;
use crate::syncml::{
    CommandRef, Data, Element, Form, Header, Item, Message, Meta, Response, Verb, WriteError,
    Writer,
};

/// What a reply is made of.
pub(super) struct Reply<'r, 'm> {
    pub(super) message: &'r Message<'m>,
    pub(super) verdicts: &'r Verdicts,
    pub(super) alerts: &'r [Alert],
    /// The status of the header.
    pub(super) header: StatusCode,
    /// The MsgID of the reply.
    pub(super) msg_id: &'r str,
}

impl Reply<'_, '_> {
    /// Whether there is nothing to say but that the header was understood. Then the session is over, and nothing is sent.
    pub(super) fn is_silent(&self) -> bool {
        self.header.is_success() && self.alerts.is_empty() && self.commands().next().is_none()
    }

    /// The commands that are answered, in document order: a container before what it holds.
    fn commands(&self) -> impl Iterator<Item = CommandRef<'_, '_>> {
        let range = match self.header.is_success() {
            true => 0..self.message.commands.len(),
            false => 0..0,
        };
        range
            .filter_map(|index| self.message.command(index))
            .filter(|command| command.command().verb != Verb::Status)
    }

    /// Writes the reply to the end of `out`.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let header = &self.message.header;
        let mut writer = match self.message.form {
            Form::Fragment => Writer::fragment(out),
            Form::Message => Writer::message(
                out,
                &Header {
                    ver_dtd: "1.2".into(),
                    ver_proto: "DM/1.2".into(),
                    session_id: Cow::Borrowed(&header.session_id),
                    msg_id: self.msg_id.into(),
                    target: borrow(&header.source),
                    source: borrow(&header.target),
                    ..Header::default()
                },
            )?,
        };
        let mut statuses = Statuses {
            writer: &mut writer,
            msg_ref: match &*header.msg_id {
                "" => "1",
                msg_id => msg_id,
            },
            next: 1,
        };
        statuses.status("0", "SyncHdr", &Verdict::of(self.header), None)?;
        for command in self.commands() {
            self.command(&mut statuses, command)?;
        }
        for alert in self.alerts {
            let cmd_id = statuses.take_id();
            alert.write(statuses.writer, cmd_id)?;
        }
        writer.mark_final();
        writer.finish();
        Ok(())
    }

    fn command(
        &self,
        statuses: &mut Statuses<'_, '_>,
        command: CommandRef<'_, '_>,
    ) -> Result<(), WriteError> {
        let (cmd_ref, cmd) = (&*command.cmd_id, command.command().verb.as_str());
        let status = self
            .verdicts
            .commands
            .get(command.index())
            .copied()
            .flatten();
        let items = command.command().items.start as usize..command.command().items.end as usize;
        let verdicts = self.verdicts.items.get(items.clone()).unwrap_or_default();
        let (Some(first), None) = (verdicts.first(), status) else {
            let status = status.unwrap_or(StatusCode::NOT_EXECUTED);
            return statuses.status(cmd_ref, cmd, &Verdict::of(status), None);
        };
        // One Status says it all where all items fared alike; otherwise each item has its own.
        let alike = |verdict: &Verdict| {
            (verdict.status, verdict.hresult, verdict.missing)
                == (first.status, first.hresult, first.missing)
        };
        match verdicts.iter().all(alike) {
            true => statuses.status(cmd_ref, cmd, first, command.items().first())?,
            false => {
                for (verdict, item) in verdicts.iter().zip(command.items()) {
                    statuses.status_of_item(cmd_ref, cmd, verdict, item)?;
                }
            }
        }
        if verdicts.iter().all(|verdict| verdict.results.is_empty()) {
            return Ok(());
        }
        let mut results = statuses.results(cmd_ref)?;
        for (verdict, item) in verdicts.iter().zip(command.items()) {
            let answers = self.verdicts.results.get(verdict.results.clone());
            for answer in answers.unwrap_or_default() {
                results.item(&self.result(answer, item))?;
            }
        }
        Ok(())
    }

    fn result<'v>(&'v self, answer: &Answer, item: &'v Item<'_>) -> Item<'v> {
        let text = |range: &std::ops::Range<usize>| {
            self.verdicts.text.get(range.clone()).unwrap_or_default()
        };
        let target = item.target.as_deref().unwrap_or_default();
        let source = match &answer.source {
            Source::Target => target,
            Source::Path => target.split('?').next().unwrap_or_default(),
            Source::Text(range) => text(range),
        };
        Item {
            meta: Meta {
                format: answer.format.map(|format| format.as_str().into()),
                // Observed Windows says what base64 decodes to, and nothing of other formats.
                kind: (answer.format == Some(Format::B64))
                    .then_some("application/octet-stream".into()),
                rest: None,
            },
            data: answer.data.as_ref().map(|range| Data::new(text(range))),
            ..Item::source(source)
        }
    }
}

fn borrow<'r>(address: &'r crate::syncml::Address<'_>) -> crate::syncml::Address<'r> {
    crate::syncml::Address {
        uri: Cow::Borrowed(&address.uri),
        name: address.name.as_deref().map(Cow::Borrowed),
    }
}

/// The part of a reply that counts its commands.
struct Statuses<'w, 'o> {
    writer: &'w mut Writer<'o>,
    msg_ref: &'w str,
    next: u32,
}

impl<'o> Statuses<'_, 'o> {
    fn take_id(&mut self) -> u32 {
        let id = self.next;
        self.next += 1;
        id
    }

    /// A Status for a whole command. A parent that no schema knows is named as an item.
    fn status(
        &mut self,
        cmd_ref: &str,
        cmd: &str,
        verdict: &Verdict,
        item: Option<&Item<'_>>,
    ) -> Result<(), WriteError> {
        let response = response(self.msg_ref, cmd_ref, cmd, verdict);
        self.write(verdict, &response, item)
    }

    /// A Status for one item of several.
    fn status_of_item(
        &mut self,
        cmd_ref: &str,
        cmd: &str,
        verdict: &Verdict,
        item: &Item<'_>,
    ) -> Result<(), WriteError> {
        let mut response = response(self.msg_ref, cmd_ref, cmd, verdict);
        response
            .target_refs
            .extend(item.target.as_deref().map(Cow::Borrowed));
        self.write(verdict, &response, Some(item))
    }

    fn write(
        &mut self,
        verdict: &Verdict,
        response: &Response<'_>,
        item: Option<&Item<'_>>,
    ) -> Result<(), WriteError> {
        let cmd_id = self.take_id();
        let mut status = self.writer.status(cmd_id, verdict.status, response)?;
        let missing = verdict.missing.zip(item);
        let missing = missing.and_then(|(end, item)| item.target.as_deref()?.get(..end));
        if let Some(missing) = missing {
            status.item(&Item::target(missing))?;
        }
        Ok(())
    }

    fn results(&mut self, cmd_ref: &str) -> Result<Element<'_, 'o>, WriteError> {
        let cmd_id = self.take_id();
        self.writer.results(cmd_id, self.msg_ref, cmd_ref)
    }
}

/// What a Status refers to.
fn response<'r>(
    msg_ref: &'r str,
    cmd_ref: &'r str,
    cmd: &'r str,
    verdict: &Verdict,
) -> Response<'r> {
    Response {
        msg_ref: Some(msg_ref.into()),
        cmd_ref: Some(cmd_ref.into()),
        cmd: Some(cmd.into()),
        original_error: verdict.hresult.map(|error| format!("0x{error:08X}").into()),
        ..Response::default()
    }
}
