//! Files of the disk: their bytes within bounds, and what their names say.

use std::io;
use std::path::Path;
use std::sync::Arc;

use ddf::{Diagnostic, Source};

/// From the name and the bytes of a file to its text.
pub(super) type Decode = fn(String, Vec<u8>) -> Result<Arc<Source>, Diagnostic>;

/// The bytes of a file, no more than one can have, and one more to tell that it has.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(ddf::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn is_xml(file: &Path) -> bool {
    has_extension(file, "xml")
}

pub(super) fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

pub(super) fn has_one_of(file: &Path, extensions: &[&str]) -> bool {
    let mut extensions = extensions.iter();
    extensions.any(|extension| has_extension(file, extension))
}
