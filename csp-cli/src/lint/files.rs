//! The files that are linted.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use csp_profile::{Carrier, MAX_BYTES};

use crate::error::CommandError;
use crate::notes;

/// The path that is standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// A file.
pub(super) struct Input {
    /// What it is called where it is spoken of.
    pub(super) name: String,
    /// Where it is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) bytes: Vec<u8>,
}

/// Every file that is named, and those of folders that are profiles; and whether all could be read.
pub(super) fn read(paths: &[PathBuf]) -> Result<(Vec<Input>, bool), CommandError> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut is_whole = true;
    for path in paths {
        let before = inputs.len();
        let result = match path {
            path if path.as_os_str() == STANDARD_INPUT => bytes(io::stdin().lock()).map(|bytes| {
                inputs.push(Input {
                    name: "standard input".to_owned(),
                    path: None,
                    bytes,
                });
            }),
            path if path.is_dir() => folder(path, &mut inputs),
            path => file(path).map(|input| inputs.push(input)),
        };
        if let Err(error) = result {
            is_whole = false;
            CommandError::io(path, &error).report();
        } else if inputs.len() == before {
            is_whole = false;
            notes::error(&format!("{}: the folder has no profile", path.display()));
        }
    }
    // A file that is named twice would be in conflict with itself.
    let mut seen = BTreeSet::new();
    inputs.retain(|input| match input.path.as_deref().map(fs::canonicalize) {
        Some(Ok(path)) => seen.insert(path),
        _ => true,
    });
    Ok((inputs, is_whole))
}

fn file(path: &Path) -> io::Result<Input> {
    Ok(Input {
        name: path.display().to_string(),
        path: Some(path.to_owned()),
        bytes: bytes(fs::File::open(path)?)?,
    })
}

/// All of it, or one byte more than a file may have, which is then refused.
fn bytes(read: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The profiles of a folder and of those below it, sorted. Folders whose names begin with a dot are left out, and so are links to folders.
fn folder(path: &Path, inputs: &mut Vec<Input>) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(path)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() {
            if !is_hidden {
                folder(&path, inputs)?;
            }
        } else if may_be_profile(&path) && path.is_file() {
            let input = file(&path)?;
            if is_profile(&input.bytes) {
                inputs.push(input);
            }
        }
    }
    Ok(())
}

fn may_be_profile(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["xml", "json", "csv"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

/// Whether a file that nobody named is one: folders hold other XML and JSON, too.
fn is_profile(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    // UTF-16 is read all the same.
    Carrier::detect_among_others(&text).is_some()
        || bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
}
