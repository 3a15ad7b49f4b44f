//! `csp diff`: what changed between two sets of definitions, and what that means.

mod effect;
mod faults;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;
use std::slice;

use clap::{Args, ValueEnum};
use csp_diff::{Differences, compare};

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{input, notes, output};

/// Says what changed between two sets of DDF files.
///
/// Nodes are matched by their place in the tree, whatever files they stand in; `./Vendor` is the same place as `./Device/Vendor`, names
/// in another case are the same, and two nodes whose names are given at run time are the same whatever their titles.
#[derive(Args)]
#[command(after_help = "\
The same edit on more than three nodes is one line with their number and the topmost of them, and so is a subtree that came or went. Of a list, what went and \
what came is shown. Documentation is counted. What matters more comes first. --all lists the rest; JSON always has every change.

Every change is of one class, by what a server or a device that goes by OLD meets:
  breaking       a command, a value or an answer that was right may now be refused or mean something else
  additive       all that was right still is, and more
  documentation  what people read, or another way to write the same

With errors in OLD or NEW nothing is compared, since what cannot be read would seem to be gone. Each error is told once, for NEW where both have it. What `csp check` warns of is no difference, and is not repeated. An overlay is for the definitions that one generates from: it applies to both sides, and what it does not find in NEW is said.

With --lock, what `csp codegen NEW --lock FILE` would refuse stands with the changes of its node and is breaking: each line says which code no longer compiles, is no longer called or means something else. A constant whose name says something else than its description now does is told too. Modules of FILE that neither OLD nor NEW defines are left out. Nothing is written.

Exit code: 0 whatever the differences, 1 when a file of OLD or NEW has errors, 2 when called wrongly.")]
pub(crate) struct Diff {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it).
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The same, to be compared with OLD.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    overlays: Overlays,
    /// How the differences are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Says also what the changes do to generated code, of which `csp codegen --lock` recorded the names in this file.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Lists every node of an edit and every change of documentation.
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// By class and CSP, the breaking ones first, and a summary.
    #[default]
    Text,
    /// One object with every change, and the groups of those that are one edit.
    Json,
    /// The same as the text, as a page for a pull request.
    Markdown,
}

impl Diff {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let (old, old_report) = input::model(slice::from_ref(&self.old), &self.overlays);
        let (new, new_report) = input::model(slice::from_ref(&self.new), &self.overlays);
        // With a file left out, its nodes would seem to be gone.
        let (faults, both) = faults::merge((&self.old, &old_report), (&self.new, &new_report));
        if faults.has_errors() {
            notes::report(&faults);
            if both > 0 {
                notes::note(format_args!("OLD has {both} of them too"));
            }
            return Ok(ExitCode::FAILURE);
        }
        notes::report(&self.overlays.said(&new_report));
        let effects =
            |lock: &PathBuf| effect::effects(lock, &self.new, &self.overlays, (&old, &new));
        let effects = self.lock.as_ref().map(effects).transpose()?;
        let comparison = compare(&old, &new);
        let differences = Differences {
            comparison: &comparison,
            effects: effects.as_ref(),
        };
        output::print(|out| report::write(out, &differences, self.format, self.all))?;
        Ok(ExitCode::SUCCESS)
    }
}
