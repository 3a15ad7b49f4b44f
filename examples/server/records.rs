//! What the server knows of each device, and keeps in a file.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::SystemTime;

use csp_examples::file;
use csp_session::{Answer, BatchId, SavedServerSession};
use serde::{Deserialize, Serialize};

/// How many devices the server has room for.
const DEVICES: usize = 10_000;

/// A session with a device that goes on, also after this program was started anew. The passwords are not in it: those are on the command
/// line.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SavedDialogue {
    pub(crate) session_id: String,
    /// When the device said something last.
    pub(crate) heard: SystemTime,
    pub(crate) session: SavedServerSession,
    /// The nonce that the device gave in it.
    #[serde(default)]
    pub(crate) nonce: Vec<u8>,
    /// The commands that it is about.
    pub(crate) batches: BTreeMap<BatchId, String>,
}

/// What the server knows of a device.
#[derive(Default, Clone, Serialize, Deserialize)]
struct Record {
    /// Commands that the device has not answered.
    todo: Vec<String>,
    /// Commands with the device's answer.
    done: Vec<(String, String)>,
    /// The nonce for which the device proves itself next.
    #[serde(default)]
    nonce: Vec<u8>,
    /// Its last session.
    #[serde(default)]
    dialogue: Option<SavedDialogue>,
}

/// The records of all devices that proved who they are.
pub(crate) struct Records {
    path: Option<PathBuf>,
    /// What a device that was never here has to do.
    commands: Vec<String>,
    devices: BTreeMap<String, Record>,
}

impl Records {
    pub(crate) fn open(
        path: Option<PathBuf>,
        commands: Vec<String>,
    ) -> Result<Self, Box<dyn Error>> {
        let devices = path.as_deref().map(file::load).transpose()?;
        Ok(Self {
            devices: devices.unwrap_or_default(),
            path,
            commands,
        })
    }

    /// What a device has still to do.
    pub(crate) fn todo(&self, device: &str) -> &[String] {
        self.devices
            .get(device)
            .map_or(&self.commands, |record| &record.todo)
    }

    /// The nonce that a device was given last; empty for one that was never here.
    pub(crate) fn nonce(&self, device: &str) -> &[u8] {
        self.devices.get(device).map_or(&[], |record| &record.nonce)
    }

    /// The session with a device that has this number.
    pub(crate) fn dialogue(&self, device: &str, session_id: &str) -> Option<&SavedDialogue> {
        let dialogue = self.devices.get(device)?.dialogue.as_ref();
        dialogue.filter(|dialogue| dialogue.session_id == session_id)
    }

    /// The session with a device is over.
    pub(crate) fn forget_dialogue(&mut self, device: &str) -> Result<(), Box<dyn Error>> {
        match self.devices.get_mut(device) {
            Some(record) => record.dialogue = None,
            None => return Ok(()),
        }
        self.save()
    }

    /// Keeps what a device said that proved who it is, before it is told that it was heard.
    pub(crate) fn keep(
        &mut self,
        device: &str,
        answers: Vec<(String, Answer)>,
        nonce: Option<Vec<u8>>,
        dialogue: SavedDialogue,
    ) -> Result<(), Box<dyn Error>> {
        let is_new = !self.devices.contains_key(device);
        if is_new && self.devices.len() >= DEVICES {
            return Err("there is no room for another device".into());
        }
        let record = self
            .devices
            .entry(device.to_owned())
            .or_insert_with(|| Record {
                todo: self.commands.clone(),
                ..Record::default()
            });
        record.nonce = nonce.unwrap_or_default();
        record.dialogue = Some(dialogue);
        for (commands, answer) in answers {
            if let Some(place) = record.todo.iter().position(|todo| *todo == commands) {
                record.todo.remove(place);
            }
            let answer = String::from_utf8_lossy(&answer.message).into_owned();
            record.done.push((commands, answer));
        }
        self.save()
    }

    fn save(&self) -> Result<(), Box<dyn Error>> {
        match &self.path {
            Some(path) => file::save(path, &self.devices),
            None => Ok(()),
        }
    }
}
