//! What is told of the differences, and in which form.

mod json;
mod markdown;
mod text;

use std::io::{self, Write};

use csp_diff::{Differences, Groups, Summary, names, parts};

use super::Format;

pub(super) fn write(
    out: &mut dyn Write,
    differences: &Differences<'_>,
    format: Format,
    all: bool,
) -> io::Result<()> {
    let groups = Groups::new(&differences.comparison.nodes);
    let summary = Summary::new(differences);
    let parts = || parts(differences, &groups, all);
    let names = differences.effects.map(names);
    match format {
        Format::Text => text::write(out, &parts(), &summary, names.as_deref(), all),
        Format::Json => json::write(out, differences, &groups, summary),
        Format::Markdown => markdown::write(out, &parts(), &summary, names.as_deref(), all),
    }
}
