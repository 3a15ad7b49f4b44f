//! Why there is no value for a ticket.

use std::fmt;

use super::Outcome;
use crate::StatusCode;
use csp_runtime::value::ReadValueError;

/// Why a reply has no value for a ticket, or why a command did not succeed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ReplyError {
    /// The device refused the command, or did not say how it went.
    Failed(Box<Outcome>),
    /// The command succeeded and its value is not in the message. It may come with the next one; Windows ends the session (Alert 1223) when a
    /// value is larger than the server's MaxMsgSize.
    NoValue(Box<Outcome>),
    /// What the device answered with the number of this command is for another one: [`Outcome::other`] says what was found. The reply is to
    /// another request, as a rule.
    Other(Box<Outcome>),
    /// There is a value, and its text cannot be one of the node's type. [`Reply::item`](super::Reply::item) has it as it came.
    ReadValueError {
        /// How the command went.
        outcome: Box<Outcome>,
        /// The format that the device gave.
        format: Option<String>,
        /// What was expected and what was found.
        reason: ReadValueError,
    },
}

impl ReplyError {
    /// The error for a command that was not done.
    pub(super) fn failed(outcome: Outcome) -> Self {
        match outcome.other() {
            Some(_) => Self::Other(Box::new(outcome)),
            None => Self::Failed(Box::new(outcome)),
        }
    }

    /// How the command went.
    pub fn outcome(&self) -> &Outcome {
        match self {
            Self::Failed(outcome)
            | Self::NoValue(outcome)
            | Self::Other(outcome)
            | Self::ReadValueError { outcome, .. } => outcome,
        }
    }

    /// The status, or `None` when there is none.
    pub fn code(&self) -> Option<StatusCode> {
        self.outcome().code()
    }

    /// The Windows error behind the status.
    pub fn hresult(&self) -> Option<u32> {
        self.outcome().hresult()
    }

    /// Whether the node does not exist, or has no value: 404 to a Get.
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(StatusCode::NOT_FOUND)
    }
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(outcome) | Self::Other(outcome) => outcome.fmt(f),
            Self::NoValue(outcome) => {
                let code = outcome.code().unwrap_or(StatusCode::OK);
                write!(
                    f,
                    "{} {}: the device answered {code} and sent ",
                    outcome.verb(),
                    outcome.uri()
                )?;
                match outcome.other() {
                    Some(other) => write!(f, "no value of this node, but of {other}"),
                    None => f.write_str("no value"),
                }?;
                f.write_str(
                    ": it may follow in the next message, or be larger than the server takes",
                )
            }
            Self::ReadValueError {
                outcome,
                format,
                reason,
            } => {
                write!(f, "{} {}: {reason}", outcome.verb(), outcome.uri())?;
                match format {
                    Some(format) => write!(f, ", which the device sent as `{format}`"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for ReplyError {}
