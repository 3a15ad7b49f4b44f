//! The administrative templates that commands take beside definitions: they have the elements of ADMX-backed policies, which no definition has.

use std::path::PathBuf;

use admx::{DEFAULT_LANGUAGE, PolicySet};
use clap::Args;
use csp_codegen::Generator;
use ddf::{Diagnostic, Report, Severity};

use crate::notes;

/// Which templates there are.
#[derive(Args, Clone)]
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

    /// What is in them, and their errors; `None` where there are none.
    pub(crate) fn read(&self) -> Option<(PolicySet, Report)> {
        if self.is_empty() {
            return None;
        }
        let (policies, said) = csp_codegen::policies(&self.templates, DEFAULT_LANGUAGE);
        let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
        let mut errors = Report::new();
        errors.extend(said.iter().filter(is_error).cloned());
        notes::report(&errors);
        Some((policies, errors))
    }
}
