//! Asking the other end who it is: checking credentials, and the challenge that goes with the answer.

use std::fmt;

use super::credentials::{Credentials, Scheme};
use super::digest;
use syncml::StatusCode;
use syncml::{Cred, Meta, MetaRest};

/// How many messages in a row may come with bad credentials.
const MOST_REFUSALS: u32 = 3;

/// What one end asks of the other: the credentials that it expects.
///
/// With MD5 each message that is checked needs a nonce, which the other end is given for its next credentials. It must not be foreseeable, and this
/// crate has no source of randomness: so it comes with the message,
/// [`receive_with_nonce`](crate::ServerSession::receive_with_nonce).
///
/// ```
/// use csp_session::{Challenge, Credentials, ServerSession};
///
/// # fn random() -> [u8; 16] { *b"sixteen letters!" }
/// # let message = b"<SyncML><SyncHdr><SessionID>1</SessionID><MsgID>1</MsgID></SyncHdr><SyncBody/></SyncML>";
/// let device = Credentials::md5("Bruce2", "OhBehave", Vec::new());
/// let mut session = ServerSession::new("https://mdm.example.com").with_challenge(Challenge::new(device));
/// let answer = session.receive_with_nonce(message, &random())?;
/// # Ok::<(), csp_session::SessionError>(())
/// ```
#[derive(Clone)]
pub struct Challenge {
    pub(crate) expected: Credentials,
    pub(crate) state: ChallengeState,
}

/// What is no secret of a challenge.
#[derive(Clone, Copy, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct ChallengeState {
    asks_each_time: bool,
    passed: bool,
    refusals: u32,
}

/// The outcome of a check: the Status for the header, and the `Chal` that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuthenticationStatus {
    pub(crate) status: StatusCode,
    pub(crate) chal: Option<Meta<'static>>,
}

impl AuthenticationStatus {
    /// The ruling on a message of somebody who is not asked.
    pub(crate) const FREE: Self = Self {
        status: StatusCode::OK,
        chal: None,
    };
}

impl Challenge {
    /// Expects these credentials once; they then hold for the session (212). The nonce in them is the one that the other end was given last; while
    /// there is none, no digest is taken and the other end is given one.
    pub fn new(expected: Credentials) -> Self {
        Self {
            expected,
            state: ChallengeState::default(),
        }
    }

    /// Expects credentials in every message (200).
    #[must_use]
    pub fn each_message(mut self) -> Self {
        self.state.asks_each_time = true;
        self
    }

    /// Whether the other end proved who it is, with its last message or with an earlier one that holds for the session.
    pub const fn is_met(&self) -> bool {
        self.state.passed
    }

    /// The nonce that the other end was given last: what [`Credentials::md5`] takes for the next session. Keep it once the challenge
    /// [is met](Self::is_met): what a stranger was given must not take the place of what the other end has.
    pub fn nonce(&self) -> &[u8] {
        self.expected.nonce()
    }

    /// Whether the next message is checked, and its sender given a nonce.
    pub(crate) fn needs_nonce(&self) -> bool {
        let is_free = self.state.passed && !self.state.asks_each_time;
        !is_free && self.expected.scheme() == Scheme::Md5
    }

    /// Checks the credentials of a message. Its sender is given the nonce for the next ones.
    pub(crate) fn check(&mut self, cred: Option<&Cred<'_>>, nonce: &[u8]) -> AuthenticationStatus {
        if self.state.passed && !self.state.asks_each_time {
            return AuthenticationStatus::FREE;
        }
        let status = match cred {
            None => StatusCode::CREDENTIALS_MISSING,
            Some(cred) if !self.expected.fit(cred) => StatusCode::INVALID_CREDENTIALS,
            Some(_) if self.state.asks_each_time => StatusCode::OK,
            Some(_) => StatusCode::AUTHENTICATED,
        };
        self.state.passed = status.is_success();
        // The very first contact was this.
        self.expected.at_first_contact = false;
        self.state.refusals = if self.state.passed {
            0
        } else {
            self.state.refusals.saturating_add(1)
        };
        AuthenticationStatus {
            status,
            chal: self.next(nonce),
        }
    }

    /// Whether the other end was refused as often as it may be.
    pub(crate) const fn is_exhausted(&self) -> bool {
        self.state.refusals >= MOST_REFUSALS
    }

    /// The challenge for the next credentials. Basic credentials that were good need none.
    fn next(&mut self, nonce: &[u8]) -> Option<Meta<'static>> {
        let scheme = self.expected.scheme();
        let rest = match scheme {
            Scheme::Basic if self.state.passed => return None,
            Scheme::Basic => None,
            Scheme::Md5 => {
                self.expected.nonce = nonce.to_vec();
                Some(Box::new(MetaRest {
                    next_nonce: Some(digest::encode_nonce(&self.expected.nonce).into()),
                    ..MetaRest::default()
                }))
            }
        };
        Some(Meta {
            format: Some("b64".into()),
            kind: Some(scheme.as_str().into()),
            rest,
        })
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge")
            .field("expected", &self.expected)
            .field("asks_each_time", &self.state.asks_each_time)
            .field("passed", &self.state.passed)
            .finish_non_exhaustive()
    }
}
