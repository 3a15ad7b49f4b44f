//! A SyncML message that a command reads: from a file, or from standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use syncml::Limits;

use crate::error::CommandError;

/// A file with a SyncML message; `-` is standard input.
#[derive(Clone)]
pub(crate) struct MessageFile(PathBuf);

impl From<&str> for MessageFile {
    fn from(path: &str) -> Self {
        Self(path.into())
    }
}

impl MessageFile {
    /// The path, where it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        (self.0.as_os_str() != "-").then_some(self.0.as_path())
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self.path() {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        }
    }

    /// Its bytes, one more than a message has at most.
    pub(crate) fn read(&self) -> Result<Vec<u8>, CommandError> {
        let most = Limits::default().message_bytes as u64 + 1;
        let mut bytes = Vec::new();
        let read = match self.path() {
            None => io::stdin().lock().take(most).read_to_end(&mut bytes),
            Some(path) => {
                fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
            }
        };
        read.map_err(|error| CommandError::io(&self.0, &error))?;
        Ok(bytes)
    }
}
