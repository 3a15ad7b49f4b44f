//! Results, which go to standard output.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::error::CommandError;

/// Writes a result to standard output.
pub(crate) fn print(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CommandError> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)
        .and_then(|()| out.flush())
        .map_err(CommandError::Output)
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
