//! Finding and reading definitions and overlays: the one place of the generator that reads the disk. A path is a file, a folder or a zip.

mod file;
mod templates;
mod zip;

pub use templates::policies;
pub(crate) use templates::template_files;

use file::{bytes, is_xml};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ddf::{Diagnostic, Report, Source};

use crate::codes;

/// A definition as it was found.
pub(crate) enum Found {
    File(Arc<Source>),
    /// Inflated when its source is asked for, so that many are at once.
    Packed(zip::Entry),
}

impl Found {
    pub(crate) fn source(&self) -> Result<Arc<Source>, Diagnostic> {
        match self {
            Self::File(source) => Ok(Arc::clone(source)),
            Self::Packed(entry) => entry.source(ddf::decode),
        }
    }
}

/// The files that a path stands for: itself, or the `.xml` files directly in a folder, sorted by name.
pub(crate) fn expand(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let file = entry?.path();
        if is_xml(&file) && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The definitions of a file, and what is wrong with it: one, or those of a zip in the order of their names.
pub(crate) fn definitions(file: &Path) -> (Vec<Found>, Report) {
    let mut report = Report::new();
    let found = match bytes(file) {
        Ok(bytes) if zip::is_zip(file, &bytes) => zip::entries(file, bytes, &["xml"], &mut report)
            .map(|entries| entries.into_iter().map(Found::Packed).collect()),
        Ok(bytes) => {
            ddf::decode(file.to_string_lossy(), bytes).map(|source| vec![Found::File(source)])
        }
        Err(error) => Err(codes::unreadable(file, &error)),
    };
    let found = found.unwrap_or_else(|diagnostic| {
        report.push(diagnostic);
        Vec::new()
    });
    (found, report)
}

/// The text of an overlay.
pub(crate) fn overlay(file: &Path) -> Result<Arc<Source>, Diagnostic> {
    match bytes(file) {
        Ok(bytes) => ddf::decode(file.to_string_lossy(), bytes),
        Err(error) => Err(codes::unreadable_overlay(file, &error)),
    }
}
