//! What a run of `csp codegen` did: each file that it wrote or removed, and how many modules it did not have to.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use csp_codegen::{Difference, Output, Summary};

/// How many modules of other runs are named; the rest is counted.
const NAMED: usize = 3;

/// Lists what was written or removed, and counts the modules.
pub(crate) fn list(
    out: &mut dyn Write,
    output: &Output,
    changes: &[Difference],
    elapsed: Duration,
) -> io::Result<()> {
    let modules = output.summaries();
    let by_file: BTreeMap<&str, &Summary> = modules
        .iter()
        .map(|module| (module.file.as_str(), module))
        .collect();
    let (mut written, mut removed) = (0, 0);
    for change in changes {
        let path = change.path();
        let done = match change {
            Difference::Created(_) => "created",
            Difference::Changed(_) => "changed",
            Difference::Deleted(_) => "removed",
        };
        if matches!(change, Difference::Deleted(_)) {
            removed += 1;
        }
        write!(out, "{done} {}", path.display())?;
        if let Some(module) = file_name(path).and_then(|name| by_file.get(name)) {
            written += 1;
            let size = size(module.nodes, module.types, module.lines);
            write!(out, ": {}, {size}", module.csp)?;
        }
        writeln!(out)?;
    }
    let sum = |of: fn(&Summary) -> usize| modules.iter().map(of).sum();
    writeln!(
        out,
        "{} written, {} unchanged, {removed} removed: {}, {} in {elapsed:.0?}",
        count(written, "module"),
        modules.len() - written,
        count(modules.len(), "CSP"),
        size(
            sum(|module| module.nodes),
            sum(|module| module.types),
            sum(|module| module.lines)
        )
    )
}

/// The modules of other runs that were left as they are, in one line; none where there are none.
pub(crate) fn left_alone(others: &[PathBuf]) -> Option<String> {
    let named = others.iter().take(NAMED);
    let named: Vec<String> = named.map(|path| path.display().to_string()).collect();
    let rest = match others.len().saturating_sub(NAMED) {
        _ if named.is_empty() => return None,
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "left alone: {}{rest} (from definitions that this run does not read)",
        named.join(", ")
    ))
}

fn file_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

fn size(nodes: usize, types: usize, lines: usize) -> String {
    format!("{nodes} nodes, {types} types, {lines} lines")
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
