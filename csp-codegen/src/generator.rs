//! The generator: what to read, how to write, and the five stages in one place.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ddf::{Document, Report, Source};

use crate::emit::{self, Style};
use crate::output::{File, Output, Summary};
use crate::{lower, parallel, read};

/// Reads definitions and generates a module for each CSP in them.
#[derive(Debug, Clone)]
pub struct Generator {
    paths: Vec<PathBuf>,
    sources: Vec<Arc<Source>>,
    style: Style,
    keep_going: bool,
}

impl Default for Generator {
    fn default() -> Self {
        Self::new()
    }
}

impl Generator {
    /// A generator that reads nothing yet. Generated code names the runtime as `::csp_runtime`.
    pub fn new() -> Self {
        let style = Style {
            runtime: "::csp_runtime".to_owned(),
            command: "csp codegen".to_owned(),
        };
        Self {
            paths: Vec::new(),
            sources: Vec::new(),
            style,
            keep_going: false,
        }
    }

    /// Reads a DDF file, or every `.xml` file directly in a folder.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>) -> Self {
        self.paths.push(path.as_ref().to_owned());
        self
    }

    /// Reads a DDF that is in memory.
    #[must_use]
    pub fn source(mut self, source: Arc<Source>) -> Self {
        self.sources.push(source);
        self
    }

    /// How generated code names the runtime crate, for one that is renamed or re-exported: `::my_crate::csp_runtime`, `crate::csp`.
    #[must_use]
    pub fn runtime_path(mut self, path: &str) -> Self {
        self.style.runtime = path.to_owned();
        self
    }

    /// The command that the first line of each file names.
    #[must_use]
    pub fn command(mut self, command: &str) -> Self {
        self.style.command = command.to_owned();
        self
    }

    /// Generates what is good when some files are not; the report of the output tells what was left out.
    #[must_use]
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.keep_going = keep_going;
        self
    }

    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// The files that will be read, folders opened, in the order of their names.
    ///
    /// # Errors
    ///
    /// A path that cannot be read.
    pub fn inputs(&self) -> Result<Vec<PathBuf>, Error> {
        let mut inputs = Vec::new();
        for path in &self.paths {
            inputs.extend(read::expand(path).map_err(|error| Error::Io(path.clone(), error))?);
        }
        Ok(inputs)
    }

    /// Runs the five stages but the last: the output is written with [`Output::write`].
    ///
    /// # Errors
    ///
    /// Files that cannot be read, and the diagnostics of a run when one of them is an error (unless [`keep_going`](Self::keep_going)).
    pub fn generate(&self) -> Result<Output, Error> {
        let inputs = self.inputs()?;
        let mut report = Report::new();
        let documents = self.parse(&inputs, &mut report)?;
        let model = ddf::validate(documents, &mut report);
        let ir = lower(&model, &mut report);
        report.sort();
        if report.has_errors() && !self.keep_going {
            return Err(Error::Ddf(report));
        }
        let files = parallel::map(&ir.modules, |module| {
            File::new(
                crate::ident::file_stem(&module.name),
                emit::module(module, &self.style),
            )
        });
        let summaries = ir
            .modules
            .iter()
            .zip(&files)
            .map(|(module, file)| Summary::new(module, file))
            .collect();
        Ok(Output::new(
            files,
            summaries,
            emit::index(&ir, &self.style),
            emit::features(&ir),
            report,
        ))
    }

    fn parse(&self, inputs: &[PathBuf], report: &mut Report) -> Result<Vec<Document>, Error> {
        let parsed = parallel::map(inputs, |path| {
            let bytes = read::bytes(path).map_err(|error| Error::Io(path.clone(), error))?;
            let mut report = Report::new();
            let document = match Source::from_bytes(path.to_string_lossy(), bytes) {
                Ok(source) => ddf::parse(&source, &mut report),
                Err(diagnostic) => {
                    report.push(diagnostic);
                    None
                }
            };
            Ok((document, report))
        });
        let mut documents = Vec::new();
        for result in parsed {
            let (document, own) = result?;
            documents.extend(document);
            report.extend(own);
        }
        documents.extend(
            self.sources
                .iter()
                .filter_map(|source| ddf::parse(source, report)),
        );
        Ok(documents)
    }
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io(PathBuf, io::Error),
    /// The definitions have errors. Print the report: it shows each with its place.
    Ddf(Report),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Ddf(report) => f.write_str(report.render().trim_end()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Ddf(_) => None,
        }
    }
}
