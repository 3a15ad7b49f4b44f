//! `csp admx resolve`: whether each ADMX-backed node of definitions finds its policy.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use admx::{AdmxBacking, PolicySet};
use clap::Args;
use ddf::{Model, Node};
use serde::Serialize;

use super::format::Format;
use super::templates::Templates;
use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{input, notes, output};

/// Finds the policy behind each ADMX-backed node of DDF files.
///
/// A node finds its policy by the file and the name that its definition gives, whose letter case does not count. Policies that are in other categories now than
/// the definition says are found all the same.
#[derive(Args)]
#[command(after_help = "\
JSON is one object: the number of ADMX-backed leaves, of those whose policy is there, and the URI of each other one with the reason.

Exit code: 0 whatever is found, 1 when a file has errors, 2 when called wrongly.")]
pub(super) struct Resolve {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it). May be given several times.
    #[arg(long, required = true, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    templates: Templates,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What was found.
#[derive(Serialize)]
struct Found {
    leaves: usize,
    resolved: usize,
    unresolved: Vec<Unresolved>,
}

/// A node without its policy.
#[derive(Serialize)]
struct Unresolved {
    uri: String,
    reason: String,
}

impl Resolve {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (model, report) = input::model(&self.ddf, &self.overlays);
        let (set, code) = self.templates.read();
        if report.has_errors() {
            notes::report(&report);
        }
        let found = find(&model, &set);
        output::print(|out| match self.format {
            Format::Json => json(out, &found),
            Format::Text => text(out, &found),
        })?;
        Ok(if report.has_errors() {
            ExitCode::FAILURE
        } else {
            code
        })
    }
}

fn find(model: &Model, set: &PolicySet) -> Found {
    let mut found = Found {
        leaves: 0,
        resolved: 0,
        unresolved: Vec::new(),
    };
    for node in model.nodes() {
        let backings = backings(node);
        if backings.is_empty() {
            continue;
        }
        found.leaves += 1;
        let missing = backings.iter().find_map(|backing| {
            let resolution = set.resolve(*backing);
            let AdmxBacking { name, file, .. } = backing;
            let reason = || format!("{name} of {file}: {resolution}");
            resolution.policy().is_none().then(reason)
        });
        match missing {
            None => found.resolved += 1,
            Some(reason) => found.unresolved.push(Unresolved {
                uri: node.uri(),
                reason,
            }),
        }
    }
    found
}

/// What the definition of a node says of its policies.
pub(crate) fn backings(node: Node<'_>) -> Vec<AdmxBacking<'_>> {
    let allowed = node.allowed_values();
    let admx = allowed.map_or(&[][..], |allowed| allowed.admx());
    admx.iter()
        .map(|admx| AdmxBacking {
            area: admx.area(),
            name: admx.name(),
            file: admx.file(),
        })
        .collect()
}

fn json(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    serde_json::to_writer(&mut *out, found)?;
    writeln!(out)
}

fn text(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    for Unresolved { uri, reason } in &found.unresolved {
        writeln!(out, "{uri}\n    {reason}")?;
    }
    let Found {
        leaves, resolved, ..
    } = found;
    writeln!(
        out,
        "{resolved} of {leaves} ADMX-backed nodes have their policy"
    )
}
