//! The state file of `csp respond`: one program at a time reads and replaces it, and one that is killed loses nothing and leaves nothing for long.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use csp_runtime::device::State;
use same_file::Handle;

/// The state file, held until this is dropped.
pub(crate) struct StateFile {
    path: PathBuf,
    new: io::Result<New>,
}

/// The file into which the new state is written. It is also the lock: whoever has created it and locked it is the one at work.
struct New {
    file: File,
    path: PathBuf,
    is_in_place: bool,
}

impl StateFile {
    /// Waits until nobody else works on the state at `path`. Where nothing can be written the state can still be read.
    pub(crate) fn hold(path: &Path) -> io::Result<Self> {
        // Through a link, what it leads to is replaced, not the link.
        let path = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(_) if path.is_symlink() => {
                let reason = "this is a link to a file that is not there: make the file, with {} in it, or name it instead of the link";
                return Err(io::Error::new(ErrorKind::NotFound, reason));
            }
            Err(_) => path.to_owned(),
        };
        let new = New::hold(&path);
        match new {
            Err(error) if !is_read_only(&error) => Err(error),
            new => Ok(Self { path, new }),
        }
    }

    /// The state in the file; the empty one where there is no file.
    pub(crate) fn load(&self) -> io::Result<State> {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                let expected = "the state is a JSON object from LocURI to a string or null";
                io::Error::new(ErrorKind::InvalidData, format!("{error}; {expected}"))
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::new()),
            Err(error) => Err(error),
        }
    }

    /// Writes the state beside its place and moves it there: whenever the program is killed, the file is whole.
    pub(crate) fn save(self, state: &State) -> io::Result<()> {
        let mut new = self.new?;
        let mut bytes = serde_json::to_vec_pretty(state)?;
        bytes.push(b'\n');
        new.file.write_all(&bytes)?;
        if let Ok(existing) = fs::metadata(&self.path) {
            new.file.set_permissions(existing.permissions())?;
        }
        new.file.sync_all()?;
        fs::rename(&new.path, &self.path)?;
        new.is_in_place = true;
        Ok(())
    }
}

impl New {
    fn hold(state: &Path) -> io::Result<Self> {
        let path = beside(state);
        loop {
            let (file, is_left_over) = match private().open(&path) {
                Ok(file) => (file, false),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    match File::open(only_file(&path)?) {
                        Ok(file) => (file, true),
                        Err(error) if error.kind() == ErrorKind::NotFound => continue,
                        Err(error) => return Err(error),
                    }
                }
                Err(error) => return Err(error),
            };
            // By this name, because newer toolchains have a method of their own that is called so.
            fs4::FileExt::lock(&file)?;
            // While this program waited, the other one may have moved it into its place or removed it.
            let is_there = match Handle::from_path(&path) {
                Ok(there) => there == Handle::from_file(file.try_clone()?)?,
                Err(error) if error.kind() == ErrorKind::NotFound => false,
                Err(error) => return Err(error),
            };
            if is_there && is_left_over {
                // Of a program that was killed. It is not written to: by another name it may be somebody's file.
                fs::remove_file(&path)?;
            } else if is_there {
                return Ok(Self {
                    file,
                    path,
                    is_in_place: false,
                });
            }
        }
    }
}

impl Drop for New {
    fn drop(&mut self) {
        if !self.is_in_place {
            // Whoever comes next removes what this cannot.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The name of the new state, which says whose it is: `.NAME.csp-new` in the same folder, so that it can be moved.
fn beside(state: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(state.file_name().unwrap_or_default());
    name.push(".csp-new");
    state.with_file_name(name)
}

/// A file that is created, never opened, so that no link is followed; as a state may hold secrets, it is its owner's alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The path, unless something else than a file is there.
fn only_file(path: &Path) -> io::Result<&Path> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => {
            let reason = format!(
                "{} is in the way of the new state, and is no file: remove it",
                path.display()
            );
            Err(io::Error::new(ErrorKind::AlreadyExists, reason))
        }
        _ => Ok(path),
    }
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}
