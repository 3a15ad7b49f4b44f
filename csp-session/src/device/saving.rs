//! A device's session as data, between two messages.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DeviceSession, Stage};
use crate::dev_info::DevInfo;
use crate::endpoint::Endpoint;
use crate::endpoint::saving::SavedEndpoint;
use crate::outbox::Sent;
use crate::part::QueuedCommand;
use crate::saved::{ResumeError, Secrets, form};
use csp_device::Alert;
use syncml::Sizes;

const WHAT: &str = "csp-session device";

/// A device's session between two messages, as any serde format carries it: in [`DeviceSession::save`], out with [`DeviceSession::resume`].
///
/// There is no secret of authentication in it: those are [`Secrets`]. The values that the server asked for are in it, and a digest of its last
/// message, so that it belongs where the state of the device is.
#[derive(Clone)]
pub struct SavedDeviceSession(Box<State>);

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    endpoint: SavedEndpoint,
    info: DevInfo,
    by_server: bool,
    stage: Stage,
    sent: Vec<Sent>,
    said: Vec<QueuedCommand>,
    told: Vec<Alert>,
    says: Sizes,
    may_close: bool,
}

impl DeviceSession {
    /// The session as data, to go on with after a restart: [`resume`](Self::resume) gives the same session, to the byte. Its
    /// [`secrets`](Self::secrets) are apart.
    ///
    /// Save it **after** [`receive`](Self::receive) and **before** its answer is sent, in one step with [`csp_device::Device::save_state`]. After the
    /// restart send [`last_message`](Self::last_message) again: a server that had it answers as before.
    pub fn save(&self) -> SavedDeviceSession {
        let mut endpoint = self.endpoint.save();
        if self.end().is_some() {
            endpoint.forget_last();
        }
        SavedDeviceSession(Box::new(State {
            endpoint,
            info: self.info.clone(),
            by_server: self.by_server,
            stage: self.stage,
            sent: self.sent.clone(),
            said: self.said.clone(),
            told: self.told.clone(),
            says: self.says,
            may_close: self.may_close,
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
    pub fn resume(saved: SavedDeviceSession, secrets: Secrets) -> Result<Self, ResumeError> {
        let saved = *saved.0;
        if saved.told.iter().any(|alert| alert.check().is_err()) {
            return Err(ResumeError::Damaged("an alert"));
        }
        Ok(Self {
            endpoint: Endpoint::resume(saved.endpoint, secrets)?,
            info: saved.info,
            by_server: saved.by_server,
            stage: saved.stage,
            sent: saved.sent,
            said: saved.said,
            told: saved.told,
            says: saved.says,
            may_close: saved.may_close,
        })
    }
}

/// What was said in the session is not for logs.
impl fmt::Debug for SavedDeviceSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedDeviceSession")
            .field("stage", &self.0.stage)
            .finish_non_exhaustive()
    }
}

impl Serialize for SavedDeviceSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form::serialize(WHAT, &self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for SavedDeviceSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        form::deserialize(WHAT, deserializer).map(Self)
    }
}
