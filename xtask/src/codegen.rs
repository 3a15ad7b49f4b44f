//! `cargo xtask codegen`: definitions in, checked-in modules out, or a check that they are up to date.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use csp_codegen::{Difference, Error, Generator};

use crate::repository::in_repository;

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
        match self
            .windows()
            .and_then(|is_good| Ok(self.ingestion()? && is_good))
        {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        }
    }

    /// The nodes that csp-ingest answers for, which are part of it. Whether everything is as it should be.
    fn ingestion(&self) -> Result<bool, Error> {
        let start = Instant::now();
        let generator = Generator::new().command("cargo xtask codegen");
        let output = generator
            .file(in_repository("csp-ingest/definitions"))
            .generate()?;
        let out = in_repository("csp-ingest/src/definition");
        let changes = if self.check {
            output.compare(&out)?
        } else {
            output.write(&out)?
        };
        eprint!("{}", output.report().render());
        if self.check {
            return Ok(report_check(&changes));
        }
        print!("{}", output.summary(&changes, start.elapsed()));
        Ok(true)
    }

    /// The modules of csp-windows. Whether everything is as it should be.
    fn windows(&self) -> Result<bool, Error> {
        let start = Instant::now();
        let mut generator = Generator::new()
            .command("cargo xtask codegen")
            .shared(true)
            .examples("csp_windows");
        for path in &self.ddf {
            generator = generator.file(path);
        }
        let output = generator.generate()?;
        let mut changes = if self.check {
            output.compare(&self.out)?
        } else {
            output.write(&self.out)?
        };
        changes.extend(if self.check {
            output.compare_manifest(&self.out, None)?
        } else {
            output.write_manifest(&self.out, None)?
        });
        eprint!("{}", output.report().render());
        if self.check {
            return Ok(report_check(&changes));
        }
        print!("{}", output.summary(&changes, start.elapsed()));
        Ok(true)
    }
}

fn report_check(changes: &[Difference]) -> bool {
    for change in changes {
        eprintln!("{change}");
    }
    if !changes.is_empty() {
        eprintln!("run `cargo xtask codegen` and check the result in");
    }
    changes.is_empty()
}
