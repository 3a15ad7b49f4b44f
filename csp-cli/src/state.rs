//! The state file of `csp respond` and `csp device`.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use csp_device::State;

use crate::held::Held;

/// The state file, held until this is dropped.
pub(crate) struct StateFile(Held);

impl StateFile {
    /// Waits until nobody else works on the state at `path`. Where nothing can be written the state can still be read.
    pub(crate) fn hold(path: &Path) -> io::Result<Self> {
        Held::file(path, private()).map(Self)
    }

    /// The state in the file; the empty one where there is no file.
    pub(crate) fn load(&self) -> io::Result<State> {
        match fs::read(self.0.path()) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                let expected = "the state is a JSON object from LocURI to a string or null";
                io::Error::new(ErrorKind::InvalidData, format!("{error}; {expected}"))
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::new()),
            Err(error) => Err(error),
        }
    }

    /// Replaces the state in the file.
    pub(crate) fn save(self, state: &State) -> io::Result<()> {
        let mut bytes = serde_json::to_vec_pretty(state)?;
        bytes.push(b'\n');
        self.0.replace(&bytes)
    }
}

/// As a state may hold secrets, it is its owner's alone.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
