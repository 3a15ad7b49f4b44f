//! `csp admx diff`: what changed between two sets of templates, and what that does to profiles that are in use.

mod change;
mod compare;
mod element;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;
use std::slice;

use clap::Args;

use super::format::Format;
use super::templates::{Language, tell};
use crate::error::CommandError;
use crate::output;

/// Says what changed between two sets of templates.
///
/// Policies are matched by file and name, elements by their ids.
#[derive(Args)]
#[command(after_help = "\
The same edit of more than three policies is one line with their number and the first of them. --all lists each, and changes of texts; JSON always has every change.

Every change is of one class, by what a profile that was made for OLD meets on a device with NEW:
  breaking       a payload that was right may now be refused or mean something else; a new element is one, since devices refuse payloads that lack it
  additive       all that was right still is, and more
  documentation  what people read

Exit code: 0 whatever the differences, 1 when a file of OLD or NEW has errors, 2 when called wrongly.")]
pub(super) struct Diff {
    /// An ADMX file, or a folder or a zip with all ADMX files in it.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The same, to be compared with OLD.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    language: Language,
    /// How the differences are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Lists every policy of an edit and every change of texts.
    #[arg(long)]
    all: bool,
}

impl Diff {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (old, old_report) = self.language.read(slice::from_ref(&self.old));
        let (new, new_report) = self.language.read(slice::from_ref(&self.new));
        if old_report.has_errors() || new_report.has_errors() {
            // With a file left out, its policies would seem to be gone.
            tell(&old_report);
            tell(&new_report);
            return Ok(ExitCode::FAILURE);
        }
        let changes = compare::compare(&old, &new);
        output::print(|out| match self.format {
            Format::Json => report::json(out, &changes),
            Format::Text => report::text(out, &changes, self.all),
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
