//! What is asked for: arguments, and what `csp.toml` says where they say nothing.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use admx::PolicySet;
use csp_check::Nearest;
use csp_profile::lint::{self, Level, Linter, Options, rule};
use ddf::Model;

use super::asked::{Asked, DialectArgument, UnknownNodes};
use super::config::Config;
use super::sets::Sets;
use crate::definitions::Definitions;
use crate::error::CommandError;
use crate::policies::Policies;

/// What is asked for.
pub(crate) struct Settings {
    pub(crate) definitions: Definitions,
    pub(crate) options: Options,
    /// The templates that are coming.
    newer: Policies,
    pub(super) fail_on: Level,
    pub(super) sets: Option<Sets>,
    pub(crate) baseline: Option<PathBuf>,
    per_file_ignores: BTreeMap<String, Vec<String>>,
    folder: PathBuf,
}

impl Settings {
    pub(crate) fn new(asked: &Asked, config: Config) -> Result<Self, CommandError> {
        let dialect = match asked.dialect {
            Some(DialectArgument(dialect)) => dialect,
            None => match config.dialect.as_deref() {
                None | Some("auto") => None,
                Some(dialect) => parsed(Some(dialect), "dialect")?,
            },
        };
        let mut levels = BTreeMap::new();
        for (rule, level) in &config.severity {
            levels.extend(parsed(Some(level), rule)?.map(|level| (rule.clone(), level)));
        }
        levels.extend(asked.severity.iter().cloned());
        let or = |given: &[String], config: &[String]| {
            if given.is_empty() {
                config.iter().cloned().collect()
            } else {
                given.iter().cloned().collect()
            }
        };
        let options = Options {
            dialect,
            unknown_nodes: asked
                .unknown_nodes
                .or(config.unknown_nodes)
                .map(unknown_nodes),
            os_build: match asked.os_build {
                Some(build) => Some(build),
                None => parsed(config.os_build.as_deref(), "os-build")?,
            },
            edition: match asked.edition {
                Some(edition) => Some(edition),
                None => parsed(config.edition.as_deref(), "edition")?,
            },
            fleet_version: match asked.fleet_version {
                Some(version) => Some(version),
                None => parsed(config.fleet_version.as_deref(), "fleet-version")?,
            },
            select: or(&asked.select, &config.select),
            ignore: asked.ignore.iter().chain(&config.ignore).cloned().collect(),
            levels,
            is_pedantic: asked.pedantic || config.pedantic,
        };
        let fail_on = parsed(config.fail_on.as_deref(), "fail-on")?;
        let named = options.select.iter().chain(&options.ignore);
        let named = named.chain(options.levels.keys());
        for id in named.chain(config.per_file_ignores.values().flatten()) {
            known(id)?;
        }
        Ok(Self {
            definitions: asked
                .definitions
                .or(&config.ddf, &config.overlay, &config.admx),
            options,
            newer: asked.newer().or(&config.newer_admx),
            fail_on: fail_on.unwrap_or(Level::Error),
            sets: config.sets,
            baseline: config.baseline,
            per_file_ignores: config.per_file_ignores,
            folder: config.folder,
        })
    }

    /// What finds it, and where they are named the model of the definitions.
    pub(crate) fn linter(&self) -> Result<(Linter, Option<Model>), CommandError> {
        let read = self.definitions.read()?;
        let definitions = lint::Definitions::new(read.trees, self.definitions.are_shipped());
        let linter = self.linter_of(definitions, read.policies)?;
        Ok((linter, read.model))
    }

    /// The same with definitions and templates that were read already.
    pub(crate) fn linter_of(
        &self,
        definitions: lint::Definitions,
        templates: PolicySet,
    ) -> Result<Linter, CommandError> {
        let mut linter = Linter::new(definitions, self.options.clone());
        linter.templates = templates;
        linter.newer = self.newer.read()?.unwrap_or_default();
        Ok(linter)
    }

    /// The rules that `csp.toml` ignores in a file.
    pub(super) fn ignored_in(&self, path: &Path) -> Vec<&str> {
        if self.per_file_ignores.is_empty() {
            return Vec::new();
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        let path = path.to_string_lossy().replace('\\', "/");
        let fitting = self
            .per_file_ignores
            .iter()
            .filter(|(pattern, _)| fits(pattern, &path));
        fitting
            .flat_map(|(_, rules)| rules.iter().map(String::as_str))
            .collect()
    }
}

fn unknown_nodes(given: UnknownNodes) -> lint::UnknownNodes {
    match given {
        UnknownNodes::Error => lint::UnknownNodes::Error,
        UnknownNodes::Warn => lint::UnknownNodes::Warn,
        UnknownNodes::Ignore => lint::UnknownNodes::Ignore,
    }
}

fn parsed<T: FromStr<Err: Display>>(
    text: Option<&str>,
    key: &str,
) -> Result<Option<T>, CommandError> {
    let wrong = |error| wrong(format!("csp.toml: {key}: {error}"));
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

/// Refuses a rule that there is not: who ignores it would wonder.
fn known(id: &str) -> Result<(), CommandError> {
    if rule(id).is_some() {
        return Ok(());
    }
    let near = Nearest::of(id, lint::RULES.iter().map(|rule| rule.id));
    let advice = near.question();
    let advice = advice.unwrap_or_else(|| "docs/rules.md lists them".to_owned());
    Err(wrong(format!("no rule is called `{id}`: {advice}")))
}

fn wrong(message: String) -> CommandError {
    CommandError::Other(message, ExitCode::from(2))
}

/// Whether a path fits a pattern, in which `*` stands for any text.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}
