//! What one program at a time works on: a file that is replaced as a whole, or a folder. One that is killed loses nothing and leaves nothing for
//! long.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use same_file::Handle;

/// A file or a folder that is this program's alone until this is dropped.
pub(crate) struct Held {
    path: PathBuf,
    new: io::Result<New>,
}

/// The file into which the new text is written. It is also the lock: whoever has created it and locked it is the one at work.
struct New {
    file: File,
    path: PathBuf,
    is_in_place: bool,
}

impl Held {
    /// Waits until nobody else holds the file at `path`. A file that is new is created with these options. Where nothing can be written, what is
    /// there can still be read.
    pub(crate) fn file(path: &Path, options: OpenOptions) -> io::Result<Self> {
        // Through a link, what it leads to is replaced, not the link.
        let path = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(_) if path.is_symlink() => {
                let reason = "this is a link to a file that is not there: name that file instead of the link";
                return Err(io::Error::new(ErrorKind::NotFound, reason));
            }
            Err(_) => path.to_owned(),
        };
        let new = beside(&path);
        Self::hold(path, new, options)
    }

    /// Waits until nobody else holds the folder by this lock, a file in it. Where nothing can be written, nobody else writes either.
    pub(crate) fn folder(path: &Path, lock: &str) -> io::Result<Self> {
        Self::hold(path.to_owned(), path.join(lock), OpenOptions::new())
    }

    fn hold(path: PathBuf, new: PathBuf, options: OpenOptions) -> io::Result<Self> {
        match New::hold(new, options) {
            Err(error) if !is_read_only(&error) => Err(error),
            new => Ok(Self { path, new }),
        }
    }

    /// What is held: of a link, what it leads to.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the text beside the file and moves it there: whenever the program is killed, the file is whole.
    pub(crate) fn replace(self, text: &[u8]) -> io::Result<()> {
        let mut new = self.new?;
        new.file.write_all(text)?;
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
    fn hold(path: PathBuf, mut options: OpenOptions) -> io::Result<Self> {
        // Created, never opened, so that no link is followed.
        options.write(true).create_new(true);
        loop {
            let (file, is_left_over) = match options.open(&path) {
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

/// The name of the new text, which says whose it is: `.NAME.csp-new` in the same folder, so that it can be moved.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".csp-new");
    path.with_file_name(name)
}

/// The path, unless something else than a file is there.
fn only_file(path: &Path) -> io::Result<&Path> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => {
            let reason = format!(
                "{} is in the way, and is no file: remove it",
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
