//! What is said beside the results, on standard error: diagnostics, coloured where a person looks on, and why a command failed.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};

use ddf::Report;

/// Writes diagnostics to standard error.
pub(crate) fn report(report: &Report) {
    // https://no-color.org
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let text = if !is_plain && io::stderr().is_terminal() {
        report.render_styled()
    } else {
        report.render()
    };
    note(text.trim_end_matches('\n'));
}

/// Writes why the command failed to standard error.
pub(crate) fn error(message: &str) {
    note(format_args!("error: {message}"));
}

/// Writes a line to standard error; an empty one is left out. There is nobody to tell when that fails.
pub(crate) fn note(line: impl Display) {
    let line = line.to_string();
    if !line.is_empty() {
        let _ = writeln!(io::stderr(), "{line}");
    }
}
