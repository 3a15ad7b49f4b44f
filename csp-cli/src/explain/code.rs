//! Statuses, errors and events: what the tables say of them.

use std::fmt::Write as _;

use csp_explain::table::{self, EVENT_LOG, EventRow, Note};
use csp_explain::{Code, RankedCause, Situation, rank};
use csp_runtime::HandlerError;
use serde_json::{Map, json};
use syncml::StatusCode;

use super::answer::Answer;
use super::write::{causes, causes_json, sentence};

/// How much is said around the number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// All there is: nothing else is known.
    Nothing,
    /// What it means alone: the causes are told where it was met.
    Command,
}

pub(super) fn explain(code: Code, about: About) -> Answer {
    let mut text = String::new();
    let mut details = Map::new();
    let kind = match code {
        Code::Status(status) => {
            say_status(&mut text, status);
            details.insert("code".to_owned(), status.code().into());
            details.insert("name".to_owned(), status.name().into());
            let row = table::status(status);
            details.insert("source".to_owned(), row.map(|row| row.source).into());
            "status"
        }
        Code::Error(number) => {
            say_error(&mut text, code, number);
            let row = table::error(number);
            details.insert("code".to_owned(), code.to_string().into());
            details.insert(
                "name".to_owned(),
                row.map(|row| row.name)
                    .filter(|name| !name.is_empty())
                    .into(),
            );
            details.insert(
                "documented".to_owned(),
                row.map(|row| row.is_documented).into(),
            );
            details.insert("source".to_owned(), row.map(|row| row.source).into());
            details.insert(
                "status".to_owned(),
                code.wrapped_status().map(StatusCode::code).into(),
            );
            "hresult"
        }
    };
    if about == About::Nothing {
        let ranked = possible(code);
        if !ranked.is_empty() {
            text.push_str("\nCauses, the likeliest first:\n");
            causes(&mut text, &ranked, "");
        }
        details.insert("causes".to_owned(), causes_json(&ranked));
        say_source(&mut text, code);
    }
    Answer {
        kind,
        text,
        details,
    }
}

/// The causes of a number of which nothing else is known.
fn possible(code: Code) -> Vec<RankedCause> {
    let status = match code {
        Code::Status(status) => Some(status),
        Code::Error(_) => code.wrapped_status(),
    };
    let error = match code {
        Code::Status(_) => None,
        Code::Error(number) => Some(number),
    };
    rank(
        status,
        &Situation {
            error,
            ..Situation::default()
        },
    )
}

fn say_status(text: &mut String, status: StatusCode) {
    let _ = write!(text, "{status}");
    match status.description() {
        Some(description) => {
            let _ = writeln!(text, ": {description}");
        }
        None => text.push_str(": the specification does not list it.\n"),
    }
    if let Some(note) = table::status(status).and_then(|row| row.note) {
        say_note(text, note);
    }
}

fn say_note(text: &mut String, note: Note) {
    let _ = write!(text, "On Windows: {}", note.text);
    let _ = if note.is_documented {
        writeln!(text, ".")
    } else {
        writeln!(text, " (observed, not documented: {}).", note.source)
    };
}

fn say_error(text: &mut String, code: Code, number: u32) {
    let _ = write!(text, "{code} ({}", number as i32);
    match table::error(number) {
        Some(row) => {
            if !row.name.is_empty() {
                let _ = write!(text, ", {}", row.name);
            }
            let _ = writeln!(text, "): {}", sentence(row.meaning));
            if !row.is_documented {
                text.push_str("Observed, not documented: no public header or list names it.\n");
            }
        }
        None if code.wrapped_status().is_some() => {
            text.push_str("): A status of SyncML, as Intune shows it.\n");
        }
        None => {
            let (facility, inner) = (number >> 16 & 0x7FF, number & 0xFFFF);
            let _ = writeln!(
                text,
                "): Not in the tables; its facility is {facility} and its code {inner}."
            );
        }
    }
    if let Some(status) = code.wrapped_status() {
        say_status(text, status);
    }
    if let Some(win32) = code.wrapped_win32() {
        let _ = writeln!(
            text,
            "It wraps the Win32 error {win32}, of which `net helpmsg {win32}` on Windows has the text."
        );
    }
    let status = HandlerError::from_hresult(number).status();
    if status != StatusCode::COMMAND_FAILED {
        let _ = writeln!(
            text,
            "By its name it goes with status {status}; Microsoft publishes no mapping."
        );
    }
}

fn say_source(text: &mut String, code: Code) {
    let source = match code {
        Code::Status(status) => table::status(status).map(|row| row.source),
        Code::Error(number) => table::error(number).map(|row| row.source),
    };
    let wrapped = code.wrapped_status().and_then(table::status);
    let source = source.or(wrapped.map(|row| row.source));
    if let Some(source) = source {
        let _ = writeln!(text, "\nSource: {source}.");
    }
    if let Code::Status(status) = code {
        if table::event(u32::from(status.code())).is_some() {
            let number = status.code();
            let _ = writeln!(
                text,
                "Event {number} of the log is another thing: `csp explain event {number}`."
            );
        }
    }
}

pub(super) fn explain_event(number: u32) -> Answer {
    let mut text = String::new();
    let row = table::event(number);
    let mut details = Map::new();
    details.insert("event".to_owned(), number.into());
    details.insert("log".to_owned(), EVENT_LOG.into());
    details.insert(
        "documented".to_owned(),
        row.map(|row| row.is_documented).into(),
    );
    details.insert("source".to_owned(), row.map(|row| row.source).into());
    let _ = writeln!(text, "Event {number} of {EVENT_LOG}:");
    match row {
        Some(row) => say_event(&mut text, row),
        None => {
            text.push_str("Not in the table; paste the line, and what it names is explained.\n")
        }
    }
    details.insert(
        "events".to_owned(),
        json!(
            table::EVENTS
                .iter()
                .map(|row| row.number)
                .collect::<Vec<_>>()
        ),
    );
    Answer {
        kind: "event",
        text,
        details,
    }
}

fn say_event(text: &mut String, row: &EventRow) {
    let _ = writeln!(text, "{}", sentence(row.meaning));
    if !row.note.is_empty() {
        let _ = writeln!(text, "{}", sentence(row.note));
    }
    let observed = if row.is_documented {
        ""
    } else {
        " (observed, not documented)"
    };
    let _ = writeln!(
        text,
        "Paste the whole line, and what it names is explained.\n\nSource: {}{observed}.",
        row.source
    );
}
