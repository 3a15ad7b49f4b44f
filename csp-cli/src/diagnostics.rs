//! Diagnostics for programs: a JSON array on standard output.

use ddf::Report;
use serde::Serialize;

use crate::error::CommandError;
use crate::output;

/// A diagnostic for programs.
#[derive(Serialize)]
struct JsonDiagnostic<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    severity: String,
    code: &'static str,
    message: &'r str,
    node: Option<&'r str>,
    help: &'r str,
}

/// Writes them to standard output.
pub(crate) fn print(report: &Report) -> Result<(), CommandError> {
    let faults = report.iter().map(|diagnostic| JsonDiagnostic {
        file: diagnostic.source().name(),
        line: diagnostic.line(),
        column: diagnostic.column(),
        severity: diagnostic.severity().to_string(),
        code: diagnostic.code().id(),
        message: diagnostic.message(),
        node: diagnostic.node(),
        help: diagnostic.help(),
    });
    output::print(|out| output::json_lines(out, faults))
}
