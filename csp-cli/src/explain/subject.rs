//! What can be explained, and by what.

use std::process::ExitCode;

use csp_explain::{Code, table};
use csp_profile::lint::{self, Rule};
use syncml::StatusCode;

use super::answer::Answer;
use super::answered::Context;
use super::code::{self, About};
use super::sent::{Request, Sent};
use super::{log_line, node, reply, rule};
use crate::error::CommandError;

/// What is to be explained.
pub(crate) enum Subject {
    Code(Code),
    Event(u32),
    LocUri(String),
    LogLine(String),
    Rule(&'static Rule),
    Reply(Vec<u8>),
}

impl Subject {
    /// What a text is that is no reply; `None` for nothing that can be explained.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(code) = Code::parse(text) {
            return Some(Self::Code(code));
        }
        if let Some(number) = event_number(text) {
            return Some(Self::Event(number));
        }
        if let Some(rule) = lint::rule(text) {
            return Some(Self::Rule(rule));
        }
        if log_line::is_one(text) {
            return Some(Self::LogLine(text.to_owned()));
        }
        let is_address = text.starts_with("./") || text.contains("/MSFT/");
        is_address.then(|| Self::LocUri(text.to_owned()))
    }

    /// Whether what was sent tells more of it.
    pub(super) fn takes_request(&self) -> bool {
        !matches!(self, Self::LocUri(_) | Self::Rule(_))
    }

    /// Whether it cannot be explained without definitions.
    pub(super) fn is_of_nodes(&self) -> bool {
        matches!(self, Self::LocUri(_) | Self::LogLine(_) | Self::Reply(_))
    }

    /// Explains it, with what was sent where that is known.
    pub(crate) fn explain(
        &self,
        context: &mut Context<'_>,
        request: Option<&Request>,
    ) -> Result<Answer, CommandError> {
        Ok(match self {
            Self::Code(code) => {
                let (status, error) = match code {
                    Code::Status(status) => (Some(*status), None),
                    Code::Error(number) => (code.wrapped_status(), Some(*number)),
                };
                let answer = code::explain(*code, About::Nothing);
                with_sent(answer, context, request, status, error)?
            }
            Self::Event(number) => {
                let error = table::event(*number).and_then(|row| row.error);
                let answer = code::explain_event(*number);
                with_sent(answer, context, request, None, error)?
            }
            Self::LocUri(uri) => node::explain(context, uri),
            Self::Rule(rule) => rule::explain(rule),
            Self::LogLine(line) => {
                let sent = request.map(Sent::new).transpose()?;
                log_line::explain(context, line, sent.as_ref())
            }
            Self::Reply(bytes) => {
                let request = request.map(|request| request.bytes.as_slice());
                reply::explain(context, bytes, request)
                    .map_err(|error| CommandError::Other(error, ExitCode::from(2)))?
            }
        })
    }
}

/// An answer, with what of that which was sent shows why.
fn with_sent(
    mut answer: Answer,
    context: &mut Context<'_>,
    request: Option<&Request>,
    status: Option<StatusCode>,
    error: Option<u32>,
) -> Result<Answer, CommandError> {
    if let Some(request) = request {
        let (text, settings) = Sent::new(request)?.explain(context, status, error);
        answer.text.push_str(&text);
        answer.details.insert("settings".to_owned(), settings);
    }
    Ok(answer)
}

/// `event 404`, `Event ID: 404`.
fn event_number(text: &str) -> Option<u32> {
    let word = text
        .get(..5)
        .filter(|word| word.eq_ignore_ascii_case("event"));
    let rest = text.get(word?.len()..)?.trim_start_matches([' ', ':']);
    let rest = match rest.get(..2) {
        Some(id) if id.eq_ignore_ascii_case("id") => rest.get(2..)?.trim_start_matches([' ', ':']),
        _ => rest,
    };
    rest.parse().ok()
}
