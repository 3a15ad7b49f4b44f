//! Which Status and which Results answer a command (MS-MDM; OMA SyncML RepPro 1.2, "Status" and "Results").

use std::borrow::Cow;

use crate::request::Stub;
use crate::request::place::{path, same_place};
use crate::syncml::{Command, CommandRef, Item, Message, Response, Verb};

/// The responses of a message by the CmdID that they answer.
#[derive(Debug)]
pub(super) struct Index {
    /// CmdRef, and where the response is among the commands; sorted, responses to one command in document order.
    responses: Vec<(u32, u32)>,
}

impl Index {
    pub(super) fn new(message: &Message<'_>) -> Self {
        // A fragment of a reply may leave its references out: MS-MDM says that a missing CmdRef is 1.
        let cmd_ref = |response: &Response<'_>| match &response.cmd_ref {
            Some(text) => text.trim().parse().ok(),
            None => Some(1),
        };
        let mut responses: Vec<(u32, u32)> = (0..)
            .zip(&message.commands)
            .filter_map(|(at, command)| Some((cmd_ref(command.response.as_deref()?)?, at)))
            .collect();
        responses.sort();
        Self { responses }
    }

    /// The responses to a command: those of its session, its message and its CmdID.
    fn responses<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        stub: &Stub,
    ) -> impl Iterator<Item = CommandRef<'m, 'a>> + use<'_, 'm, 'a> {
        let session = &*message.header.session_id;
        let origin = &*stub.origin.session;
        let is_ours = session.is_empty() || origin.is_empty() || session == origin;
        let (cmd_id, msg_id) = (stub.cmd_id, stub.message());
        let from = self.responses.partition_point(|(id, _)| *id < cmd_id);
        let responses = self.responses.get(from..).unwrap_or_default();
        responses
            .iter()
            .take_while(move |(id, _)| is_ours && *id == cmd_id)
            .filter_map(|(_, at)| message.command(*at as usize))
            .filter(move |command| answers(command, msg_id))
    }

    /// The Status of a ticket's item: one that names the item, else one that names none and so is for all that are left.
    pub(super) fn status<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        stub: &Stub,
    ) -> Option<&'m Command<'a>> {
        let statuses = || {
            let responses = self.responses(message, stub).map(CommandRef::command);
            responses.filter(|command| command.verb == Verb::Status)
        };
        let exact = |target: &str| target.trim() == stub.uri;
        let alike = |target: &str| same_place(target, &stub.uri);
        let named = |status: &&Command<'a>| targets(status).iter().any(|target| exact(target));
        let named_alike =
            |status: &&Command<'a>| targets(status).iter().any(|target| alike(target));
        // The only item of a command needs no name, and a wrong one does not matter.
        let common = |status: &&Command<'a>| stub.item.is_none() || targets(status).is_empty();
        // Windows repeats the requester's spelling, so that the cheap comparison finds nearly all.
        statuses()
            .find(named)
            .or_else(|| statuses().find(named_alike))
            .or_else(|| statuses().find(common))
    }

    /// The items of all Results of a ticket's command, in order.
    pub(super) fn results<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        stub: &Stub,
    ) -> impl Iterator<Item = &'m Item<'a>> + use<'_, 'm, 'a> {
        self.responses(message, stub)
            .filter(|command| command.verb == Verb::Results)
            .flat_map(CommandRef::items)
    }

    /// The result of a ticket's item: the one that comes from its node, else the one in its place. Devices repeat Results in later messages, so
    /// that there may be several.
    pub(super) fn result<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        stub: &Stub,
    ) -> Option<&'m Item<'a>> {
        let wanted = path(&stub.uri);
        let same = |item: &&Item<'a>| source(item).is_some_and(|found| found == wanted);
        // Where nothing failed, the items are in the order of the request.
        let place = stub.item.unwrap_or(0) as usize;
        if let Some(item) = self.results(message, stub).nth(place).filter(same) {
            return Some(item);
        }
        if let Some(item) = self.results(message, stub).find(same) {
            return Some(item);
        }
        let alike = |item: &&Item<'a>| source(item).is_some_and(|found| same_place(found, wanted));
        if let Some(item) = self.results(message, stub).find(alike) {
            return Some(item);
        }
        match stub.item {
            None => self.results(message, stub).next(),
            // Failed items are missing, so that a place says nothing of an item that names its node.
            Some(_) => self
                .results(message, stub)
                .nth(place)
                .filter(|item| item.source.is_none()),
        }
    }
}

/// Whether a response is to a command of this message. MS-MDM says that a missing MsgRef is 1.
fn answers(command: &Command<'_>, msg_id: u32) -> bool {
    let response = command.response.as_deref();
    let msg_ref = response.and_then(|response| response.msg_ref.as_deref());
    msg_ref.map_or(Ok(1), |text| text.trim().parse()) == Ok(msg_id)
}

fn source<'m>(item: &'m Item<'_>) -> Option<&'m str> {
    item.source.as_deref().map(path)
}

/// The items that a Status is for; none means all.
fn targets<'m, 'a>(status: &'m Command<'a>) -> &'m [Cow<'a, str>] {
    let response = status.response.as_deref();
    response.map_or(&[], |response| &response.target_refs)
}
