//! Why a saved session cannot go on.

use std::fmt;

/// Why a saved session cannot go on. What is wrong with its form alone is an error of the serde format that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResumeError {
    /// The session has credentials, and the secrets have none, or the other way round: they are of another session.
    Credentials,
    /// The session asks the other end who it is, and the secrets do not say what it has to prove, or the other way round: they are of another
    /// session.
    Challenge,
    /// The parts of what was saved do not fit each other: which part, of what.
    Damaged(&'static str),
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials => f.write_str(
                "the session and the secrets do not both have credentials of this end: give the secrets of this session (`Secrets::with_credentials`)",
            ),
            Self::Challenge => f.write_str(
                "the session and the secrets do not both have credentials that the other end has to prove: give the secrets of this session (`Secrets::with_challenge`)",
            ),
            Self::Damaged(what) => write!(
                f,
                "the saved session is damaged: {what} does not fit the rest; begin another session"
            ),
        }
    }
}

impl std::error::Error for ResumeError {}
