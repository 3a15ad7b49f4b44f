//! `csp admx check`: what is wrong with templates, and what a device would refuse of them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::format::Format;
use super::templates::Language;
use crate::error::CommandError;
use crate::{diagnostics, notes, output};

/// Says what is wrong with ADMX files and their texts.
///
/// Beside faults of the files it says what keeps a device from ingesting them: registry keys that it refuses to all but Windows' own policies, names
/// that are unfit for a URI, policies without a category. For templates that are only installed, such warnings mean nothing.
#[derive(Args)]
#[command(
    after_help = "Exit code: 0 without errors (warnings do not count), 1 with errors, 2 when called wrongly."
)]
pub(super) struct Check {
    /// ADMX files, or folders and zips with all ADMX files in them.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    language: Language,
    /// How the diagnostics are written: with the lines they speak of, or as one JSON array.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (set, mut report) = self.language.read(&self.paths);
        admx::check_ingestion(&set, &mut report);
        report.sort();
        match self.format {
            Format::Json => diagnostics::print(&report)?,
            Format::Text => {
                notes::report(&report);
                let (files, policies) = (set.files().count(), set.policies().count());
                output::print(|out| {
                    let s = if files == 1 { "" } else { "s" };
                    let ies = if policies == 1 { "y" } else { "ies" };
                    writeln!(out, "{files} file{s} read, {policies} polic{ies}")
                })?;
            }
        }
        Ok(if report.has_errors() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}
