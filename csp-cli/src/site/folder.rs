//! The folder of a site: only what changed is written, and only what the command wrote itself is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use csp_site::Page;

use crate::error::CommandError;
use crate::held::Held;

/// The list of own files, beside them.
const LIST: &str = ".csp-site";

/// Where a text stands until it is whole.
const NEW: &str = ".csp-site-new";

/// Who has it is at work in the folder.
const LOCK: &str = ".csp-site-lock";

const HEAD: &str =
    "# Files of this folder that `csp site` wrote. It removes those that it no longer writes.\n";

/// What a run did.
pub(super) struct Written {
    pub(super) written: usize,
    pub(super) removed: usize,
}

/// Brings a folder in line with the pages. All is looked at before anything is written. Each file is replaced as a whole, and the list names one before
/// it is written, and until it is removed: what a run leaves that is cut off, the next one puts right.
pub(super) fn write(folder: &Path, pages: &[Page]) -> Result<Written, CommandError> {
    fs::create_dir_all(folder).map_err(|error| CommandError::io(folder, &error))?;
    let _held = Held::folder(folder, LOCK).map_err(|error| CommandError::io(folder, &error))?;
    let before = own(folder)?;
    let new: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let mut all: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    all.extend(&new);
    let there = look(folder, &all)?;
    let aside = folder.join(NEW);
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(CommandError::io(&aside, &error));
        }
        _ => {}
    }
    let mut changed = Vec::new();
    for page in pages {
        let path = folder.join(&page.path);
        let is_there = there.contains(page.path.as_str());
        if is_there && fs::read(&path).is_ok_and(|text| text == page.text.as_bytes()) {
            continue;
        }
        if is_there && !before.contains(&page.path) {
            return Err(foreign(&path));
        }
        changed.push(page);
    }
    write_list(folder, &all)?;
    for page in &changed {
        let path = folder.join(&page.path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(|error| CommandError::io(above, &error))?;
        }
        csp_codegen::replace_by(&aside, &path, &page.text)?;
    }
    let mut removed = 0;
    for path in there.difference(&new) {
        remove(folder, path)?;
        removed += 1;
    }
    write_list(folder, &new)?;
    Ok(Written {
        written: changed.len(),
        removed,
    })
}

/// Which of these files are there. On the way to them may be folders alone, and in their places files: what a link leads to is not the site's.
fn look<'p>(folder: &Path, paths: &BTreeSet<&'p str>) -> Result<BTreeSet<&'p str>, CommandError> {
    let mut there = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        let above = Path::new(path).ancestors().skip(1);
        for above in above.filter(|above| !above.as_os_str().is_empty()) {
            if !seen.insert(above) {
                break;
            }
            let above = folder.join(above);
            match fs::symlink_metadata(&above) {
                Ok(found) if found.is_symlink() => {
                    let message = "it is a link, and what it leads to is not the site's: name another folder, or remove the link";
                    return Err(CommandError::at(&above, message));
                }
                Ok(found) if !found.is_dir() => {
                    let message = "a folder of the site belongs here, and `csp site` did not write this file: name another folder, or move it away";
                    return Err(CommandError::at(&above, message));
                }
                _ => {}
            }
        }
        let file = folder.join(path);
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() => {
                there.insert(*path);
            }
            Ok(_) => return Err(foreign(&file)),
            Err(_) => {}
        }
    }
    Ok(there)
}

/// The files that an earlier run wrote.
fn own(folder: &Path) -> Result<BTreeSet<String>, CommandError> {
    let path = folder.join(LIST);
    if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
        let message = "the list of the site's files belongs here, and this is no file: name another folder, or remove it";
        return Err(CommandError::at(&path, message));
    }
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

/// Whether a path is one that files of a site have: names of a few letters and signs, none of them `..`, and pages but for the files in `a`.
fn is_own(path: &str) -> bool {
    let is_name = |name: &str| {
        let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "=~_-.".contains(c);
        !name.is_empty() && !name.starts_with('.') && name.chars().all(is_sign)
    };
    (path.starts_with("a/") || path.ends_with(".html")) && path.split('/').all(is_name)
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
    Ok(csp_codegen::replace_by(&folder.join(NEW), &path, &text)?)
}

/// Removes a file, and the folders that have nothing in them then.
fn remove(folder: &Path, file: &str) -> Result<(), CommandError> {
    let path = folder.join(file);
    fs::remove_file(&path).map_err(|error| CommandError::io(&path, &error))?;
    let above = Path::new(file).ancestors().skip(1);
    for above in above.filter(|above| !above.as_os_str().is_empty()) {
        if fs::remove_dir(folder.join(above)).is_err() {
            break;
        }
    }
    Ok(())
}

fn foreign(path: &Path) -> CommandError {
    CommandError::at(
        path,
        "it is there and `csp site` did not write it: name another folder, or move it away",
    )
}
