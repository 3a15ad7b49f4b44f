//! The templates that a command works with.

use std::path::PathBuf;
use std::process::ExitCode;

use admx::{PolicySet, Report};
use clap::Args;

use crate::error::CommandError;
use crate::notes;
use crate::policies::errors;

/// Which templates there are.
#[derive(Args, Clone)]
pub(super) struct Templates {
    /// An ADMX file, or a folder or a zip with all ADMX files in it, as `C:\Windows\PolicyDefinitions`. May be given several times.
    #[arg(long = "admx", required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    language: Language,
}

/// In which language texts are read.
#[derive(Args, Clone)]
pub(super) struct Language {
    /// The language of the texts, as the folder of their ADML files is called. Where a file has none in it, those in en-US are taken.
    #[arg(long, value_name = "LANGUAGE", default_value = admx::DEFAULT_LANGUAGE)]
    language: String,
}

impl Language {
    /// Reads templates in this language.
    pub(super) fn read(&self, paths: &[PathBuf]) -> (PolicySet, Report) {
        let (set, mut report) = csp_codegen::policies(paths, &self.language);
        report.sort();
        (set, report)
    }
}

impl Templates {
    /// Reads them, and tells what was wrong; the exit code of a command that has nothing else to say.
    pub(super) fn read(&self) -> (PolicySet, ExitCode) {
        let (set, report) = self.language.read(&self.paths);
        (set, tell(&report))
    }

    /// Reads them for a command that needs all of them.
    pub(super) fn read_whole(&self) -> Result<PolicySet, CommandError> {
        let (set, report) = self.language.read(&self.paths);
        let errors = errors(&report);
        if errors.has_errors() {
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(errors)));
        }
        tell(&report);
        Ok(set)
    }
}

/// Tells the errors of templates, and how many warnings there are: `csp admx check` shows those.
pub(super) fn tell(report: &Report) -> ExitCode {
    let errors = errors(report);
    notes::report(&errors);
    match report.warning_count() {
        0 => {}
        1 => notes::note("1 warning, which `csp admx check` shows"),
        count => notes::note(format_args!(
            "{count} warnings, which `csp admx check` shows"
        )),
    }
    if errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The name of an app, which is one name of a URI up to the first `~`.
pub(super) fn app_name(text: &str) -> Result<String, String> {
    const MOST: usize = 200;
    let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    // Of dots alone, a URI would be another.
    let is_name = text.len() <= MOST && text.contains(|c: char| c != '.');
    if is_name && text.chars().all(is_fit) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "write letters, digits, `_`, `-` and `.`, {MOST} at most and not dots alone: it is a part of URIs"
        ))
    }
}
