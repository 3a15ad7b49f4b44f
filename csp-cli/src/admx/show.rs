//! `csp admx show`: all that is known of a policy.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use admx::{Policy, PolicySet};
use clap::Args;
use csp_check::Nearest;
use ddf::Model;

use super::format::Format;
use super::policy::{self, PolicyFacts};
use super::resolve::backings;
use super::templates::{Templates, app_name};
use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{input, notes, output};

/// Shows a policy: its elements with limits and choices, what it writes into the registry, its nodes, its help text.
#[derive(Args)]
#[command(after_help = "\
JSON is one array with an object for each policy of the name, one on each line.

Exit code: 0 when there is such a policy, 1 when there is none or a file has errors, 2 when called wrongly.")]
pub(super) struct Show {
    /// The name of a policy, whatever its letter case; `FILE.admx/NAME` where several files have it.
    #[arg(value_name = "POLICY")]
    policy: String,
    #[command(flatten)]
    templates: Templates,
    /// The name of the app under which the templates are ingested, to show the nodes that a device has then.
    #[arg(long, value_name = "NAME", value_parser = app_name)]
    app: Option<String>,
    /// DDF files, folders or zips, to show the nodes of Windows that the policy stands behind. May be given several times.
    #[arg(long, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    /// How the policy is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Show {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (set, code) = self.templates.read();
        let found = find(&set, &self.policy);
        if found.is_empty() {
            return Err(CommandError::new(unknown(&set, &self.policy)));
        }
        let (model, report) = input::model(&self.ddf, &self.overlays);
        if report.has_errors() {
            notes::report(&report);
        }
        let nodes = nodes(&model, &set);
        let uris = |policy: Policy<'_>| {
            let app = self.app.as_deref();
            let mut uris = app.map_or_else(Vec::new, |app| policy.ingested_uris(app));
            uris.extend(nodes.get(&key(policy)).into_iter().flatten().cloned());
            uris
        };
        output::print(|out| match self.format {
            Format::Json => {
                let facts = found
                    .iter()
                    .map(|found| PolicyFacts::new(*found, uris(*found)));
                output::json_lines(out, facts)
            }
            Format::Text => found.iter().enumerate().try_for_each(|(at, found)| {
                if at > 0 {
                    writeln!(out)?;
                }
                let blocked = match self.app {
                    Some(_) => found.blocked_keys(),
                    None => Vec::new(),
                };
                policy::text(out, *found, &uris(*found), &blocked)
            }),
        })?;
        Ok(if report.has_errors() {
            ExitCode::FAILURE
        } else {
            code
        })
    }
}

/// The policies of a name, or of a file and a name.
fn find<'s>(set: &'s PolicySet, wanted: &str) -> Vec<Policy<'s>> {
    match wanted.rsplit_once('/') {
        Some((file, name)) => {
            let file = set.file(file);
            file.and_then(|file| file.policy(name))
                .into_iter()
                .collect()
        }
        None => set.files().filter_map(|file| file.policy(wanted)).collect(),
    }
}

/// A policy, by what tells it from others.
fn key(policy: Policy<'_>) -> (&str, &str) {
    (policy.file().name(), policy.name())
}

/// The URIs of the nodes behind which each policy stands.
fn nodes<'s>(model: &Model, set: &'s PolicySet) -> BTreeMap<(&'s str, &'s str), Vec<String>> {
    let mut nodes: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for node in model.nodes() {
        let found = backings(node).into_iter();
        let found = found.filter_map(|backing| set.resolve(backing).policy());
        let policies: BTreeSet<_> = found.map(key).collect();
        for policy in policies {
            nodes.entry(policy).or_default().push(node.uri());
        }
    }
    nodes
}

/// That there is no such policy, with the name that was meant perhaps.
fn unknown(set: &PolicySet, wanted: &str) -> String {
    let name = wanted.rsplit_once('/').map_or(wanted, |(_, name)| name);
    let near = Nearest::of(name, set.policies().map(|policy| policy.name()));
    let nearest = near.names().next();
    match nearest.and_then(|name| set.any_policy(name)) {
        Some(policy) => {
            let (file, name) = (policy.file().name(), policy.name());
            format!("there is no policy `{wanted}`; did you mean `{file}/{name}`?")
        }
        None => {
            format!("there is no policy `{wanted}`: `csp admx list --search TEXT` finds policies")
        }
    }
}
