//! The administrative templates that commands take beside definitions: they have the elements of ADMX-backed policies, which no definition has.

use std::path::PathBuf;

use admx::{DEFAULT_LANGUAGE, PolicySet};
use clap::Args;
use csp_codegen::Generator;
use ddf::{Diagnostic, Report, Severity};

use crate::error::CommandError;

/// Which templates there are.
#[derive(Args, Clone, Default)]
pub(crate) struct Policies {
    /// The administrative templates of the definitions, which have the elements of ADMX-backed policies: an ADMX file, or a folder or a zip with all ADMX files in it, as `C:\Windows\PolicyDefinitions`. May be given several times.
    #[arg(long = "admx", value_name = "PATH")]
    templates: Vec<PathBuf>,
}

impl Policies {
    /// Those at these paths.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        Self {
            templates: paths.to_vec(),
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.templates.is_empty()
    }

    /// These, or others where there are none.
    pub(crate) fn or(&self, others: &[PathBuf]) -> Self {
        let paths = if self.is_empty() {
            others
        } else {
            &self.templates
        };
        Self::of(paths)
    }

    /// The generator with these templates.
    pub(crate) fn on(&self, generator: Generator) -> Generator {
        self.templates.iter().fold(generator, Generator::admx)
    }

    /// What is in them; `None` where there are none. Where one cannot be read, policies would seem to have no elements.
    pub(crate) fn read(&self) -> Result<Option<PolicySet>, CommandError> {
        let (policies, errors) = self.read_on();
        if errors.has_errors() {
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(errors)));
        }
        Ok((!self.is_empty()).then_some(policies))
    }

    /// What is in them as far as it can be read, and their errors.
    pub(crate) fn read_on(&self) -> (PolicySet, Report) {
        let (policies, said) = csp_codegen::policies(&self.templates, DEFAULT_LANGUAGE);
        (policies, errors(&said))
    }
}

/// The errors of templates alone: `csp admx check` shows what else there is.
pub(crate) fn errors(said: &Report) -> Report {
    let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
    let mut errors = Report::new();
    errors.extend(said.iter().filter(is_error).cloned());
    errors
}
