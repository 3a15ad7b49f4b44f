//! `csp lint`: what is wrong with profiles, where, and what to write instead.

mod asked;
mod baseline;
mod config;
mod files;
mod report;
mod sets;
mod settings;
mod shown;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use csp_profile::lint::{FileSet, Level, Linted, Linter};

use crate::error::CommandError;
use crate::{notes, output};
use files::{Input, STANDARD_INPUT};
use report::Format;
use sets::Sets;

pub(crate) use asked::Asked;
pub(crate) use baseline::Baseline;
pub(crate) use config::Config;
pub(crate) use report::{LintedFile, Report};
pub(crate) use settings::Settings;
pub(crate) use shown::Shown;

/// Says what is wrong with profiles, at the character where it is wrong, and what to write instead.
///
/// Reads what `csp convert` reads: SyncML, Fleet profiles, Intune's custom policies, declared configuration, provisioning documents, tables. The rules are on the page docs/rules.md, each with an
/// example; `csp explain RULE` says the same.
#[derive(Args)]
#[command(after_help = "\
Settings may stand in `csp.toml`, which is looked for in the current folder and those above it; arguments go before it:

  [lint]
  ddf = [\"ddf\"]                  # paths are relative to the file
  admx = [\"PolicyDefinitions\"]   # templates of policies; newer-admx: those that are coming
  dialect = \"fleet\"
  ignore = [\"uri-case\"]
  severity = { format-missing = \"error\" }
  sets = \"folder\"               # each folder has the profiles of other devices
  per-file-ignores = { \"legacy/*\" = [\"verb-read-only\"] }

`<!-- csp-lint: ignore[rule] reason -->` before a command silences a rule there, `ignore-file[rule]` in the file.

JSON is one object: `findings` with rule, level, message, notes, file, line, column, end_line, end_column (from 1, in characters), uri and fix (safe, edits with start and end in bytes), and `summary`.

Exit code: 0 when nothing at or above --fail-on is found; 1 when something is, unless there is --exit-zero; 2 when called wrongly, or when an input or a definition cannot be read; 3 when csp itself fails.")]
pub(crate) struct Lint {
    /// Files, or folders, whose `.xml`, `.json` and `.csv` files are looked at as far as they are profiles, also in folders below; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// Which files go to the same devices, so that one node should be set by one of them: run (as without it, all that are named), folder (those of each folder), file (each alone).
    #[arg(long, value_name = "WHICH")]
    sets: Option<Sets>,
    /// From which level on findings fail the command: error (as without it), warning, info.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Level>,
    /// Ends with 0 whatever is found; a wrong call and what cannot be read still end with 2.
    #[arg(long)]
    exit_zero: bool,
    /// Mends the files where that is safe.
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: mends what somebody has to look at, too.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Shows what --fix would change, and changes nothing.
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// Leaves out what was found when this file was written.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Writes all that is found to the file of --baseline.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Tells of each rule how often it was found, in the place of the findings; JSON has both in any case.
    #[arg(long)]
    statistics: bool,
    /// A file for the findings, in the place of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Lint {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        // Exit code 1 is for findings alone.
        match catch_unwind(AssertUnwindSafe(|| self.lint())) {
            Ok(Ok(code)) => Ok(code),
            Ok(Err(error @ CommandError::Output(_))) => Err(error),
            Ok(Err(error)) => {
                error.report();
                Ok(ExitCode::from(2))
            }
            Err(_) => Ok(ExitCode::from(3)),
        }
    }

    fn lint(&self) -> Result<ExitCode, CommandError> {
        if self.statistics && matches!(self.format, Format::Sarif | Format::Github) {
            let message = "--statistics goes with --format text, concise and json";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        let settings = Settings::new(&self.asked, Config::here()?)?;
        settings.definitions.note_shipped("--ddf or csp.toml");
        let (linter, _) = settings.linter()?;
        let (inputs, is_whole) = files::read(&self.paths)?;
        let mut report = Report::default();
        let mut diff = String::new();
        let mut mended = String::new();
        let mut sets = sets::FileSets::new(self.sets.or(settings.sets).unwrap_or_default());
        for input in &inputs {
            let path = input.path.as_deref().unwrap_or(Path::new(&input.name));
            let ignored = settings.ignored_in(path);
            let is_alone = ignored.contains(&"set-conflict");
            let set = sets.of(input, is_alone);
            let mut linted = self.file(&linter, set, input, &mut diff, &mut mended)?;
            set.add(std::mem::take(&mut linted.sets));
            linted
                .findings
                .retain(|finding| !ignored.contains(&finding.rule));
            report.files.push(LintedFile {
                name: input.name.clone(),
                linted,
            });
        }
        if let Some(path) = self.baseline.as_ref().or(settings.baseline.as_ref()) {
            self.hold_against(path, &mut report)?;
        }
        let fail_on = self.fail_on.unwrap_or(settings.fail_on);
        let is_failed = report
            .findings()
            .any(|(_, finding)| finding.level >= fail_on);
        self.print(&report, &diff, &mended)?;
        Ok(match (is_whole, is_failed) {
            (false, _) => ExitCode::from(2),
            (true, true) if !self.exit_zero => ExitCode::FAILURE,
            (true, _) => ExitCode::SUCCESS,
        })
    }

    /// Lints a file, and mends it where that is asked for.
    fn file(
        &self,
        linter: &Linter,
        set: &FileSet,
        input: &Input,
        diff: &mut String,
        mended: &mut String,
    ) -> Result<Linted, CommandError> {
        if !self.fix && !self.diff {
            return Ok(linter.lint_in(set, &input.name, &input.bytes));
        }
        let Some(fixed) = linter.fix_in(set, &input.name, &input.bytes, self.unsafe_fixes) else {
            return Ok(linter.lint_in(set, &input.name, &input.bytes));
        };
        if self.diff {
            let before = String::from_utf8_lossy(&input.bytes);
            let changes = similar::TextDiff::from_lines(before.as_ref(), &fixed.text);
            let mut unified = changes.unified_diff();
            diff.push_str(&unified.header(&input.name, &input.name).to_string());
            return Ok(linter.lint_in(set, &input.name, &input.bytes));
        }
        match &input.path {
            None => mended.push_str(&fixed.text),
            Some(path) if fixed.count > 0 => {
                fs::write(path, &fixed.text).map_err(|error| CommandError::io(path, &error))?;
            }
            Some(_) => {}
        }
        Ok(fixed.linted)
    }

    fn hold_against(&self, path: &Path, report: &mut Report) -> Result<(), CommandError> {
        if self.write_baseline {
            let findings = report.findings().map(|(_, finding)| finding);
            let text = Baseline::of(findings).to_text();
            fs::write(path, text).map_err(|error| CommandError::io(path, &error))?;
        }
        let mut baseline = Baseline::read(path)?;
        for file in &mut report.files {
            let before = file.linted.findings.len();
            file.linted
                .findings
                .retain(|finding| !baseline.takes(finding));
            report.known += before - file.linted.findings.len();
        }
        Ok(())
    }

    fn print(&self, report: &Report, diff: &str, mended: &str) -> Result<(), CommandError> {
        let text = if self.diff {
            diff.to_owned()
        } else {
            report.written(self.format, self.statistics)
        };
        if self.fix
            && self
                .paths
                .iter()
                .any(|path| path.as_os_str() == STANDARD_INPUT)
        {
            // What was mended is the result then.
            notes::note(text.trim_end());
            return output::print(|out| out.write_all(mended.as_bytes()));
        }
        match &self.output {
            Some(path) => fs::write(path, text).map_err(|error| CommandError::io(path, &error)),
            None => output::print(|out| out.write_all(text.as_bytes())),
        }
    }
}
