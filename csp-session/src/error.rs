//! Why a session cannot take a message. The session is as it was before.

use std::fmt;

use syncml::{self, WriteError};

/// Why a session cannot take a message or a command. The session is as it was, and may go on with another message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionError {
    /// The bytes are no SyncML message.
    Message(syncml::Error),
    /// The message has no header, so it belongs to no session.
    NoHeader,
    /// The message belongs to another session.
    OtherSession {
        /// The SessionID of this session.
        expected: String,
        /// The SessionID of the message.
        found: String,
    },
    /// The message is older than the last one, or has its MsgID and says something else, or its MsgID is no number.
    OutOfOrder {
        /// The MsgID of the last message.
        last: u32,
        /// The MsgID of the message.
        found: String,
    },
    /// The device did not begin the session: [`start`](crate::DeviceSession::start) gives its first message.
    NotStarted,
    /// The session is over.
    Over,
    /// The other end is asked for MD5 credentials, and there is no nonce for its next ones.
    NoNonce,
    /// Something that is to be sent cannot be written as XML.
    Write(WriteError),
    /// What is to be queued for a device holds something other than commands for it: a Status, a Results, or nothing at all.
    NotCommands,
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(error) => error.fmt(f),
            Self::NoHeader => f.write_str(
                "the message has no SyncHdr, so it belongs to no session: send a whole message",
            ),
            Self::OtherSession { expected, found } => write!(
                f,
                "the message belongs to session {found:?}, not to {expected:?}: begin a session of its own for it"
            ),
            Self::OutOfOrder { last, found } => write!(
                f,
                "the message has MsgID {found:?} after {last}: MsgIDs are numbers that grow by one"
            ),
            Self::NotStarted => f.write_str("the session has not begun: send its first message"),
            Self::NoNonce => f.write_str(
                "the session has a challenge by MD5 and was given no nonce: call `receive_with_nonce` with random bytes",
            ),
            Self::Over => f.write_str("the session is over: begin another one"),
            Self::Write(error) => write!(f, "the message cannot be written: {error}"),
            Self::NotCommands => f.write_str(
                "only commands for a device can be queued, at least one: no Status and no Results",
            ),
        }
    }
}

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Message(error) => Some(error),
            Self::Write(error) => Some(error),
            _ => None,
        }
    }
}

impl From<syncml::Error> for SessionError {
    fn from(error: syncml::Error) -> Self {
        Self::Message(error)
    }
}

impl From<WriteError> for SessionError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}
