//! What was found, in the forms that people and programs read.

mod github;
mod json;
mod sarif;
mod text;

use std::collections::BTreeMap;

use clap::ValueEnum;
use csp_profile::lint::{Finding, Level, Linted};
use serde_json::Value;

/// How findings are written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(super) enum Format {
    /// For people: the line, the character, the facts.
    #[default]
    Text,
    /// A line for each finding.
    Concise,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub's workflows.
    Github,
}

/// A file and what was found in it.
pub(crate) struct LintedFile {
    pub(crate) name: String,
    pub(crate) linted: Linted,
}

/// What was found in a run.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) files: Vec<LintedFile>,
    /// How many findings the baseline knows.
    pub(crate) known: usize,
}

impl Report {
    /// Every finding with its file, in the order in which the files are named.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&LintedFile, &Finding)> {
        let of_file = |file: &'_ LintedFile| file.linted.findings.len();
        self.files.iter().flat_map(move |file| {
            (0..of_file(file)).filter_map(move |nth| Some((file, file.linted.findings.get(nth)?)))
        })
    }

    /// How many there are of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        self.findings()
            .filter(|(_, finding)| finding.level == level)
            .count()
    }

    /// How many a fix mends.
    pub(super) fn fixable(&self, is_safe: bool) -> usize {
        let is_one = |finding: &Finding| {
            finding
                .fix
                .as_ref()
                .is_some_and(|fix| fix.is_safe == is_safe)
        };
        self.findings()
            .filter(|(_, finding)| is_one(finding))
            .count()
    }

    /// Whether some file has more findings than are told.
    pub(super) fn is_cut(&self) -> bool {
        self.files.iter().any(|file| file.linted.is_cut)
    }

    /// How often each rule was found, by its id.
    pub(super) fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for (_, finding) in self.findings() {
            *counts.entry(finding.rule).or_default() += 1;
        }
        counts
    }

    /// All of it, as one object.
    pub(crate) fn json(&self) -> Value {
        json::object(self)
    }

    pub(super) fn written(&self, format: Format, is_counted: bool) -> String {
        match format {
            Format::Text | Format::Concise if is_counted => text::statistics(self),
            Format::Text => text::written(self),
            Format::Concise => text::concise(self),
            Format::Json => json::written(self),
            Format::Sarif => sarif::written(self),
            Format::Github => github::written(self),
        }
    }
}
