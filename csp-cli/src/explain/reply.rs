//! A device's reply: what failed, why, and what to do, joined with the request that it answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use csp_explain::Code;
use serde_json::{Map, Value};
use syncml::{Command, Item, Message, StatusCode, Verb};

use super::Answer;
use super::answered::{Answered, Context};

/// How many failures of one reply are explained.
const MOST: usize = 100;

/// How many causes are told of one of them where none is shown.
const CAUSES: usize = 4;

/// Explains a reply.
///
/// # Errors
///
/// What is no SyncML, or has no Status in it; the text says which of the two files it is.
pub(super) fn explain(
    context: &mut Context,
    bytes: &[u8],
    request: Option<&[u8]>,
) -> Result<Answer, String> {
    let reply = Message::parse(bytes).map_err(|error| format!("the reply: {error}"))?;
    let request = request.map(Message::parse).transpose();
    let request = request.map_err(|error| format!("the request: {error}"))?;
    let statuses: Vec<&Command<'_>> = reply
        .commands
        .iter()
        .filter(|command| command.verb == Verb::Status)
        .collect();
    if statuses.is_empty() {
        let what = "it has no Status, so it is no reply; a request is explained with the reply to it (`csp explain REPLY --request FILE`), and `csp respond --explain` answers it";
        return Err(format!("the reply: {what}"));
    }
    let mut asked = request.as_ref().map(Asked::new);
    let mut answers = Vec::new();
    for status in statuses {
        answers.append(&mut answers_of(status, asked.as_mut()));
    }
    Ok(tell(context, &answers, request.is_some()))
}

fn tell(context: &mut Context, answers: &[Answered<'_>], has_request: bool) -> Answer {
    // That of the header is of no command.
    let commands = answers
        .iter()
        .filter(|answer| answer.command != "SyncHdr")
        .count();
    let mut failed: Vec<&Answered<'_>> =
        answers.iter().filter(|answer| has_failed(answer)).collect();
    let pending = answers
        .iter()
        .filter(|answer| answer.status == Some(StatusCode::ACCEPTED))
        .count();
    failed.sort_by_key(|answer| is_consequence(answer));
    let mut text = match (failed.len(), commands) {
        (0, 1) => "The command was done.\n".to_owned(),
        (0, _) => format!("All {commands} commands were done.\n"),
        (many, _) => format!("{many} of {commands} commands failed.\n"),
    };
    if pending > 0 {
        let _ = writeln!(text, "{pending} goes on (202): an alert tells its end.");
    }
    let has_culprit = failed.iter().any(|answer| !is_consequence(answer));
    let mut told = Vec::new();
    for answer in failed.iter().take(MOST) {
        // What failed because another did is explained by that one.
        let causes = if has_culprit && is_consequence(answer) {
            1
        } else {
            CAUSES
        };
        let (explanation, value) = context.explain(**answer, causes);
        let _ = write!(text, "\n{explanation}");
        told.push(value);
    }
    if failed.len() > MOST {
        let _ = writeln!(text, "\nand {} more.", failed.len() - MOST);
    }
    if !has_request && !failed.is_empty() {
        text.push_str(
            "\nWhich nodes and values these were for stands in the request: `--request FILE`.\n",
        );
    }
    let mut details = Map::new();
    details.insert("commands".to_owned(), commands.into());
    details.insert("failed".to_owned(), failed.len().into());
    details.insert("failures".to_owned(), Value::Array(told));
    Answer {
        kind: "reply",
        text,
        details,
    }
}

fn has_failed(answer: &Answered<'_>) -> bool {
    answer
        .status
        .is_none_or(|status| !status.is_success() || matches!(status.code(), 214..=216))
}

/// Whether a command failed because another did.
fn is_consequence(answer: &Answered<'_>) -> bool {
    matches!(
        answer.status.map(StatusCode::code),
        Some(215 | 216 | 507 | 516)
    )
}

/// The commands of a request by their CmdIDs, of two with one the first; and their items by what they are for.
struct Asked<'m, 'a> {
    message: &'m Message<'a>,
    by_id: BTreeMap<&'m str, usize>,
    items: BTreeMap<(usize, String), &'m Item<'a>>,
    /// For each command, whether it stands in an Atomic.
    in_atomic: Vec<bool>,
    /// The commands that a Status answered whole. What more of them a reply has says nothing new.
    whole: BTreeSet<usize>,
}

impl<'m, 'a> Asked<'m, 'a> {
    fn new(message: &'m Message<'a>) -> Self {
        let (mut by_id, mut items) = (BTreeMap::new(), BTreeMap::new());
        let mut in_atomic = Vec::new();
        let mut end = 0;
        for (at, command) in message.commands.iter().enumerate() {
            by_id.entry(&*command.cmd_id).or_insert(at);
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
        Self {
            message,
            by_id,
            items,
            in_atomic,
            whole: BTreeSet::new(),
        }
    }
}

/// What a Status says of each item of its command.
fn answers_of<'m>(status: &'m Command<'_>, asked: Option<&mut Asked<'m, '_>>) -> Vec<Answered<'m>> {
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
    let cmd_ref = response
        .and_then(|response| response.cmd_ref.as_deref())
        .filter(|cmd_ref| !cmd_ref.is_empty());
    let bare = || match targets.is_empty() {
        true => vec![answered],
        false => targets
            .iter()
            .map(|uri| Answered { uri, ..answered })
            .collect(),
    };
    let Some((asked, cmd_ref)) = asked.zip(cmd_ref).filter(|_| answered.command != "SyncHdr")
    else {
        return bare();
    };
    let Some(&at) = asked.by_id.get(cmd_ref) else {
        return bare();
    };
    let Some(command) = asked.message.command(at) else {
        return bare();
    };
    let items: Vec<&'m Item<'_>> = match targets.is_empty() {
        true if asked.whole.insert(at) => command.items().iter().collect(),
        true => Vec::new(),
        false => targets
            .iter()
            .filter_map(|uri| asked.items.get(&(at, key(uri))).copied())
            .collect(),
    };
    let answered = Answered {
        command: command.command().verb.as_str(),
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
    match items.is_empty() {
        true => vec![Answered {
            uri: targets.first().copied().unwrap_or_default(),
            ..answered
        }],
        false => items.into_iter().map(of_item).collect(),
    }
}

fn target<'m>(item: &'m Item<'_>) -> &'m str {
    item.target.as_deref().unwrap_or_default()
}

/// Devices repeat the spelling of a request; case is forgiven.
fn key(uri: &str) -> String {
    uri.trim().to_ascii_lowercase()
}
