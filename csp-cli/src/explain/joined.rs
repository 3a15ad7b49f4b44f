//! A Status and the command that it answers.

use std::collections::{BTreeMap, BTreeSet};

use csp_explain::Code;
use syncml::{Command, Item, Message, Verb};

use super::answered::{Answered, Fault};

/// The commands of a request by their CmdIDs, of two with one the first; and their items by what they are for.
pub(super) struct Asked<'m, 'a> {
    message: &'m Message<'a>,
    by_id: BTreeMap<&'m str, usize>,
    /// Those without one, the first last: a device answers them in order, with an empty CmdRef.
    without_id: Vec<usize>,
    items: BTreeMap<(usize, String), &'m Item<'a>>,
    /// For each command, whether it stands in an Atomic.
    in_atomic: Vec<bool>,
    /// The commands that a Status answered whole. What more of them a reply has says nothing new.
    whole: BTreeSet<usize>,
}

impl<'m, 'a> Asked<'m, 'a> {
    pub(super) fn new(message: &'m Message<'a>) -> Self {
        let (mut by_id, mut items) = (BTreeMap::new(), BTreeMap::new());
        let (mut without_id, mut in_atomic) = (Vec::new(), Vec::new());
        let mut end = 0;
        for (at, command) in message.commands.iter().enumerate() {
            if command.cmd_id.is_empty() {
                without_id.push(at);
            } else {
                by_id.entry(&*command.cmd_id).or_insert(at);
            }
            in_atomic.push(at < end);
            if command.verb == Verb::Atomic {
                end = end.max(command.end as usize);
            }
            for item in message
                .command(at)
                .map_or(&[][..], |command| command.items())
            {
                items.entry((at, key(target(item)))).or_insert(item);
            }
        }
        without_id.reverse();
        Self {
            message,
            by_id,
            items,
            without_id,
            in_atomic,
            whole: BTreeSet::new(),
        }
    }
}

/// What a Status says of each item of its command.
pub(super) fn answers_of<'m>(
    status: &'m Command<'_>,
    asked: Option<&mut Asked<'m, '_>>,
) -> Vec<Answered<'m>> {
    let response = status.response.as_deref();
    let error = response.and_then(|response| response.original_error.as_deref());
    let answered = Answered {
        command: response
            .and_then(|response| response.cmd.as_deref())
            .unwrap_or_default(),
        status: status.status_code(),
        error: match error.and_then(Code::parse) {
            Some(Code::Error(number)) => Some(number),
            _ => None,
        },
        ..Answered::default()
    };
    let targets: Vec<&'m str> = response
        .map_or(&[][..], |response| &response.target_refs)
        .iter()
        .map(|uri| &**uri)
        .collect();
    let cmd_ref = response.and_then(|response| response.cmd_ref.as_deref());
    let bare = || {
        if targets.is_empty() {
            vec![answered]
        } else {
            targets
                .iter()
                .map(|uri| Answered { uri, ..answered })
                .collect()
        }
    };
    let Some(asked) = asked.filter(|_| answered.command != "SyncHdr") else {
        return bare();
    };
    let at = match cmd_ref.unwrap_or_default() {
        "" => asked.without_id.pop(),
        cmd_ref => asked.by_id.get(cmd_ref).copied(),
    };
    let Some((at, command)) = at.and_then(|at| Some((at, asked.message.command(at)?))) else {
        return bare();
    };
    let items: Vec<&'m Item<'_>> = if !targets.is_empty() {
        let uris = targets.iter();
        uris.filter_map(|uri| asked.items.get(&(at, key(uri))).copied())
            .collect()
    } else if asked.whole.insert(at) {
        command.items().iter().collect()
    } else {
        Vec::new()
    };
    let answered = Answered {
        command: command.command().verb.as_str(),
        fault: fault(command.command(), command.items()),
        in_atomic: asked.in_atomic.get(at).copied(),
        ..answered
    };
    let command = command.command();
    let of_item = |item: &'m Item<'_>| Answered {
        uri: target(item),
        format: item
            .meta
            .format
            .as_deref()
            .or(command.meta.format.as_deref()),
        value: item.data.as_ref().map(|data| &*data.text),
        ..answered
    };
    if items.is_empty() {
        vec![Answered {
            uri: targets.first().copied().unwrap_or_default(),
            ..answered
        }]
    } else {
        items.into_iter().map(of_item).collect()
    }
}

/// What is wrong with a command before anything is known of its node.
fn fault(command: &Command<'_>, items: &[Item<'_>]) -> Option<Fault> {
    match &command.verb {
        Verb::Unknown(_) => Some(Fault::NotACommand),
        _ if command.cmd_id.is_empty() => Some(Fault::CmdIdMissing),
        Verb::Add | Verb::Delete | Verb::Exec | Verb::Get | Verb::Replace => {
            let lacks = items.is_empty() || items.iter().any(|item| target(item).is_empty());
            lacks.then_some(Fault::TargetMissing)
        }
        _ => None,
    }
}

fn target<'m>(item: &'m Item<'_>) -> &'m str {
    item.target.as_deref().unwrap_or_default()
}

/// Devices repeat the spelling of a request; case is forgiven.
fn key(uri: &str) -> String {
    uri.trim().to_ascii_lowercase()
}
