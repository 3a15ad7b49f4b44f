//! Replaces a file as a whole: whenever a run is killed, the old text is there or the new one.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::error::Error;

/// The name of a text that is not in its place yet.
const NEW: &str = ".csp-codegen-new";

/// Puts a text in the place of the file at `path`, or of none.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    replace_by(&path.with_file_name(NEW), path, text)
}

/// Puts a text in the place of the file at `path`, or of none. Until it is whole it stands in the file `new`, on the same disk, which is the program's
/// own: what a killed run left there is replaced.
///
/// # Errors
///
/// A file that cannot be written. What was at `path` is there then.
pub fn replace_by(new: &Path, path: &Path, text: &str) -> Result<(), Error> {
    let replace = || {
        // Created, never opened, so that no link is followed.
        let mut file = match fs::File::create_new(new) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                remove(new)?;
                fs::File::create_new(new)?
            }
            created => created?,
        };
        file.write_all(text.as_bytes())?;
        if let Ok(existing) = fs::metadata(path) {
            file.set_permissions(existing.permissions())?;
        }
        fs::rename(new, path)
    };
    replace().map_err(|error| Error::Io(path.to_owned(), error))
}

/// Removes what a run left in the folder that was killed.
pub(crate) fn remove_left_over(folder: &Path) -> Result<(), Error> {
    let new = folder.join(NEW);
    remove(&new).map_err(|error| Error::Io(new, error))
}

fn remove(new: &Path) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
