//! What a device remembers from one run to the next: its tree, nonces, and a session that the program was ended in.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use csp_device::{Device, State};
use csp_session::{DeviceSession, SavedDeviceSession};
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::proofs::{Nonces, Proofs};
use super::server::ServerUrl;
use crate::error::CommandError;
use crate::held::Held;
use crate::notes;
use crate::state::{StateFile, private};

/// The state file and what is beside it, which is one run's alone until this is dropped.
pub(crate) struct Memory {
    tree: PathBuf,
    session: PathBuf,
    /// Between whom its sessions are.
    server: String,
    device: String,
    _alone: Held,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    nonces: Nonces,
    session: Option<Open>,
}

/// A session that goes on, and the tree that it is about: both change in one step.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    server: String,
    device: String,
    nonces: Nonces,
    session: SavedDeviceSession,
    tree: State,
}

impl Memory {
    /// Waits until no other run has the state at `path`; this one is of a device with this identifier and a server.
    pub(crate) fn hold(
        path: &Path,
        server: &ServerUrl,
        device: &str,
    ) -> Result<Self, CommandError> {
        let alone = Held::file(&beside(path, ".device"), private());
        Ok(Self {
            tree: path.to_owned(),
            session: beside(path, ".session"),
            server: server.to_string(),
            device: device.to_owned(),
            _alone: alone.map_err(|error| CommandError::io(path, &error))?,
        })
    }

    /// The nonces for the next session.
    pub(crate) fn nonces(&self) -> Result<Nonces, CommandError> {
        Ok(self.load()?.nonces)
    }

    /// Gives the device its tree, and the session that goes on, where it is this device's with this server.
    pub(crate) fn recall(
        &self,
        device: &mut Device,
        proofs: &Proofs,
    ) -> Result<Option<DeviceSession>, CommandError> {
        let kept = self.load()?;
        let is_this = |open: &Open| open.server == self.server && open.device == self.device;
        if let Some(open) = kept.session.filter(is_this) {
            match DeviceSession::resume(open.session, proofs.secrets(&open.nonces)) {
                Ok(session) => {
                    let loaded = device.load_state(&open.tree);
                    loaded.map_err(|error| CommandError::at(&self.session, error))?;
                    return Ok(Some(session));
                }
                Err(error) => {
                    notes::note(format_args!("the last session does not go on: {error}"));
                }
            }
        }
        let at = |error: &io::Error| CommandError::io(&self.tree, error);
        let file = StateFile::hold(&self.tree).map_err(|error| at(&error))?;
        let state = file.load().map_err(|error| at(&error))?;
        let loaded = device.load_state(&state);
        loaded.map_err(|error| CommandError::at(&self.tree, error))?;
        Ok(None)
    }

    /// Keeps what the next message acknowledges.
    pub(crate) fn keep(
        &self,
        device: &Device,
        session: &DeviceSession,
    ) -> Result<(), CommandError> {
        let tree = device.save_state();
        let file = StateFile::hold(&self.tree);
        let saved = |error: io::Error| CommandError::at(&self.tree, error);
        // The session first: where the program ends between the two, it brings its tree.
        let goes_on = session.end().is_none();
        self.save(&Kept {
            nonces: Nonces::of(session),
            session: goes_on.then(|| Open {
                server: self.server.clone(),
                device: self.device.clone(),
                nonces: Nonces::within(session),
                session: session.save(),
                tree: tree.clone(),
            }),
        })?;
        let file = file.map_err(saved)?;
        // A session that changes nothing leaves the file as it was written by hand.
        if file.load().map_err(saved)? == tree {
            Ok(())
        } else {
            file.save(&tree).map_err(saved)
        }
    }

    /// Keeps what is left of a session that came out so. What failed by what was said would fail again: then the next session is another one.
    pub(crate) fn keep_end(
        &self,
        session: &DeviceSession,
        outcome: &Outcome,
    ) -> Result<(), CommandError> {
        if outcome.may_go_on() {
            Ok(())
        } else {
            self.save(&Kept {
                nonces: Nonces::of(session),
                session: None,
            })
        }
    }

    fn load(&self) -> Result<Kept, CommandError> {
        match fs::read(&self.session) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                let advice = "remove the file: the next session then begins anew";
                CommandError::at(&self.session, format_args!("{error}; {advice}"))
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Kept::default()),
            Err(error) => Err(CommandError::io(&self.session, &error)),
        }
    }

    fn save(&self, kept: &Kept) -> Result<(), CommandError> {
        let written = Held::file(&self.session, private())
            .and_then(|file| file.replace(&serde_json::to_vec(kept)?));
        written.map_err(|error| CommandError::at(&self.session, error))
    }
}

/// The path with an ending behind its own.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}
