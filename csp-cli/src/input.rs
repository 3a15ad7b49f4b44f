//! The definitions that a command reads.

use std::path::PathBuf;

use csp_codegen::Generator;
use ddf::{Model, Report};

use crate::overlay::Overlays;

/// Reads all files together: the model has those without errors, the report every fault.
pub(crate) fn model(paths: &[PathBuf], overlays: &Overlays) -> (Model, Report) {
    generator(paths, overlays).model()
}

/// A generator that reads these files, folders and zips, and changes what they say by the overlays.
pub(crate) fn generator(paths: &[PathBuf], overlays: &Overlays) -> Generator {
    overlays.on(paths.iter().fold(Generator::new(), Generator::file))
}
