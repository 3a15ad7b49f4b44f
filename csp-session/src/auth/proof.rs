//! Proving who this end is: when credentials are sent, with which nonce, and what the other end says to them.

use super::credentials::{Credentials, Scheme};
use super::digest;
use syncml::Meta;
use syncml::StatusCode;

/// This end's proof.
#[derive(Default)]
pub(crate) struct Proof {
    pub(crate) credentials: Option<Credentials>,
    /// The nonce to keep for later sessions. One that a stranger gave is used, and kept only when the exchange went well (OMA DM Security 1.2).
    pub(crate) kept: Vec<u8>,
    pub(crate) state: ProofState,
}

/// What is no secret of a proof.
#[derive(Clone, Copy, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct ProofState {
    /// Whether the next message has credentials.
    sends: bool,
    /// Whether the other end refused the last message.
    was_refused: bool,
}

impl Proof {
    /// A proof that is given when it is asked for, as Windows does it.
    pub(crate) fn on_demand(credentials: Credentials) -> Self {
        Self {
            kept: credentials.nonce.clone(),
            credentials: Some(credentials),
            ..Self::default()
        }
    }

    /// A proof that is given with the first message where there is a nonce for it.
    pub(crate) fn at_once(credentials: Credentials) -> Self {
        Self {
            state: ProofState {
                sends: credentials.scheme() == Scheme::Md5 && credentials.is_ready(),
                was_refused: false,
            },
            ..Self::on_demand(credentials)
        }
    }

    /// The credentials for the next message, if it is to have any.
    pub(crate) fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref().filter(|_| self.state.sends)
    }

    /// The credentials, whether or not they are sent.
    pub(crate) const fn all(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// The nonce to keep for the next session.
    pub(crate) fn nonce(&self) -> &[u8] {
        &self.kept
    }

    /// Takes note of the Status for the header of the last message, from somebody who proved who it is or not. Whether the message was refused
    /// and is to be sent again with credentials: once, because the second time it is the credentials that are wrong.
    pub(crate) fn hear(
        &mut self,
        code: StatusCode,
        chal: Option<&Meta<'_>>,
        is_trusted: bool,
    ) -> bool {
        let was_refused = std::mem::replace(&mut self.state.was_refused, !code.is_success());
        let Some(credentials) = &mut self.credentials else {
            return false;
        };
        let nonce = chal
            .and_then(|chal| chal.rest.as_ref()?.next_nonce.as_deref())
            .and_then(digest::decode_nonce);
        if code.is_success() {
            // 212 holds for the whole session; 200 is for the one message.
            self.state.sends &= code != StatusCode::AUTHENTICATED;
            credentials.take(nonce);
            if is_trusted {
                self.kept.clone_from(&credentials.nonce);
            }
            return false;
        }
        let scheme = chal.and_then(|chal| chal.kind.as_deref());
        let can_answer = scheme.is_none_or(|scheme| scheme.trim() == credentials.scheme().as_str());
        if was_refused || !is_about_credentials(code) || !can_answer {
            return false;
        }
        // A digest for a nonce that was used before, or for none, is what somebody else may want to enter with.
        let is_answerable = match credentials.scheme() {
            Scheme::Basic => true,
            Scheme::Md5 => nonce.is_some() || credentials.is_first_contact(),
        };
        if is_answerable {
            credentials.take(nonce);
            self.state.sends = true;
        }
        is_answerable
    }
}

/// Whether a status says that credentials are wrong or missing.
pub(crate) const fn is_about_credentials(code: StatusCode) -> bool {
    matches!(
        code,
        StatusCode::INVALID_CREDENTIALS | StatusCode::CREDENTIALS_MISSING
    )
}
