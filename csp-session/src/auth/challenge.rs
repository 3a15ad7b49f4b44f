//! Asking the other end who it is: checking credentials, and the challenge that goes with the answer.

use std::fmt;

use super::credentials::{Credentials, Scheme};
use super::digest;
use syncml::StatusCode;
use syncml::{Cred, Meta, MetaRest};

/// How many messages in a row may come with bad credentials.
const MOST_REFUSALS: u32 = 3;

/// What one end asks of the other: the credentials that it expects, and a source of nonces.
///
/// Nonces come from the caller, because they must not be foreseeable and this crate has no source of randomness. One is taken for each challenge
/// and, with MD5, for each message that is accepted.
///
/// ```
/// use csp_session::{Challenge, Credentials};
///
/// # fn random() -> Vec<u8> { b"Nonce".to_vec() }
/// let device = Credentials::md5("Bruce2", "OhBehave", Vec::new());
/// let challenge = Challenge::new(device, random);
/// # let _ = challenge;
/// ```
pub struct Challenge {
    expected: Credentials,
    nonces: Box<dyn FnMut() -> Vec<u8> + Send>,
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
    pub fn new(expected: Credentials, nonces: impl FnMut() -> Vec<u8> + Send + 'static) -> Self {
        Self {
            expected,
            nonces: Box::new(nonces),
            asks_each_time: false,
            passed: false,
            refusals: 0,
        }
    }

    /// Expects credentials in every message (200).
    #[must_use]
    pub fn each_message(mut self) -> Self {
        self.asks_each_time = true;
        self
    }

    /// Whether the other end proved who it is, with its last message or with an earlier one that holds for the session.
    pub const fn is_met(&self) -> bool {
        self.passed
    }

    /// The nonce that the other end was given last: what [`Credentials::md5`] takes for the next session. Keep it once the challenge
    /// [is met](Self::is_met): what a stranger was given must not take the place of what the other end has.
    pub fn nonce(&self) -> &[u8] {
        self.expected.nonce()
    }

    /// Checks the credentials of a message.
    pub(crate) fn check(&mut self, cred: Option<&Cred<'_>>) -> AuthenticationStatus {
        if self.passed && !self.asks_each_time {
            return AuthenticationStatus::FREE;
        }
        let status = match cred {
            None => StatusCode::CREDENTIALS_MISSING,
            Some(cred) if !self.expected.fit(cred) => StatusCode::INVALID_CREDENTIALS,
            Some(_) if self.asks_each_time => StatusCode::OK,
            Some(_) => StatusCode::AUTHENTICATED,
        };
        self.passed = status.is_success();
        // The very first contact was this.
        self.expected.at_first_contact = false;
        self.refusals = match self.passed {
            true => 0,
            false => self.refusals + 1,
        };
        AuthenticationStatus {
            status,
            chal: self.next(),
        }
    }

    /// Whether the other end was refused as often as it may be.
    pub(crate) const fn is_exhausted(&self) -> bool {
        self.refusals >= MOST_REFUSALS
    }

    /// The challenge for the next credentials. Basic credentials that were good need none.
    fn next(&mut self) -> Option<Meta<'static>> {
        let scheme = self.expected.scheme();
        let rest = match scheme {
            Scheme::Basic if self.passed => return None,
            Scheme::Basic => None,
            Scheme::Md5 => {
                self.expected.nonce = (self.nonces)();
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
            .field("asks_each_time", &self.asks_each_time)
            .field("passed", &self.passed)
            .finish_non_exhaustive()
    }
}
