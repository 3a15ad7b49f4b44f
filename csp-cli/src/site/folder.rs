//! The folder of a site: only what changed is written, and only what the command wrote itself is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use csp_site::Page;

use crate::error::CommandError;

/// The list of own files, beside them.
const LIST: &str = ".csp-site";

const HEAD: &str =
    "# Files of this folder that `csp site` wrote. It removes those that it no longer writes.\n";

/// What a run did.
pub(super) struct Written {
    pub(super) written: usize,
    pub(super) removed: usize,
}

/// Brings a folder in line with the pages. A run that is cut off leaves what the next one puts right: the list names a file before it is written, and
/// until it is removed.
pub(super) fn write(folder: &Path, pages: &[Page]) -> Result<Written, CommandError> {
    fs::create_dir_all(folder).map_err(|error| CommandError::io(folder, &error))?;
    let before = own(folder)?;
    let new: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let mut changed = Vec::new();
    for page in pages {
        let path = folder.join(&page.path);
        let is_there = match fs::symlink_metadata(&path) {
            Ok(found) if !found.is_file() => return Err(foreign(&path)),
            found => found.is_ok(),
        };
        if is_there && fs::read(&path).is_ok_and(|text| text == page.text.as_bytes()) {
            continue;
        }
        if is_there && !before.contains(&page.path) {
            return Err(foreign(&path));
        }
        changed.push(page);
    }
    let stale: Vec<&String> = before
        .iter()
        .filter(|path| !new.contains(path.as_str()))
        .collect();
    let mut all: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    all.extend(&new);
    write_list(folder, &all)?;
    for page in &changed {
        let path = folder.join(&page.path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(|error| CommandError::io(above, &error))?;
        }
        fs::write(&path, &page.text).map_err(|error| CommandError::io(&path, &error))?;
    }
    let mut removed = 0;
    for path in stale {
        removed += usize::from(remove(folder, path)?);
    }
    write_list(folder, &new)?;
    Ok(Written {
        written: changed.len(),
        removed,
    })
}

/// The files that an earlier run wrote.
fn own(folder: &Path) -> Result<BTreeSet<String>, CommandError> {
    let path = folder.join(LIST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(CommandError::io(&path, &error)),
    };
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut own = BTreeSet::new();
    for line in lines {
        // What no run wrote, none removes.
        if !is_own(line) {
            let message = format!("`{line}` is no file of a site: mend or remove the list");
            return Err(CommandError::at(&path, message));
        }
        own.insert(line.to_owned());
    }
    Ok(own)
}

/// Whether a path is one that pages have: names of a few letters and signs, none of them `..`.
fn is_own(path: &str) -> bool {
    let is_name = |name: &str| {
        let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "=~_-.".contains(c);
        !name.is_empty() && !name.starts_with('.') && name.chars().all(is_sign)
    };
    path.split('/').all(is_name)
}

fn write_list(folder: &Path, files: &BTreeSet<&str>) -> Result<(), CommandError> {
    let mut text = HEAD.to_owned();
    for file in files {
        text += file;
        text.push('\n');
    }
    let path = folder.join(LIST);
    if fs::read(&path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    fs::write(&path, text).map_err(|error| CommandError::io(&path, &error))
}

/// Removes a file, and the folders that have nothing in them then.
fn remove(folder: &Path, file: &str) -> Result<bool, CommandError> {
    let path = folder.join(file);
    match fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(CommandError::io(&path, &error)),
    }
    let above = Path::new(file).ancestors().skip(1);
    for above in above.filter(|above| !above.as_os_str().is_empty()) {
        if fs::remove_dir(folder.join(above)).is_err() {
            break;
        }
    }
    Ok(true)
}

fn foreign(path: &Path) -> CommandError {
    CommandError::at(
        path,
        "it is there and `csp site` did not write it: name another folder, or move it away",
    )
}
