//! Which findings of a file are shown: not those of rules that `csp.toml` ignores in it, and not those that a baseline has.

use std::path::Path;

use csp_profile::lint::Finding;

use super::baseline::Baseline;
use super::settings::Settings;

/// What is shown of a file's findings, which are asked about in their order.
pub(crate) struct Shown<'s> {
    ignored: Vec<&'s str>,
    baseline: Baseline,
    /// How many of those that were asked about the baseline has.
    pub(crate) known: usize,
}

impl<'s> Shown<'s> {
    /// Of a file at a path, or of a text without one, by a baseline that is the file's alone.
    pub(crate) fn of(settings: &'s Settings, baseline: &Baseline, path: Option<&Path>) -> Self {
        Self {
            ignored: path.map_or_else(Vec::new, |path| settings.ignored_in(path)),
            baseline: baseline.clone(),
            known: 0,
        }
    }

    /// Whether the next finding is shown.
    pub(crate) fn has(&mut self, finding: &Finding) -> bool {
        if self.ignored.contains(&finding.rule) {
            return false;
        }
        let is_known = self.baseline.takes(finding);
        self.known += usize::from(is_known);
        !is_known
    }
}
