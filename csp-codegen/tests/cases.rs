//! What is generated, case by case: every definition in `cases/` is a test, and its snapshot holds the modules and the warnings. A folder of its name has
//! the templates of its policies. `cases/refused/`
//! holds what the generator refuses; there the snapshot is the diagnostics.
//!
//! To add a case, drop a file of less than 60 lines, run `cargo insta test -p csp-codegen --accept` or set `INSTA_UPDATE=always`, and read the snapshot.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use csp_codegen::{Error, Generator};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> std::io::Result<()> {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let good = files(&folder, "xml")?;
    let refused = files(&folder.join("refused"), "xml")?;
    assert!(
        !good.is_empty() && !refused.is_empty(),
        "no case files in {}",
        folder.display()
    );

    let mut names: Vec<String> = Vec::new();
    let mut trials = Vec::new();
    for file in good {
        names.push(name(&file));
        trials.push(Trial::test(name(&file), move || check(&file, generated)));
    }
    for file in refused {
        let name = format!("refused_{}", name(&file));
        names.push(name.clone());
        trials.push(Trial::test(name, move || check(&file, diagnosed)));
    }
    let snapshots = files(&folder.join("snapshots"), "snap")?;
    trials.push(Trial::test(
        "every_snapshot_has_its_case",
        move || match snapshots
            .iter()
            .find(|snapshot| !names.contains(&name(snapshot)))
        {
            Some(stray) => Err(format!("{} belongs to no case", stray.display()).into()),
            None => Ok(()),
        },
    ));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Compares what `of` makes of a case with the case's snapshot.
fn check(
    file: &Path,
    of: fn(&ddf::Source, Result<csp_codegen::Output, Error>) -> Result<String, Failed>,
) -> Result<(), Failed> {
    let bytes = std::fs::read(file)?;
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    if lines >= 60 {
        return Err(format!("a case has less than 60 lines, this one {lines}").into());
    }
    let source_name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let source = ddf::decode(source_name, bytes).map_err(|diagnostic| diagnostic.render())?;
    let mut generator = Generator::new().source(source.clone());
    // A folder of the case's name has templates.
    let templates = file.with_extension("");
    if templates.is_dir() {
        generator = generator.admx(templates);
    }
    let text = of(&source, generator.generate())?;

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("cases/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let refused = file
        .parent()
        .is_some_and(|folder| folder.ends_with("refused"));
    let prefix = if refused { "refused_" } else { "" };
    settings.bind(|| insta::assert_snapshot!(format!("{prefix}{}", name(file)), text));
    Ok(())
}

/// The modules of a good case, each of which is Rust, and the warnings.
fn generated(
    source: &ddf::Source,
    output: Result<csp_codegen::Output, Error>,
) -> Result<String, Failed> {
    let output = output.map_err(|error| format!("{} should generate:\n{error}", source.name()))?;
    let mut text = String::new();
    for file in output.files() {
        syn::parse_file(file.text()).map_err(|error| {
            let at = error.span().start();
            let line = file
                .text()
                .lines()
                .nth(at.line.saturating_sub(1))
                .unwrap_or_default();
            format!(
                "{} is not Rust: line {}: {error}\n{line}\n",
                file.name(),
                at.line
            )
        })?;
        let _ = writeln!(text, "==== {}\n{}", file.name(), file.text());
    }
    if !output.report().is_empty() {
        let _ = writeln!(text, "==== warnings\n{}", output.report().render());
    }
    Ok(text)
}

/// The diagnostics of a case that is refused.
fn diagnosed(
    source: &ddf::Source,
    output: Result<csp_codegen::Output, Error>,
) -> Result<String, Failed> {
    match output {
        Err(Error::Ddf(report)) => Ok(report.render()),
        Err(error) => Err(error.to_string().into()),
        Ok(_) => Err(format!("{} should be refused", source.name()).into()),
    }
}

/// The files of a folder with this extension, sorted.
fn files(folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
