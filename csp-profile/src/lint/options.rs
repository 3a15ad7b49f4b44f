//! What is asked of a linter.

use std::collections::{BTreeMap, BTreeSet};

use csp_schema::{Edition, OsBuild};

use super::dialect::Dialect;
use super::finding::{Finding, Level};
use super::fleet_version::FleetVersion;

/// What is asked of a linter.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whom the files are for; `None` to find it out from each.
    pub dialect: Option<Dialect>,
    /// What is said of nodes that no definition has; `None` for what the definitions allow to say.
    pub unknown_nodes: Option<UnknownNodes>,
    /// The build of the devices. Rules about builds run with it alone.
    pub os_build: Option<OsBuild>,
    /// The edition of the devices. Rules about editions run with it alone.
    pub edition: Option<Edition>,
    /// The version of Fleet that the profiles are for; `None` for the latest.
    pub fleet_version: Option<FleetVersion>,
    /// The rules that run alone; empty for all.
    pub select: BTreeSet<String>,
    /// The rules that do not run.
    pub ignore: BTreeSet<String>,
    /// Rules with another level than their own.
    pub levels: BTreeMap<String, Level>,
    /// Whether findings of [`Level::Info`] are shown, too. Those of rules that are selected or that have been given a level are in any case.
    pub is_pedantic: bool,
}

/// What is said of nodes that no definition has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownNodes {
    /// They are errors, also where no definition of their CSP was read.
    Error,
    /// They are warnings.
    Warn,
    /// Nothing.
    Ignore,
}

impl Options {
    /// Whether the rule of this id looks at files.
    pub(super) fn runs(&self, rule: &str) -> bool {
        let is_selected = self.select.is_empty() || self.select.contains(rule);
        is_selected && !self.ignore.contains(rule)
    }

    /// Whether the Fleet that the profiles are for is older than this.
    pub(super) fn is_older_fleet(&self, since: FleetVersion) -> bool {
        self.fleet_version.is_some_and(|version| version < since)
    }

    pub(super) fn shows(&self, finding: &Finding) -> bool {
        finding.level > Level::Info
            || self.is_pedantic
            || self.select.contains(finding.rule)
            || self.levels.contains_key(finding.rule)
    }
}
