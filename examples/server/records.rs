//! What the server knows of each device, and keeps in a file.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use csp_examples::file;
use csp_session::Answer;
use serde::{Deserialize, Serialize};

/// How many devices the server has room for.
const DEVICES: usize = 10_000;

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

    /// Keeps what a device said that proved who it is, before it is told that it was heard.
    pub(crate) fn keep(
        &mut self,
        device: &str,
        answers: Vec<(String, Answer)>,
        nonce: Option<Vec<u8>>,
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
        let mut is_changed = is_new || !answers.is_empty();
        if let Some(nonce) = nonce.filter(|nonce| *nonce != record.nonce) {
            record.nonce = nonce;
            is_changed = true;
        }
        for (commands, answer) in answers {
            if let Some(place) = record.todo.iter().position(|todo| *todo == commands) {
                record.todo.remove(place);
            }
            let answer = String::from_utf8_lossy(&answer.message).into_owned();
            record.done.push((commands, answer));
        }
        match &self.path {
            Some(path) if is_changed => file::save(path, &self.devices),
            _ => Ok(()),
        }
    }
}
