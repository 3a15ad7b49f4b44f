//! The generator: what to read, how to write, and the five stages in one place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use admx::{DEFAULT_LANGUAGE, PolicySet};
use ddf::{Diagnostic, Document, Model, Report, Severity, Source};

use crate::emit::{self, Style};
use crate::error::Error;
use crate::lock::Lock;
use crate::lower::lower_keeping;
use crate::output::{File, Output};
use crate::{codes, overlay, parallel, read};

/// Reads definitions and generates a module for each CSP in them.
#[derive(Debug, Clone)]
pub struct Generator {
    paths: Vec<PathBuf>,
    sources: Vec<Arc<Source>>,
    overlays: Vec<overlay::Origin>,
    templates: Vec<PathBuf>,
    style: Style,
    keep_going: bool,
    lock: Option<PathBuf>,
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
            features: false,
            shared: false,
            examples: None,
        };
        Self {
            paths: Vec::new(),
            sources: Vec::new(),
            overlays: Vec::new(),
            templates: Vec::new(),
            style,
            keep_going: false,
            lock: None,
        }
    }

    /// Reads a DDF file, every `.xml` file directly in a folder, or every `.xml` file in a zip, wherever it stands in it. What a file is, its bytes
    /// say: a zip may have any name.
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

    /// Changes what the definitions say by an [overlay](ddf::Overlay), a TOML file. Several apply in the order in which they are given.
    #[must_use]
    pub fn overlay(mut self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        self.overlays.push(overlay::Origin::File(path));
        self
    }

    /// Changes what the definitions say by an overlay that is in memory.
    ///
    /// ```
    /// let lamp = ddf::Source::new(
    ///     "Lamp.xml",
    ///     "<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node></MgmtTree>",
    /// );
    /// let overlay = ddf::Source::new(
    ///     "lamp.toml",
    ///     "[[node]]\npath = './Vendor/Contoso/Lamp'\nformat = { from = 'chr', to = 'int' }\nwhy = 'it is dimmed in percent'",
    /// );
    /// let (model, report) = csp_codegen::Generator::new().source(lamp).overlay_source(overlay).model();
    /// assert!(report.is_empty(), "{report}");
    /// assert!(model.nodes().all(|lamp| lamp.format() == ddf::Format::Int));
    /// ```
    #[must_use]
    pub fn overlay_source(mut self, source: Arc<Source>) -> Self {
        self.overlays.push(overlay::Origin::Source(source));
        self
    }

    /// Mends what is known to be wrong in Microsoft's definitions: [`ddf::Overlay::microsoft`].
    #[must_use]
    pub fn microsoft_overlay(mut self) -> Self {
        self.overlays.push(overlay::Origin::Microsoft);
        self
    }

    /// Takes the elements of ADMX-backed policies from an ADMX file, or from a folder or a zip with all ADMX files in it, as
    /// `C:\Windows\PolicyDefinitions`: no definition has them. A policy with elements then has a struct with a field for each, and is written and read as
    /// `Policy` of it, one without as `Toggle`; and payloads are checked to the last element. Without, a policy is `Admx`, and checked by its shape alone.
    /// Whoever generates reads his own: Microsoft's templates come with no other program than Windows.
    ///
    /// Nodes whose policy is not there are warnings. Of what is wrong in templates, the errors are reported.
    #[must_use]
    pub fn admx(mut self, path: impl AsRef<Path>) -> Self {
        self.templates.push(path.as_ref().to_owned());
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

    /// Puts each module of the index behind a cargo feature of its name: for a crate whose manifest will list them. In a folder whose manifest
    /// does, by its line `# generated features`, they always are.
    #[must_use]
    pub fn features(mut self, features: bool) -> Self {
        self.style.features = features;
        self
    }

    /// Puts what the modules have in common into the index: for modules that are always taken in through it, of which there may be many. It is a third
    /// of rustc's time for hundreds of them. Otherwise each file stands alone, for `include!`.
    #[must_use]
    pub fn shared(mut self, shared: bool) -> Self {
        self.style.shared = shared;
        self
    }

    /// Puts an example on each front page of the index. `krate` is the path of the modules for the examples' sake: `csp_windows`, `my_crate::csp`. They
    /// are compiled with its documentation's tests, so it depends on the crates whose types they use.
    #[must_use]
    pub fn examples(mut self, krate: &str) -> Self {
        self.style.examples = Some(krate.to_owned());
        self
    }

    /// Generates what is good when some files are not; the report of the output tells what was left out.
    #[must_use]
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.keep_going = keep_going;
        self
    }

    /// Gives what the lock file at a path has a name for that name, whatever else is read; one that is not there records nothing. What does not hold
    /// any more is in [`Output::follow`].
    #[must_use]
    pub fn lock(mut self, path: impl AsRef<Path>) -> Self {
        self.lock = Some(path.as_ref().to_owned());
        self
    }

    pub(crate) fn lock_path(&self) -> Option<&Path> {
        self.lock.as_deref()
    }

    /// The files and folders whose change makes another result.
    pub(crate) fn watched(&self) -> impl Iterator<Item = &Path> {
        let overlays = self.overlays.iter().filter_map(|overlay| match overlay {
            overlay::Origin::File(path) => Some(path),
            _ => None,
        });
        let paths = self.paths.iter().chain(overlays).chain(&self.templates);
        let paths = paths.chain(&self.lock);
        paths.map(PathBuf::as_path)
    }

    /// The definitions and the templates that will be read, folders opened, in the order of their names; a file that is named twice is read once. A zip is
    /// one file.
    ///
    /// # Errors
    ///
    /// A path that cannot be read.
    pub fn inputs(&self) -> Result<Vec<PathBuf>, Error> {
        let mut inputs = Vec::new();
        for path in &self.paths {
            inputs.extend(read::expand(path).map_err(|error| Error::Io(path.clone(), error))?);
        }
        inputs.extend(read::template_files(&self.templates, DEFAULT_LANGUAGE)?);
        Ok(in_order(inputs))
    }

    /// Runs the first two stages: reads the definitions, and looks at all of them together. Then it applies the overlays.
    ///
    /// Every fault is in the report, in the order of the files; that of a file that cannot be opened too. The model has the files without error.
    pub fn model(&self) -> (Model, Report) {
        let mut report = Report::new();
        let documents = self.parse(&mut report);
        let mut model = ddf::validate(documents, &mut report);
        overlay::apply(&self.overlays, &mut model, &mut report);
        report.sort();
        (model, report)
    }

    /// Runs the five stages but the last: the output is written with [`Output::write`].
    ///
    /// # Errors
    ///
    /// A lock file that cannot be read, and the diagnostics of a run when one of them is an error (unless [`keep_going`](Self::keep_going)).
    pub fn generate(&self) -> Result<Output, Error> {
        let before = self.lock.as_deref().map(Lock::load).transpose()?;
        let before = before.unwrap_or_default();
        let (model, mut report) = self.model();
        let policies = self.policies(&mut report);
        let ir = lower_keeping(&model, policies.as_ref(), &before, &mut report);
        report.sort();
        if report.has_errors() && !self.keep_going {
            return Err(Error::Ddf(report));
        }
        let files = parallel::map(&ir.modules, |module| {
            File::new(module, emit::module(module, &self.style))
        });
        let sources = self.sources.iter().map(|source| source.name().into());
        let read = self.paths.iter().cloned().chain(sources).collect();
        let lock = self.lock.as_ref().map(|_| Lock::of(&ir));
        let lock = lock.unwrap_or_default();
        Ok(Output::new(
            &ir,
            files,
            &self.style,
            report,
            read,
            before,
            lock,
        ))
    }

    /// Reads the templates.
    fn policies(&self, report: &mut Report) -> Option<PolicySet> {
        if self.templates.is_empty() {
            return None;
        }
        let (policies, said) = read::policies(&self.templates, DEFAULT_LANGUAGE);
        let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
        report.extend(said.iter().filter(is_error).cloned());
        Some(policies)
    }

    fn parse(&self, report: &mut Report) -> Vec<Document> {
        let mut inputs = Vec::new();
        for path in &self.paths {
            match read::expand(path) {
                Ok(files) if files.is_empty() => report.push(codes::no_definitions(path)),
                Ok(files) => inputs.extend(files),
                Err(error) => report.push(codes::unreadable(path, &error)),
            }
        }
        let mut found = Vec::new();
        for (definitions, own) in parallel::map(&in_order(inputs), |file| read::definitions(file)) {
            found.extend(definitions);
            report.extend(own);
        }
        let parsed = parallel::map(&found, |definition| {
            let mut report = Report::new();
            let document = match definition.source() {
                Ok(source) => ddf::parse(&source, &mut report),
                Err(diagnostic) => {
                    report.push(diagnostic);
                    None
                }
            };
            (document, report)
        });
        let mut documents = Vec::new();
        for (document, own) in parsed {
            documents.extend(document);
            report.extend(own);
        }
        documents.extend(
            self.sources
                .iter()
                .filter_map(|source| ddf::parse(source, report)),
        );
        documents
    }
}

/// Files in the order of their names, each once: in whatever order they are named, the result is the same.
fn in_order(mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    // As bytes: comparing paths by their components takes longer than reading the files.
    files.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    files.dedup_by(|a, b| a.as_os_str() == b.as_os_str());
    files
}
