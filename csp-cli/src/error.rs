//! Why a command could not do its work, beyond what diagnostics say.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use ddf::Severity;

use crate::notes;

/// What ends a command early.
pub(crate) enum CommandError {
    /// Standard output cannot be written.
    Output(io::Error),
    /// The generator gave up.
    Codegen(csp_codegen::Error),
    /// Anything else, as a sentence and an exit code.
    Other(String, ExitCode),
}

impl CommandError {
    /// A failure with exit code 1.
    pub(crate) fn new(message: impl Display) -> Self {
        Self::Other(message.to_string(), ExitCode::FAILURE)
    }

    /// A file that cannot be read or written.
    pub(crate) fn at(path: &Path, error: impl Display) -> Self {
        Self::new(format_args!("{}: {error}", path.display()))
    }

    /// A file or a folder that the system refuses, with what to do where that is known.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let advice = match error.kind() {
            // Ours, which says it already.
            _ if error.raw_os_error().is_none() => return Self::at(path, error),
            io::ErrorKind::AlreadyExists if path.is_file() => "it is a file: name a folder",
            io::ErrorKind::NotADirectory => "a part of its path is a file: name a folder",
            io::ErrorKind::IsADirectory => "it is a folder: name a file",
            _ => return Self::at(path, error),
        };
        Self::at(path, advice)
    }

    /// What to tell in a sentence, where no diagnostics can be shown.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Output(error) => error.to_string(),
            Self::Codegen(csp_codegen::Error::Ddf(report)) => {
                let first = report
                    .iter()
                    .find(|found| found.severity() == Severity::Error);
                let first = first.map_or_else(String::new, |found| {
                    let (file, line) = (found.source().name(), found.line());
                    format!(", the first at {file}:{line}: {}", found.message())
                });
                format!("the definitions have errors; `csp check` shows them{first}")
            }
            Self::Codegen(error) => error.to_string(),
            Self::Other(message, _) => message.clone(),
        }
    }

    /// Tells the user, and says with which code the program ends.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            // Who reads has seen enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                notes::error(&format!("standard output: {error}"));
                ExitCode::FAILURE
            }
            Self::Codegen(csp_codegen::Error::Ddf(report)) => {
                notes::report(&report);
                ExitCode::FAILURE
            }
            Self::Codegen(error) => {
                notes::error(&error.to_string());
                ExitCode::FAILURE
            }
            Self::Other(message, code) => {
                notes::error(&message);
                code
            }
        }
    }
}

impl From<csp_codegen::Error> for CommandError {
    fn from(error: csp_codegen::Error) -> Self {
        match error {
            csp_codegen::Error::Io(path, error) => Self::io(&path, &error),
            error => Self::Codegen(error),
        }
    }
}
