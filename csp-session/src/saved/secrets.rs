//! What a session must keep secret, apart from the session.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::form;
use crate::auth::Credentials;

const WHAT: &str = "csp-session secrets";

/// The credentials and the nonces of a session, which are no part of what [`save`](crate::ServerSession::save) gives.
///
/// A caller that wants them stored stores this, which is what [`secrets`](crate::ServerSession::secrets) gave. One that does not puts them together
/// from what it has: the passwords from where they are, the nonces from where it keeps those of each device.
///
/// ```
/// use csp_session::{Challenge, Credentials, Secrets, ServerSession};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let session = ServerSession::new("https://mdm.example.com").with_challenge(Challenge::new(Credentials::basic("Bruce2", "OhBehave")));
/// let text = serde_json::to_string(&session.save())?;         // stored
/// # drop(session);
///
/// let secrets = Secrets::none().with_challenge(Credentials::basic("Bruce2", "OhBehave"));     // not stored
/// let session = ServerSession::resume(serde_json::from_str(&text)?, secrets)?;
/// # let _ = session;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Secrets {
    pub(crate) parts: SecretParts,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecretParts {
    /// What this end proves itself with.
    pub(crate) credentials: Option<Credentials>,
    /// The nonce to keep for the next session, where it is another than that of the credentials.
    #[serde(with = "super::bytes")]
    pub(crate) kept: Vec<u8>,
    /// What the other end has to prove itself with.
    pub(crate) challenge: Option<Credentials>,
}

impl Secrets {
    /// The secrets of a session without credentials and without a challenge.
    pub fn none() -> Self {
        Self::default()
    }

    /// What this end proves itself with, with the nonce that the other end gave last.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        credentials.nonce().clone_into(&mut self.parts.kept);
        self.parts.credentials = Some(credentials);
        self
    }

    /// What the other end has to prove itself with, with the nonce that it was given last.
    #[must_use]
    pub fn with_challenge(mut self, expected: Credentials) -> Self {
        self.parts.challenge = Some(expected);
        self
    }

    /// What this end proves itself with.
    pub const fn credentials(&self) -> Option<&Credentials> {
        self.parts.credentials.as_ref()
    }

    /// What the other end has to prove itself with.
    pub const fn challenge(&self) -> Option<&Credentials> {
        self.parts.challenge.as_ref()
    }
}

/// Nothing of them is for logs.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets").finish_non_exhaustive()
    }
}

impl Serialize for Secrets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form::serialize(WHAT, &self.parts, serializer)
    }
}

impl<'de> Deserialize<'de> for Secrets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = form::deserialize(WHAT, deserializer)?;
        Ok(Self { parts })
    }
}
