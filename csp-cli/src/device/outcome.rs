//! How a device's session came out.

use csp_session::End;

/// How a session came out.
pub(crate) enum Outcome {
    /// It was ended by what the two ends said.
    Ended(End),
    /// The server could not be reached, or broke its answer off.
    NoAnswer(String),
    /// The server answered with another HTTP status than success.
    Http(u16, String),
    /// The server's answer is no SyncML of this session.
    Unusable(String),
    /// The device has sent as many messages as it may, which this option bounds.
    TooManyMessages(u64, &'static str),
    /// The session took longer than this option allows.
    TimedOut(&'static str),
    /// The run ended so before the session began.
    NotBegun(Box<Outcome>),
}

impl Outcome {
    /// Whether the session may go on by sending its last message again.
    pub(crate) fn may_go_on(&self) -> bool {
        matches!(self, Self::NoAnswer(_) | Self::Http(..) | Self::TimedOut(_))
    }

    /// A word for programs.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Ended(End::Complete) => "complete".to_owned(),
            Self::Ended(End::Aborted) => "aborted".to_owned(),
            Self::Ended(End::NotAuthenticated) => "not-authenticated".to_owned(),
            Self::Ended(End::Refused(status)) => format!("refused-{}", status.code()),
            Self::Ended(_) => "ended".to_owned(),
            Self::NoAnswer(_) => "no-answer".to_owned(),
            Self::Http(status, _) => format!("http-{status}"),
            Self::Unusable(_) => "unusable-answer".to_owned(),
            Self::TooManyMessages(..) => "too-many-messages".to_owned(),
            Self::TimedOut(_) => "timed-out".to_owned(),
            Self::NotBegun(_) => "not-begun".to_owned(),
        }
    }

    /// A sentence for people.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Ended(End::NotAuthenticated) => {
                "one end could not prove who it is: --auth-user and --auth-password, or --server-user and --server-password, have to be the server's".to_owned()
            }
            Self::Ended(end) => end.to_string(),
            Self::NoAnswer(why) => format!("the server gave no answer: {why}"),
            Self::Http(status, body) if body.is_empty() => {
                format!("the server answered with HTTP status {status}")
            }
            Self::Http(status, body) => {
                format!("the server answered with HTTP status {status}: {body}")
            }
            Self::Unusable(why) => format!("the server's answer cannot be used: {why}"),
            Self::TooManyMessages(most, option) => {
                format!("the server asks on after {most} messages; {option} allows more")
            }
            Self::TimedOut(option) => format!("it took too long; {option} allows more"),
            Self::NotBegun(end) => format!("the run was over: {}", end.in_words()),
        }
    }

    /// The code with which the command ends.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Ended(End::Complete) => 0,
            Self::Ended(End::NotAuthenticated) => 4,
            Self::Ended(_) => 3,
            Self::NoAnswer(_) | Self::Http(..) => 5,
            Self::Unusable(_) => 6,
            Self::TooManyMessages(..) | Self::TimedOut(_) | Self::NotBegun(_) => 7,
        }
    }
}
