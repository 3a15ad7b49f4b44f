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
use super::effect::{Effect, Effects};
use super::group::Groups;
use summary::Summary;

/// All that there is to tell.
pub(super) struct Differences<'c> {
    pub(super) comparison: &'c Comparison,
    /// What they do to generated code; `None` without a lock.
    pub(super) effects: Option<&'c Effects>,
}

impl<'c> Differences<'c> {
    /// What becomes of names.
    fn effects(&self) -> &'c [Effect] {
        self.effects.map_or(&[], |effects| &effects.list)
    }
}

pub(super) fn write(
    out: &mut dyn Write,
    differences: &Differences<'_>,
    format: Format,
    all: bool,
) -> io::Result<()> {
    let groups = Groups::new(&differences.comparison.nodes);
    let summary = Summary::new(differences);
    let parts = || page::parts(differences, &groups, all);
    let names = differences.effects.map(words::names);
    match format {
        Format::Text => text::write(out, &parts(), &summary, names.as_deref(), all),
        Format::Json => json::write(out, differences, &groups, summary),
        Format::Markdown => markdown::write(out, &parts(), &summary, names.as_deref(), all),
    }
}
