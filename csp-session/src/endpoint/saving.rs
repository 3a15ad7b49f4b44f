//! What is kept of one end, and how it goes on.

use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::auth::{Challenge, ChallengeState, Proof, ProofState, digest};
use crate::link::Link;
use crate::object::ObjectAssembler;
use crate::outbox::Outbox;
use crate::saved::holes::{self, Holes, Secret};
use crate::saved::{ResumeError, Secrets, bytes};
use syncml::Encoding;

/// One end of a session without its secrets.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedEndpoint {
    link: Link,
    encoding: Encoding,
    /// None where this end has no credentials.
    proof: Option<ProofState>,
    challenge: Option<ChallengeState>,
    gatherer: ObjectAssembler,
    outbox: Outbox,
    in_pieces: bool,
    #[serde(with = "bytes")]
    last: Vec<u8>,
    /// Where secrets stood in the last message.
    holes: Holes,
    heard: [u8; 16],
}

impl Endpoint {
    /// What is kept.
    pub(crate) fn save(&self) -> SavedEndpoint {
        let (last, holes) = holes::cut(&self.last, &travelling(&self.secrets()));
        SavedEndpoint {
            link: self.link.clone(),
            encoding: self.encoding,
            proof: self.proof.credentials.as_ref().map(|_| self.proof.state),
            challenge: self.challenge.as_ref().map(|challenge| challenge.state),
            gatherer: self.gatherer.clone(),
            outbox: self.outbox.clone(),
            in_pieces: self.in_pieces,
            last,
            holes,
            heard: self.heard,
        }
    }

    /// What is not among that.
    pub(crate) fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::none();
        secrets
            .parts
            .credentials
            .clone_from(&self.proof.credentials);
        secrets.parts.kept.clone_from(&self.proof.kept);
        let challenge = self.challenge.as_ref();
        secrets.parts.challenge = challenge.map(|challenge| challenge.expected.clone());
        secrets
    }

    /// The end that was saved.
    pub(crate) fn resume(saved: SavedEndpoint, secrets: Secrets) -> Result<Self, ResumeError> {
        let last = holes::fill(&saved.last, &saved.holes, &travelling(&secrets));
        let last = last.ok_or(ResumeError::Damaged("the last message"))?;
        let secrets = secrets.parts;
        if saved.proof.is_some() != secrets.credentials.is_some() {
            return Err(ResumeError::Credentials);
        }
        let challenge = match (saved.challenge, secrets.challenge) {
            (Some(state), Some(expected)) => Some(Challenge { expected, state }),
            (None, None) => None,
            _ => return Err(ResumeError::Challenge),
        };
        let mut outbox = saved.outbox;
        outbox.restore()?;
        Ok(Self {
            link: saved.link,
            encoding: saved.encoding,
            proof: Proof {
                credentials: secrets.credentials,
                kept: secrets.kept,
                state: saved.proof.unwrap_or_default(),
            },
            challenge,
            gatherer: saved.gatherer,
            outbox,
            in_pieces: saved.in_pieces,
            last,
            heard: saved.heard,
        })
    }
}

impl SavedEndpoint {
    /// Leaves out the last message, where nobody asks for it again.
    #[cfg(feature = "device")]
    pub(crate) fn forget_last(&mut self) {
        self.last.clear();
        self.holes.clear();
    }
}

/// The secrets as they travel in a message.
fn travelling(secrets: &Secrets) -> Vec<(Secret, String)> {
    let credentials = secrets.credentials().map(|credentials| {
        let text = credentials.cred().data.into_owned();
        (Secret::Credentials, text)
    });
    let nonce = secrets.challenge().map(|expected| {
        let text = digest::encode_nonce(expected.nonce());
        (Secret::Nonce, text)
    });
    credentials.into_iter().chain(nonce).collect()
}
