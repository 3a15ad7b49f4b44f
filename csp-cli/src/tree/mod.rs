//! `csp tree`: the nodes that definitions describe, for people and for programs.

mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::policies::Policies;
use crate::{input, notes, output};

/// Lists the nodes that DDF files describe.
///
/// Files with errors are left out; the diagnostics go to standard error.
#[derive(Args)]
#[command(after_help = "\
Text is drawn as Microsoft's documentation does, four dashes for each level, with the format and the operations of each node; a name in braces is given at run time. With --admx the elements of ADMX-backed policies stand below their nodes.

JSON is one array with an object for each node in document order, one on each line. An object always has the same keys, with null for what the file leaves out; texts are as the file has them.

Exit code: 0 without errors (warnings do not count), 1 with errors, 2 when called wrongly.")]
pub(crate) struct Tree {
    /// DDF files, folders and zips: of a folder the `.xml` files directly in it, of a zip, as Microsoft publishes it, all `.xml` files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    policies: Policies,
    /// How the nodes are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// A drawing.
    #[default]
    Text,
    /// Every fact of every node.
    Json,
}

impl Tree {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let (model, report) = input::model(&self.paths, &self.overlays);
        notes::report(&report);
        let (policies, errors) = self.policies.read_on();
        notes::report(&errors);
        output::print(|out| match self.format {
            Format::Text => text::write(out, &model, &policies),
            Format::Json => json::write(out, &model, &policies),
        })?;
        Ok(if report.has_errors() || errors.has_errors() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}
