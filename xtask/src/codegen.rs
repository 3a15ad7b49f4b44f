//! `cargo xtask codegen`: definitions in, checked-in modules out, or a check that they are up to date.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use csp_codegen::{Change, Error, Generator, Output};

/// Behind this line of a manifest, the features are generated.
const FEATURES_MARK: &str = "# generated features\n";

#[derive(clap::Args)]
pub(crate) struct Codegen {
    /// Write nothing; exit with 1 when anything is out of date.
    #[arg(long)]
    check: bool,
    /// A DDF file or a folder of them; may be given several times.
    #[arg(long = "ddf", value_name = "PATH", default_values_os_t = [in_repository("ddf/definitions")])]
    ddf: Vec<PathBuf>,
    /// The folder of the modules.
    #[arg(long, value_name = "DIR", default_value_os_t = in_repository("csp-windows/src"))]
    out: PathBuf,
}

impl Codegen {
    pub(crate) fn run(self) -> ExitCode {
        match self.generate() {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        }
    }

    /// Whether everything is as it should be.
    fn generate(&self) -> Result<bool, Error> {
        let start = Instant::now();
        let mut generator = Generator::new().command("cargo xtask codegen");
        for path in &self.ddf {
            generator = generator.file(path);
        }
        let output = generator.generate()?;
        let mut changes = match self.check {
            true => output.compare(&self.out)?,
            false => output.write(&self.out)?,
        };
        changes.extend(self.features(&output)?);
        eprint!("{}", output.report().render());
        if self.check {
            return Ok(report_check(&changes));
        }
        summarize(&output, &changes, start);
        Ok(true)
    }

    /// The features of the crate around the modules, where its manifest asks for them.
    fn features(&self, output: &Output) -> Result<Option<Change>, Error> {
        let Some(manifest) = self
            .out
            .parent()
            .map(|package| package.join("Cargo.toml"))
            .filter(|manifest| manifest.is_file())
        else {
            return Ok(None);
        };
        let io = |error| Error::Io(manifest.clone(), error);
        let text = std::fs::read_to_string(&manifest).map_err(io)?;
        let Some((head, features)) = text.split_once(FEATURES_MARK) else {
            return Ok(None);
        };
        if features == output.features() {
            return Ok(None);
        }
        if !self.check {
            std::fs::write(
                &manifest,
                format!("{head}{FEATURES_MARK}{}", output.features()),
            )
            .map_err(io)?;
        }
        Ok(Some(Change::Changed(manifest)))
    }
}

fn report_check(changes: &[Change]) -> bool {
    for change in changes {
        eprintln!("{change}");
    }
    if !changes.is_empty() {
        eprintln!("run `cargo xtask codegen` and check the result in");
    }
    changes.is_empty()
}

fn summarize(output: &Output, changes: &[Change], start: Instant) {
    let (mut nodes, mut types, mut lines) = (0, 0, 0);
    for summary in output.summaries() {
        let changed = changes.iter().any(|change| {
            change
                .path()
                .file_name()
                .is_some_and(|name| name == summary.file.as_str())
        });
        let state = if changed { "written" } else { "unchanged" };
        println!(
            "{:<40} {:>5} nodes {:>5} types {:>6} lines  {state}",
            summary.csp, summary.nodes, summary.types, summary.lines
        );
        nodes += summary.nodes;
        types += summary.types;
        lines += summary.lines;
    }
    for change in changes
        .iter()
        .filter(|change| matches!(change, Change::Deleted(_)))
    {
        println!("deleted {}", change.path().display());
    }
    println!(
        "{} CSPs, {nodes} nodes, {types} types, {lines} lines in {:.0?}",
        output.summaries().len(),
        start.elapsed()
    );
}

/// A path of this repository, shown relative to the current folder where that is the repository.
fn in_repository(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    match std::env::current_dir() {
        Ok(current) if current == root => PathBuf::from(path),
        _ => root.join(path),
    }
}
