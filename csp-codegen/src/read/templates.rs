//! Finding and reading administrative templates: ADMX files, and of their ADML files those of one language.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use admx::PolicySet;
use ddf::{Diagnostic, Report, Source};

use super::file::{bytes, has_one_of};
use super::zip;
use crate::codes;
use crate::error::Error;

const EXTENSIONS: [&str; 2] = ["admx", "adml"];

/// Reads the policies of ADMX files, of folders with all that is in them, and of zips, with their texts in one language (`en-US`), or what texts there
/// are. What is wrong with them is in the report.
///
/// The texts of a file that is named itself are looked for in its folder, and in the folders of that, which are called by languages.
pub fn policies(paths: &[PathBuf], language: &str) -> (PolicySet, Report) {
    let mut report = Report::new();
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for path in paths {
        let before = found.len();
        match find(path, &mut found, &mut report) {
            Err(diagnostic) => report.push(diagnostic),
            Ok(()) if found.iter().skip(before).any(Found::is_admx) => {}
            Ok(()) => report.push(codes::no_templates(path)),
        }
    }
    found.retain(|file| match file {
        Found::File(path) => known.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        Found::Packed(_) => true,
    });
    let names: Vec<String> = found.iter().map(Found::name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wanted = admx::wanted(&names, language).into_iter();
    let sources = wanted.filter_map(|at| found.get(at)).filter_map(|file| {
        let source = file.source();
        source.map_err(|diagnostic| report.push(diagnostic)).ok()
    });
    let sources: Vec<Arc<Source>> = sources.collect();
    let set = PolicySet::read(sources, language, &mut report);
    (set, report)
}

/// The files that are read for [`policies`]: a zip is one file.
pub(crate) fn template_files(paths: &[PathBuf], language: &str) -> Result<Vec<PathBuf>, Error> {
    let (mut zips, mut files) = (Vec::new(), Vec::new());
    for path in paths {
        match unpacked(path) {
            Ok(Some(found)) => files.extend(found),
            Ok(None) => zips.push(path.clone()),
            Err(error) => return Err(Error::Io(path.clone(), error)),
        }
    }
    let names: Vec<String> = files
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wanted = admx::wanted(&names, language).into_iter();
    let wanted = wanted.filter_map(|at| files.get(at).cloned());
    Ok(wanted.chain(zips).collect())
}

/// A file as it was found.
enum Found {
    File(PathBuf),
    Packed(zip::Entry),
}

impl Found {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Packed(entry) => entry.name().to_owned(),
        }
    }

    fn is_admx(&self) -> bool {
        has_one_of(Path::new(&self.name()), &EXTENSIONS[..1])
    }

    fn source(&self) -> Result<Arc<Source>, Diagnostic> {
        match self {
            Self::File(path) => match bytes(path) {
                Ok(bytes) => admx::decode(path.to_string_lossy(), bytes),
                Err(error) => Err(codes::unreadable_templates(path, &error)),
            },
            Self::Packed(entry) => entry.source(admx::decode),
        }
    }
}

/// Adds the files that a path stands for.
fn find(path: &Path, found: &mut Vec<Found>, report: &mut Report) -> Result<(), Diagnostic> {
    let files = unpacked(path).map_err(|error| codes::unreadable_templates(path, &error))?;
    if let Some(files) = files {
        found.extend(files.into_iter().map(Found::File));
        return Ok(());
    }
    let bytes = bytes(path).map_err(|error| codes::unreadable_templates(path, &error))?;
    if zip::is_zip(path, &bytes) {
        let entries = zip::entries(path, bytes, &EXTENSIONS, report)?;
        found.extend(entries.into_iter().map(Found::Packed));
    }
    Ok(())
}

/// The files that a folder or a file of the kind stands for; `None` for anything else, as a zip.
fn unpacked(path: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    if path.is_dir() {
        return files(path, usize::MAX).map(Some);
    }
    // Whether it can be read is told when it is.
    Ok(has_one_of(path, &EXTENSIONS).then(|| {
        let mut files = vec![path.to_owned()];
        files.extend(texts_of(path));
        files
    }))
}

/// The ADML files around an ADMX file that have its name.
fn texts_of(path: &Path) -> Vec<PathBuf> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let stem = path.file_stem().unwrap_or_default();
    let mut files = files(folder, 1).unwrap_or_default();
    files.retain(|file| {
        let is_same = file
            .file_stem()
            .is_some_and(|own| own.eq_ignore_ascii_case(stem));
        is_same && has_one_of(file, &EXTENSIONS[1..])
    });
    files
}

/// The files of a folder and of those in it, so many levels down, in the order of their names. Links to folders are not followed: they may lead back.
fn files(folder: &Path, levels: usize) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), levels)];
    while let Some((folder, levels)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.extend(levels.checked_sub(1).map(|levels| (path, levels)));
            } else if has_one_of(&path, &EXTENSIONS) && path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
