//! A server's session as data, between two messages.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ServerSession;
use crate::End;
use crate::batch::Batches;
use crate::dev_info::DevInfo;
use crate::endpoint::Endpoint;
use crate::endpoint::saving::SavedEndpoint;
use crate::saved::{ResumeError, Secrets, form};
use syncml::{Limits, Message};

const WHAT: &str = "csp-session server";

/// A server's session between two messages, as any serde format carries it: in [`ServerSession::save`], out with [`ServerSession::resume`].
///
/// There is no secret of authentication in it: those are [`Secrets`]. The values of commands are in it, and a digest of the device's last message,
/// so that it belongs where the queue of commands is.
#[derive(Clone)]
pub struct SavedServerSession(Box<State>);

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    endpoint: SavedEndpoint,
    batches: Batches,
    device: Option<DevInfo>,
    login: Option<String>,
    aborts: bool,
    end: Option<End>,
    limits: Limits,
}

impl ServerSession {
    /// The session as data, to go on with in another process: [`resume`](Self::resume) gives the same session, to the byte. Its
    /// [`secrets`](Self::secrets) are apart.
    ///
    /// Save it **after** [`receive`](Self::receive) and **before** its answer is sent, in one step with the answers that were taken, and resume it
    /// once: a session that went on has other numbers.
    ///
    /// A queued command takes as many bytes as it has in a message and 16 more while it waits; while it is on its way twice those and 128 more,
    /// because the last message is kept to be sent again; a batch takes 96 (all of it in JSON, whose escapes come on top). What the device said is kept within the bound of
    /// [`with_max_answers`](Self::with_max_answers). [`alerts`](Self::alerts) are those of the last message, and not kept.
    pub fn save(&self) -> SavedServerSession {
        SavedServerSession(Box::new(State {
            endpoint: self.endpoint.save(),
            batches: self.batches.clone(),
            device: self.device.clone(),
            login: self.login.clone(),
            aborts: self.aborts,
            end: self.end,
            limits: self.limits,
        }))
    }

    /// What [`save`](Self::save) leaves out: the credentials and the nonces.
    pub fn secrets(&self) -> Secrets {
        self.endpoint.secrets()
    }

    /// The session that was saved, with the secrets that it had.
    ///
    /// # Errors
    ///
    /// The secrets are not those of the session, or what was saved is damaged.
    pub fn resume(saved: SavedServerSession, secrets: Secrets) -> Result<Self, ResumeError> {
        let saved = *saved.0;
        let endpoint = Endpoint::resume(saved.endpoint, secrets)?;
        let mut batches = saved.batches;
        batches.restore(&endpoint.outbox)?;
        Ok(Self {
            endpoint,
            batches,
            device: saved.device,
            login: saved.login,
            alerts: Message::default(),
            aborts: saved.aborts,
            end: saved.end,
            limits: saved.limits,
        })
    }
}

/// What was said in the session is not for logs.
impl fmt::Debug for SavedServerSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedServerSession")
            .field("device", &self.0.device)
            .field("end", &self.0.end)
            .finish_non_exhaustive()
    }
}

impl Serialize for SavedServerSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form::serialize(WHAT, &self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for SavedServerSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        form::deserialize(WHAT, deserializer).map(Self)
    }
}
