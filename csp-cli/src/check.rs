//! `csp check`: the diagnostics of definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use csp_check::{JsonSchema, XmlSchema};
use ddf::{Document, Model, Node, Report, Severity, ValueType};

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{diagnostics, input, notes, output};

/// Reads DDF files and says what is wrong with them.
///
/// All files are read, and looked at together: a root that two of them define is an error, and so is what `csp codegen` cannot make a module of. A regular expression or a schema that cannot be evaluated is
/// reported where it stands; schemas and examples (XSD, JSON), against which no value is checked, are counted. The diagnostics go to standard error in the order of
/// the files.
#[derive(Args)]
#[command(
    after_help = "Exit code: 0 without errors (warnings do not count), 1 with errors, 2 when called wrongly."
)]
pub(crate) struct Check {
    /// DDF files, folders and zips: of a folder the `.xml` files directly in it, of a zip, as Microsoft publishes it, all `.xml` files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    /// How the diagnostics are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// With the lines of the file they speak of, and a summary.
    #[default]
    Text,
    /// One JSON array on standard output.
    Json,
}

impl Check {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let (model, mut report) = input::model(&self.paths, &self.overlays);
        csp_codegen::lower(&model, &mut report);
        report.sort();
        match self.format {
            Format::Text => text(&model, &report)?,
            Format::Json => diagnostics::print(&report)?,
        }
        Ok(if report.has_errors() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

fn text(model: &Model, report: &Report) -> Result<(), CommandError> {
    notes::report(report);
    let faulty: BTreeSet<&str> = report
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .map(|diagnostic| diagnostic.source().name())
        .collect();
    let is_good = |document: &&Document| !faulty.contains(document.source().name());
    let good = || model.documents().iter().filter(is_good);
    let files = good().count();
    let nodes: usize = good().map(|document| document.nodes().count()).sum();
    output::print(|out| {
        writeln!(
            out,
            "{files} file{} without errors, {nodes} node{}",
            if files == 1 { "" } else { "s" },
            if nodes == 1 { "" } else { "s" }
        )?;
        match skipped(model) {
            skipped if skipped.is_empty() => Ok(()),
            skipped => writeln!(out, "not evaluated: {}", skipped.join(", ")),
        }
    })
}

/// The constraints that no value is checked against, by their types: `2 XSD`.
fn skipped(model: &Model) -> Vec<String> {
    // Published files repeat their schemas.
    let mut known = BTreeMap::new();
    let counts = [ValueType::Xsd, ValueType::Json].map(|value_type| {
        let nodes = model.nodes().filter_map(Node::allowed_values);
        let of_type = nodes.filter(|allowed| allowed.value_type() == value_type);
        let texts = of_type.map(|allowed| allowed.text().unwrap_or_default());
        let count = texts.filter(|text| {
            let is_evaluated = known
                .entry((value_type, *text))
                .or_insert_with(|| is_evaluated(value_type, text));
            !*is_evaluated
        });
        (count.count(), value_type)
    });
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts
        .map(|(count, value_type)| format!("{count} {value_type}"))
        .collect()
}

/// Whether what a value holds is checked against a schema: an example is none.
fn is_evaluated(value_type: ValueType, text: &str) -> bool {
    match value_type {
        ValueType::Xsd => XmlSchema::new(text).is_ok(),
        _ => JsonSchema::new(text).is_ok_and(|schema| !schema.is_example()),
    }
}
