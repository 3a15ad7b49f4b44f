//! Finding and reading input files: the one place of the generator that reads the disk.

use std::io;
use std::path::{Path, PathBuf};

/// The files that a path stands for: itself, or the `.xml` files directly in a folder, sorted by name.
pub(crate) fn expand(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
            && file.is_file()
        {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of a file, no more than a definition can have.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(ddf::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
