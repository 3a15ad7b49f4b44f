//! `csp admx ddf`: the definition of what a device offers once a template is ingested.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::slice;

use clap::Args;

use super::templates::{Language, app_name, tell};
use crate::error::CommandError;
use crate::{notes, output};

/// Writes the DDF of the nodes that a device has once it has ingested a template.
///
/// What works on Windows' own definitions works on it: `csp codegen`, `csp tree`, `csp lint --ddf`, `csp respond --ddf`, `csp diff`. Descriptions are the help
/// texts of the policies.
#[derive(Args)]
#[command(
    after_help = "Exit code: 0 without errors (warnings do not count), 1 with errors, 2 when called wrongly."
)]
pub(super) struct Ddf {
    /// An ADMX file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The name of the app under which the template is ingested: a part of each URI.
    #[arg(long, value_name = "NAME", value_parser = app_name)]
    app: String,
    #[command(flatten)]
    language: Language,
    /// The file to write; standard output where none is given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Ddf {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (set, report) = self.language.read(slice::from_ref(&self.file));
        let code = tell(&report);
        let mut files = set.files();
        let Some(file) = files.next() else {
            return Ok(ExitCode::FAILURE);
        };
        if let Some(other) = files.next() {
            let (first, other) = (file.name(), other.name());
            let message = format!(
                "{} holds more than one template ({first}, {other}): name one",
                self.file.display()
            );
            return Err(CommandError::new(message));
        }
        let policies = || file.policies();
        let without = policies().filter(|policy| policy.ingested_uris(&self.app).is_empty());
        let refused = policies().filter(|policy| !policy.blocked_keys().is_empty());
        for (count, what) in [
            (
                without.count(),
                "no node, since the file has no category for them",
            ),
            (
                refused.count(),
                "registry keys that a device refuses to ingested files",
            ),
        ] {
            if count > 0 {
                let s = if count == 1 {
                    "policy has"
                } else {
                    "policies have"
                };
                notes::note(format_args!(
                    "{count} {s} {what}: `csp admx check` shows them"
                ));
            }
        }
        let definition = file.definition(&self.app).map_err(CommandError::new)?;
        match &self.out {
            None => output::print(|out| out.write_all(definition.as_bytes()))?,
            Some(path) => {
                fs::write(path, definition).map_err(|error| CommandError::io(path, &error))?
            }
        }
        Ok(code)
    }
}
