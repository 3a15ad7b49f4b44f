//! What is written: results to standard output, diagnostics to standard error, coloured where a person looks on.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Write};

use ddf::Report;
use serde::Serialize;

use crate::failure::Failure;

/// Writes a result to standard output.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)
        .and_then(|()| out.flush())
        .map_err(Failure::Output)
}

/// Writes diagnostics to standard error.
pub(crate) fn report(report: &Report) {
    // https://no-color.org
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let text = match !is_plain && io::stderr().is_terminal() {
        true => report.render_styled(),
        false => report.render(),
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

/// Writes a JSON array with one element on each line, so that line tools can work on it too.
pub(crate) fn json_lines<T: Serialize>(
    out: &mut dyn Write,
    elements: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut separator = "\n";
    for element in elements {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &element)?;
        separator = ",\n";
    }
    out.write_all(b"\n]\n")
}
