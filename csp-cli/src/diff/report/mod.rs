//! What is told of the differences, and in which form.

mod importance;
mod json;
mod line;
mod markdown;
mod page;
mod summary;
mod text;
mod words;

use std::io::{self, Write};

use super::Format;
use super::compare::Comparison;
use super::group::Groups;
use summary::Summary;

pub(super) fn write(
    out: &mut dyn Write,
    comparison: &Comparison,
    format: Format,
    all: bool,
) -> io::Result<()> {
    let groups = Groups::new(&comparison.nodes);
    let summary = Summary::new(comparison);
    let parts = || page::parts(comparison, &groups, all);
    match format {
        Format::Text => text::write(out, &parts(), &summary, all),
        Format::Json => json::write(out, comparison, &groups, summary),
        Format::Markdown => markdown::write(out, &parts(), &summary, all),
    }
}
