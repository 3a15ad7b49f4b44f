//! `csp codegen`: typed Rust modules from definitions, for any crate.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use csp_codegen::{Difference, Followed, Output, Package};

use crate::error::CommandError;
use crate::held::Held;
use crate::overlay::Overlays;
use crate::policies::Policies;
use crate::{input, notes, output, written};

/// Who has it is at work in the folder.
const LOCK: &str = ".csp-codegen-lock";

/// Generates a Rust module for each CSP, and an index of them.
///
/// Only what changed is written; it is listed, and what is unchanged is counted. The list `.csp-codegen` in DIR says which files were generated there, for which CSP and from which definitions: a file of
/// it is deleted when its definitions are read and no longer give it, and no other file is; what other definitions gave stays, in the index too. The features below the line
/// `# generated features` of the `Cargo.toml` in DIR, or one folder up, are kept up to date.
#[derive(Args)]
#[command(after_help = "\
Several runs with one DIR or one lock FILE wait for each other; the one at work has .csp-codegen-lock in DIR and .FILE.csp-new beside FILE. Every file is replaced as a whole, so that a run that is killed loses nothing, and the next removes what it left.

A module belongs to the path of its CSP, whatever file defines it: what another file gave before is overwritten. A folder or a zip that defines at least half of the CSPs that another one gave to DIR is its next drop, and what is gone with it is removed from DIR; with --lock that is refused first. A few corrected files, and files that are named one by one, are no drop: what else is there is left alone.

Exit code: 0 when all is generated, or with --check up to date; 1 with errors (also those that --keep-going goes past), with something out of date, or with names of the lock that cannot be kept; 2 when called wrongly.")]
pub(crate) struct Codegen {
    /// DDF files, folders and zips: of a folder the `.xml` files directly in it, of a zip, as Microsoft publishes it, all `.xml` files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder of the modules.
    #[arg(long, value_name = "DIR", required_unless_present = "lock")]
    out: Option<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    policies: Policies,
    /// How the generated code names the runtime, where it is renamed or re-exported.
    #[arg(long, value_name = "RUST_PATH", default_value = "::csp_runtime", value_parser = rust_path)]
    runtime_path: String,
    /// Write nothing; say what is out of date.
    #[arg(long)]
    check: bool,
    /// Generate what is good when some files have errors; what the others define counts as gone.
    #[arg(long)]
    keep_going: bool,
    /// Write the Cargo.toml of a crate with this name beside the modules, with a feature for each. Of one that is there, only the generated features are changed.
    #[arg(long, value_name = "NAME", value_parser = package_name, requires = "out")]
    manifest: Option<String>,
    /// What that Cargo.toml has behind `csp-runtime =`, for a runtime that is in no registry: `{ path = "../csp-runtime" }`. Without it, the version of this command.
    #[arg(long, value_name = "TOML", requires = "manifest", value_parser = dependency)]
    runtime_dependency: Option<String>,
    /// Keep the names that this file records, whatever else is read, and record what is new. What cannot be kept is refused, each line saying what breaks, and nothing is written. Without --out, the file alone is brought in line.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Take what the lock refuses.
    #[arg(long, requires = "lock")]
    accept: bool,
}

impl Codegen {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let start = Instant::now();
        // A lock may lie in the folder.
        if let Some(out) = self.out.as_ref().filter(|_| !self.check) {
            fs::create_dir_all(out).map_err(|error| CommandError::io(out, &error))?;
        }
        // The order of the two locks is every run's: none waits for a run that waits for it.
        let held = match &self.lock {
            Some(path) if !self.check => {
                let held = Held::file(path, OpenOptions::new());
                Some(held.map_err(|error| CommandError::io(path, &error))?)
            }
            _ => None,
        };
        let generator = input::generator(&self.paths, &self.overlays);
        let mut generator = self
            .policies
            .on(generator)
            .command("csp codegen")
            .features(self.manifest.is_some())
            .shared(true)
            .runtime_path(&self.runtime_path)
            .keep_going(self.keep_going);
        if let Some(path) = &self.lock {
            generator = generator.lock(path);
        }
        let output = generator.generate()?;
        notes::report(output.report());
        if let Some(out) = &self.out {
            for drop in output.earlier_drops(out)? {
                notes::note(format_args!(
                    "next drop of `{drop}`: what that gave here and this does not give is removed"
                ));
            }
        }
        let is_right = if self.check {
            self.compare(&output)?
        } else {
            self.write(&output, held, start)?
        };
        Ok(if is_right && !output.report().has_errors() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// Says what is out of date; whether it is nothing. If a name cannot be kept, that is all that is said: no run would write the rest.
    fn compare(&self, output: &Output) -> Result<bool, CommandError> {
        let mut changes = Vec::new();
        if let Some(out) = &self.out {
            changes.extend(output.compare_manifest(out, self.package().as_ref())?);
            changes.extend(output.compare(out)?);
        }
        if let Some(path) = &self.lock {
            let followed = self.follow(output)?;
            if !self.keeps(path, &followed) {
                return Ok(false);
            }
            changes.extend(followed.lock.compare(path)?);
        }
        Ok(is_up_to_date(&changes))
    }

    /// Brings all in line, while no other run does in the same folder or with the same lock; whether every name is kept. If not, nothing is written.
    fn write(
        &self,
        output: &Output,
        held: Option<Held>,
        start: Instant,
    ) -> Result<bool, CommandError> {
        let mut folder = None;
        if let Some(out) = &self.out {
            folder = Some(Held::folder(out, LOCK).map_err(|error| CommandError::io(out, &error))?);
        }
        let mut lock = None;
        if let (Some(path), Some(held)) = (&self.lock, held) {
            let followed = self.follow(output)?;
            if !self.keeps(path, &followed) {
                return Ok(false);
            }
            lock = Some((path, held, followed.lock));
        }
        let package = self.package();
        let mut changes = Vec::new();
        if let Some(out) = &self.out {
            // A manifest that is faulty is found before anything is written.
            output.compare_manifest(out, package.as_ref())?;
            changes = output.write(out)?;
            // After the modules, which may be refused.
            changes.extend(output.write_manifest(out, package.as_ref())?);
            if let Some(note) = written::left_alone(&output.others(out)?) {
                notes::note(note);
            }
        }
        if let Some((path, held, lock)) = lock {
            if let Some(change) = lock.compare(path)? {
                let replaced = held.replace(lock.text().as_bytes());
                replaced.map_err(|error| CommandError::at(path, error))?;
                let new = lock.count_beyond(output.lock_before());
                let path = change.path().display();
                match new {
                    0 => notes::note(format_args!("recorded: what changed, in {path}")),
                    1 => notes::note(format_args!("recorded: 1 new name in {path}")),
                    _ => notes::note(format_args!("recorded: {new} new names in {path}")),
                }
                changes.push(change);
            }
        }
        drop(folder);
        if self.out.is_some() {
            output::print(|out| written::list(out, output, &changes, start.elapsed()))?;
        }
        Ok(true)
    }

    /// What becomes of the lock. Of what other definitions gave in the folder, nothing is gone.
    fn follow(&self, output: &Output) -> Result<Followed, CommandError> {
        let others = match &self.out {
            Some(out) => output.other_modules(out)?,
            None => BTreeSet::new(),
        };
        Ok(output.follow(&others))
    }

    /// Says which names cannot be kept, and which constants are described otherwise than they are called; whether all is kept or accepted.
    fn keeps(&self, path: &Path, followed: &Followed) -> bool {
        for line in &followed.contradictions {
            notes::note(format_args!("kept: {line}"));
        }
        let what = if self.accept { "accepted" } else { "refused" };
        for refusal in &followed.refusals {
            notes::note(format_args!("{what}: {refusal}"));
        }
        let is_kept = self.accept || followed.refusals.is_empty();
        if !is_kept {
            notes::error(&format!(
                "{} of what {} records cannot be kept, so nothing is written; --accept takes it",
                followed.refusals.len(),
                path.display()
            ));
        }
        is_kept
    }

    fn package(&self) -> Option<Package<'_>> {
        let mut package = Package::new(self.manifest.as_deref()?);
        if let Some(runtime) = &self.runtime_dependency {
            package.runtime = runtime;
        }
        Some(package)
    }
}

/// Says what is out of date; whether it is nothing.
fn is_up_to_date(changes: &[Difference]) -> bool {
    for change in changes {
        notes::note(change);
    }
    if !changes.is_empty() {
        notes::error("the generated files are out of date; run the same command without --check");
    }
    changes.is_empty()
}

fn rust_path(text: &str) -> Result<String, String> {
    let segments = text.strip_prefix("::").unwrap_or(text);
    if segments.split("::").all(is_identifier) {
        Ok(text.to_owned())
    } else {
        Err("a path of Rust is needed, as `::csp_runtime` or `crate::csp`".to_owned())
    }
}

fn is_identifier(text: &str) -> bool {
    let name = text.strip_prefix("r#").unwrap_or(text);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn package_name(text: &str) -> Result<String, String> {
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("a package's name has letters, digits, `-` and `_`, a letter first".to_owned())
    }
}

/// A dependency as TOML has it on one line: a version, or a table.
fn dependency(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_value = |open, close| text.len() > 2 && text.starts_with(open) && text.ends_with(close);
    if (is_value('"', '"') || is_value('{', '}')) && !text.contains('\n') {
        Ok(text.to_owned())
    } else {
        Err(
            "a dependency is written as in a Cargo.toml: `{ path = \"../csp-runtime\" }` or `\"0.1\"`"
                .to_owned(),
        )
    }
}
