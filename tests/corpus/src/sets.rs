//! The sets of definitions that benchmarks measure with.

use std::path::{Path, PathBuf};

use crate::beside::shared;
use crate::synthetic;

/// The made-up set, which is written to a folder of its own in `scratch`, and the published one where it lies beside the checkout; by name.
///
/// # Panics
///
/// `scratch` cannot be written to.
pub fn sets(scratch: &str) -> Vec<(&'static str, PathBuf)> {
    let made_up = Path::new(scratch).join("made_up");
    synthetic::write(&made_up).expect("the folder can be written");
    let published = shared("ddf/2024-05");
    let mut sets = vec![("made_up", made_up), ("published", published)];
    sets.retain(|(_, folder)| folder.is_dir());
    sets
}
