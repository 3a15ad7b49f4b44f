//! `csp diff`: what changed between two sets of definitions.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;

/// Compares two sets of DDF files.
#[derive(Args)]
pub(crate) struct Diff {
    /// The DDF file or folder to compare with.
    old: PathBuf,
    /// The DDF file or folder to compare.
    new: PathBuf,
}

impl Diff {
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        let _ = (&self.old, &self.new);
        Ok(ExitCode::SUCCESS)
    }
}
