//! Definitions that are made up: as many files and nodes as a published set has, with its mix of formats, operations, constraints and depths.
//!
//! They describe buildings that nobody has. The same files come out on every machine, and each file has only itself to depend on.

mod dice;
mod file;
mod leaf;
mod words;
mod xml;

use std::fs;
use std::io;
use std::path::Path;

pub use dice::Dice;
pub use file::File;

/// The number of files. Microsoft's set of May 2024 has as many.
pub const FILES: usize = 308;

/// The number of nodes in all files together.
pub const NODES: usize = 5_800;

/// The files, sorted by name.
pub fn files() -> Vec<File> {
    let mut files: Vec<File> = (0..FILES).map(File::new).collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// Makes `folder` hold the files and no other `.xml`.
///
/// # Errors
///
/// The folder cannot be read or written.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for stale in super::xml_files(folder) {
        fs::remove_file(stale)?;
    }
    for file in files() {
        fs::write(folder.join(file.name), file.text)?;
    }
    Ok(())
}
