//! Where the repository is.

use std::path::{Path, PathBuf};

/// Its folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A path of this repository, shown relative to the current folder where that is the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    match std::env::current_dir() {
        Ok(current) if current == root() => PathBuf::from(path),
        _ => root().join(path),
    }
}
