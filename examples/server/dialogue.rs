//! A session with a device as the server keeps it: with the batches that it is about, and when it was heard.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, SystemTime};

use csp_examples::lines;
use csp_session::{Answer, BatchId, Credentials, SavedServerSession, ServerSession, SessionError};
use serde::{Deserialize, Serialize};

use crate::proofs::Proofs;
use crate::store::{Batch, StoreError};

/// How long nothing has to be heard of a session until the device may begin another one with the same SessionID.
const SILENCE: Duration = Duration::from_secs(300);

pub(crate) struct Dialogue {
    pub(crate) session_id: String,
    pub(crate) session: ServerSession,
    heard: SystemTime,
    /// What of the queue is in the session and was not answered.
    batches: BTreeMap<BatchId, i64>,
    /// Whether the session itself could not be read.
    is_lost: bool,
}

/// How it is kept. Passwords are not in it.
#[derive(Serialize, Deserialize)]
struct Saved {
    session_id: String,
    heard: SystemTime,
    /// The nonce that the device was given, where it has to prove itself; for the next session, too.
    given: Option<Vec<u8>>,
    /// The nonce that the device gave, where the server proves itself.
    taken: Option<Vec<u8>>,
    session: SavedServerSession,
    batches: BTreeMap<BatchId, i64>,
}

/// What of it any version can read.
#[derive(Deserialize)]
struct Rest {
    session_id: String,
    heard: SystemTime,
    given: Option<Vec<u8>>,
    batches: BTreeMap<BatchId, i64>,
}

impl Dialogue {
    pub(crate) fn new(session_id: &str, session: ServerSession) -> Self {
        Self {
            session_id: session_id.to_owned(),
            session,
            heard: SystemTime::now(),
            batches: BTreeMap::new(),
            is_lost: false,
        }
    }

    /// The session that was kept. One that cannot be read, because another version of this program kept it, is over.
    pub(crate) fn resume(text: &str, proofs: &Proofs) -> Result<Self, StoreError> {
        let saved: Saved = match serde_json::from_str(text) {
            Ok(saved) => saved,
            Err(error) => return Self::lose(text, &error, proofs),
        };
        let secrets = proofs.secrets(saved.given.as_deref(), saved.taken.as_deref());
        let session = match ServerSession::resume(saved.session, secrets) {
            Ok(session) => session,
            Err(error) => return Self::lose(text, &error, proofs),
        };
        Ok(Self {
            session_id: saved.session_id,
            session,
            heard: saved.heard,
            batches: saved.batches,
            is_lost: false,
        })
    }

    fn lose(text: &str, error: &dyn Error, proofs: &Proofs) -> Result<Self, StoreError> {
        println!("a session is lost: {}", lines::clean(&error.to_string()));
        let rest: Rest = serde_json::from_str(text)?;
        let session = ServerSession::new("");
        let mut session = proofs.on(session, rest.given.as_deref().unwrap_or_default());
        session.receive(b"")?;
        Ok(Self {
            session_id: rest.session_id,
            session,
            heard: rest.heard,
            batches: rest.batches,
            is_lost: true,
        })
    }

    pub(crate) fn save(&self) -> Result<String, StoreError> {
        let secrets = self.session.secrets();
        let nonce = |who: Option<&Credentials>| who.map(|who| who.nonce().to_vec());
        Ok(serde_json::to_string(&Saved {
            session_id: self.session_id.clone(),
            heard: self.heard,
            given: nonce(secrets.challenge()),
            taken: nonce(secrets.credentials()),
            session: self.session.save(),
            batches: self.batches.clone(),
        })?)
    }

    /// Answers a message.
    pub(crate) fn hear(&mut self, body: &[u8], nonce: &[u8]) -> Result<Vec<u8>, SessionError> {
        let answer = self.session.receive_with_nonce(body, nonce)?;
        self.heard = SystemTime::now();
        Ok(answer)
    }

    /// The nonce for which the device proves itself next; empty where it need not.
    pub(crate) fn nonce(&self) -> &[u8] {
        self.session
            .challenge()
            .map_or(b"", |challenge| challenge.nonce())
    }

    /// Whether the device proved who it is, or need not.
    pub(crate) fn is_proven(&self) -> bool {
        self.session
            .challenge()
            .is_none_or(|challenge| challenge.is_met())
    }

    /// Whether the device may begin another session with the same SessionID.
    pub(crate) fn is_over(&self) -> bool {
        let silence = self.heard.elapsed().unwrap_or_default();
        self.session.end().is_some() || silence >= SILENCE
    }

    /// Takes what the device has to do into the session.
    pub(crate) fn queue(&mut self, batches: Vec<Batch>) {
        for Batch { id, commands } in batches {
            match self.session.queue(commands.as_bytes()) {
                Ok(batch) => {
                    self.batches.insert(batch, id);
                }
                Err(error) => println!(
                    "batch {id} cannot be sent: {}",
                    lines::clean(&error.to_string())
                ),
            }
        }
    }

    /// The answers that are complete, each with its batch.
    pub(crate) fn take_answers(&mut self) -> Vec<(i64, String)> {
        let answers = self.session.take_answers().into_iter();
        answers
            .filter_map(|Answer { batch, message }| {
                let message = String::from_utf8_lossy(&message).into_owned();
                Some((self.batches.remove(&batch)?, message))
            })
            .collect()
    }

    /// Ends the session where it is. What was sent and not answered has an answer then that says nothing of it; so has all that is in a session that
    /// is lost.
    pub(crate) fn leave(&mut self) -> Result<Vec<(i64, String)>, SessionError> {
        self.session.receive(b"")?;
        let mut answers = self.take_answers();
        if self.is_lost {
            let batches = std::mem::take(&mut self.batches).into_values();
            answers.extend(batches.map(|batch| (batch, String::new())));
        }
        Ok(answers)
    }
}
