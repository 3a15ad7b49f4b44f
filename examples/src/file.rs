//! Files that hold secrets and are their owner's alone: state in a JSON file, which is always whole (written beside it and then put in its place), and
//! databases.

use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads the state; the default when there is no file yet.
///
/// # Errors
///
/// The file cannot be read, or is not what was written.
pub fn load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, Box<dyn Error>> {
    let what_to_do = "correct the file, or move it away to begin anew";
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map_err(|error| format!("{}: {error}; {what_to_do}", path.display()).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if has_folder(path) {
                Ok(T::default())
            } else {
                Err(no_folder(path).into())
            }
        }
        Err(error) => Err(format!("{}: {error}; {what_to_do}", path.display()).into()),
    }
}

/// Makes a file for its owner alone, where there is none yet.
///
/// # Errors
///
/// There is no folder for it, or it cannot be written.
pub fn create(path: &Path) -> Result<(), String> {
    match private().open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(_) if !has_folder(path) => Err(no_folder(path)),
        made => made
            .map(drop)
            .map_err(|error| format!("{}: {error}", path.display())),
    }
}

fn no_folder(path: &Path) -> String {
    format!("{}: make the folder of the file first", path.display())
}

/// Whether the file at `path` could be made.
fn has_folder(path: &Path) -> bool {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.is_none_or(Path::is_dir)
}

/// Puts the state in the place of what the file held. When this returns, it survives whatever happens to the program.
///
/// # Errors
///
/// The file cannot be written.
pub fn save(path: &Path, state: &impl Serialize) -> Result<(), Box<dyn Error>> {
    replace(path, state).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn replace(path: &Path, state: &impl Serialize) -> io::Result<()> {
    let beside = path.with_extension("new");
    // What a program that was killed left behind keeps the permissions that it has.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private().open(&beside)?;
    file.write_all(&serde_json::to_vec_pretty(state)?)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// A file that is created, never opened, for its owner alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
