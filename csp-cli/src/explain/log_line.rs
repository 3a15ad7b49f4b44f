//! A line of the event log, as it is pasted: the node and the codes that it names.

use std::fmt::Write as _;

use csp_explain::Code;
use csp_explain::table::{self, MESSAGES};
use serde_json::{Map, json};

use super::answer::Answer;
use super::answered::{Answered, Context};
use super::code::{self, About};
use super::node;
use super::sent::Sent;
use super::write::sentence;

/// How many codes of one line are explained.
const MOST: usize = 8;

/// How many causes are told where none is shown.
const CAUSES: usize = 5;

/// Whether a text is a line of the log: it has words, and a node or a code among them.
pub(super) fn is_one(text: &str) -> bool {
    let has_words = text.contains(char::is_whitespace) && !text.starts_with("./");
    has_words && (uri(text).is_some() || !codes(text).is_empty())
}

pub(super) fn explain(context: &mut Context<'_>, line: &str, sent: Option<&Sent>) -> Answer {
    let uri = uri(line);
    let uri = uri.as_deref().unwrap_or_default();
    let codes = codes(line);
    let verb = field(line, "Command Type").map_or("", verb);
    let (error, status) = match codes.first() {
        Some(Code::Error(number)) => (Some(*number), codes[0].wrapped_status()),
        Some(Code::Status(status)) => (None, Some(*status)),
        None => (None, None),
    };
    let sent_value = sent.and_then(|sent| sent.of(uri));
    let answered = Answered {
        command: verb,
        uri,
        status,
        error,
        ..sent_value.unwrap_or_default()
    };
    let (mut text, value) = context.explain(answered, CAUSES);
    let element = missing_element(line);
    if let Some(id) = element {
        let missing = format!("the payload lacks the element `{id}` of its policy");
        text = format!("{}\n\n{text}", sentence(&missing));
    }
    if let Some(sent) = sent.filter(|_| sent_value.is_none()) {
        text.push_str(&sent.explain(context, status, error).0);
    }
    if uri.ends_with("/Policy/FakePolicy/Version") {
        let note = table::event(404).map_or("", |row| row.note);
        text = format!("{}\n\n{text}", sentence(note));
    }
    for code in &codes {
        let about = code::explain(*code, About::Command);
        let _ = write!(text, "\n{}", about.text);
    }
    let mut details = Map::new();
    details.insert("uri".to_owned(), uri.into());
    details.insert("command".to_owned(), verb.into());
    details.insert("element".to_owned(), element.into());
    details.insert(
        "codes".to_owned(),
        json!(codes.iter().map(ToString::to_string).collect::<Vec<_>>()),
    );
    details.insert("causes".to_owned(), value["causes"].clone());
    if !uri.is_empty() {
        let about = node::explain(context, uri);
        let _ = write!(text, "\n{}", about.text);
        details.insert("node".to_owned(), about.details.into());
    }
    Answer {
        kind: "event",
        text,
        details,
    }
}

/// The LocURI that a line names; of a policy, the one of its area and its name.
fn uri(line: &str) -> Option<String> {
    if let Some(uri) = field(line, "CSP URI") {
        return Some(uri.to_owned());
    }
    if let (Some(policy), Some(area)) = (field(line, "Policy"), field(line, "Area")) {
        let is_users = field(line, "Current User").is_some_and(|user| user.starts_with("S-1-"));
        let scope = if is_users { "User" } else { "Device" };
        return Some(format!(
            "./{scope}/Vendor/MSFT/Policy/Config/{area}/{policy}"
        ));
    }
    let bare = |word: &str| {
        word.trim_matches(|sign| matches!(sign, '(' | ')' | ',' | '\'' | '"'))
            .trim_end_matches('.')
            .to_owned()
    };
    let mut words = line.split_whitespace().map(bare);
    words.find(|word| word.starts_with("./") && word.len() > 2)
}

/// The element that a payload lacks, as event 856 names it: `element Id not found: Id (X)`.
fn missing_element(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("element Id not found")?;
    let (_, id) = rest.split_once('(')?;
    id.split(')').next().map(str::trim)
}

/// What stands in parentheses behind a label: `CSP URI: (./Vendor/..)`.
fn field<'l>(line: &'l str, label: &str) -> Option<&'l str> {
    let start = line.match_indices(label).find_map(|(at, _)| {
        let is_word = !line[..at].ends_with(|sign: char| sign.is_alphanumeric());
        let rest = line[at + label.len()..].trim_start();
        rest.strip_prefix(':')
            .map(str::trim_start)
            .filter(|_| is_word)
    })?;
    let Some(inner) = start.strip_prefix('(') else {
        return start
            .split(',')
            .next()
            .map(str::trim)
            .filter(|text| !text.is_empty());
    };
    // A value may have parentheses of its own.
    let mut open = 1;
    for (at, sign) in inner.char_indices() {
        match sign {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return inner
                .get(..at)
                .map(str::trim)
                .filter(|text| !text.is_empty());
        }
    }
    Some(inner.trim())
}

/// The verb of `Add: from Replace or Add`, `SetValue: from Replace`, `CmdType_Execute`.
fn verb(command_type: &str) -> &'static str {
    let of = command_type.split(':').next().unwrap_or_default();
    let has = |word: &str| of.contains(word);
    if has("Exec") {
        "Exec"
    } else if has("Delete") || has("Clear") {
        "Delete"
    } else if has("Add") {
        // Windows creates what a Replace is for.
        if command_type.contains("from Replace") {
            "Replace"
        } else {
            "Add"
        }
    } else if has("Set") || has("Replace") {
        "Replace"
    } else if has("Get") {
        "Get"
    } else {
        ""
    }
}

/// The codes of a line, that of the result first.
fn codes(line: &str) -> Vec<Code> {
    let mut codes = Vec::new();
    if let Some(result) = field(line, "Result") {
        let message = result.trim_end_matches('.');
        let said = MESSAGES
            .iter()
            .find(|(text, _)| text.eq_ignore_ascii_case(message));
        codes.extend(
            said.map(|(_, number)| Code::Error(*number))
                .or_else(|| Code::parse(result)),
        );
    }
    let words = line.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    for word in words {
        let is_error = word.starts_with("0x") || word.starts_with("0X") || word.starts_with('-');
        let Some(code) = Code::parse(word).filter(|_| is_error) else {
            continue;
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
        if codes.len() == MOST {
            break;
        }
    }
    codes
}
