//! A device's reply: what failed, why, and what to do, joined with the request that it answers.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use syncml::{Command, Message, StatusCode, Verb};

use super::answer::Answer;
use super::answered::{Answered, Context};
use super::joined::{Asked, answers_of};

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
    context: &mut Context<'_>,
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

fn tell(context: &mut Context<'_>, answers: &[Answered<'_>], has_request: bool) -> Answer {
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

/// What a device's reply to a request means, for `csp respond --explain`.
pub(crate) fn explain_exchange(context: &mut Context<'_>, request: &[u8], reply: &[u8]) -> String {
    match explain(context, reply, Some(request)) {
        Ok(answer) => answer.text,
        Err(error) => error,
    }
}
