//! The definitions that a command reads.

use std::path::PathBuf;

use csp_codegen::Generator;
use ddf::{Model, Report};

/// Reads all files together: the model has those without errors, the report every fault.
pub(crate) fn model(paths: &[PathBuf]) -> (Model, Report) {
    generator(paths).model()
}

/// A generator that reads these files, folders and zips.
pub(crate) fn generator(paths: &[PathBuf]) -> Generator {
    paths.iter().fold(Generator::new(), Generator::file)
}
