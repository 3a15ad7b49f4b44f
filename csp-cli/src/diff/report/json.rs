//! The differences for programs: every change, and which of them are one edit.

use std::io::{self, Write};

use csp_diff::{
    Class, Differences, Edit, Effect, FileChange, Group, Groups, Kind, NodeChange, Summary,
};
use serde::Serialize;

#[derive(Serialize)]
struct Whole<'c> {
    summary: Summary,
    files: &'c [FileChange],
    nodes: Vec<Member<'c>>,
    groups: Vec<Shared<'c>>,
    /// What becomes of the names of a lock; `null` without one.
    effects: Option<&'c [Effect]>,
}

/// A change, and which of the groups it belongs to.
#[derive(Serialize)]
struct Member<'c> {
    #[serde(flatten)]
    change: &'c NodeChange,
    group: usize,
}

/// What changes of one group have in common.
#[derive(Serialize)]
struct Shared<'c> {
    group: usize,
    class: Class,
    change: Kind,
    fact: Option<&'static str>,
    /// What a list lost; `null` where it is not a list of which something stayed.
    removed: Option<&'c [String]>,
    /// What a list got.
    added: Option<&'c [String]>,
    /// Values that took over the description of another one, each with that one.
    described_as: Vec<(&'c str, &'c str)>,
    changes: usize,
    csps: usize,
    topmost: &'c str,
}

pub(super) fn write(
    out: &mut dyn Write,
    differences: &Differences<'_>,
    groups: &Groups<'_>,
    summary: Summary,
) -> io::Result<()> {
    let comparison = differences.comparison;
    let changes = comparison.nodes.iter().zip(&groups.of);
    let numbered = groups.groups.iter().enumerate();
    let whole = Whole {
        summary,
        files: &comparison.files,
        nodes: changes
            .map(|(change, group)| Member {
                change,
                group: *group,
            })
            .collect(),
        groups: numbered.map(|(at, group)| shared(at, group)).collect(),
        effects: differences.effects.map(|effects| &effects.list[..]),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

fn shared<'c>(number: usize, group: &Group<'c>) -> Shared<'c> {
    let topmost = group.topmost;
    let edit = topmost.fact.as_ref().map(|fact| &fact.edit);
    let (removed, added) = match edit {
        Some(Edit::Elements { removed, added }) => (Some(&removed[..]), Some(&added[..])),
        _ => (None, None),
    };
    let described_as = match edit {
        Some(Edit::Exchanged(one, other)) => vec![(&one[..], &other[..]), (&other[..], &one[..])],
        Some(Edit::Moved { to, from }) => vec![(&to[..], &from[..])],
        _ => Vec::new(),
    };
    Shared {
        group: number,
        class: topmost.class,
        change: topmost.change,
        fact: topmost.fact.as_ref().map(|fact| fact.fact),
        removed,
        added,
        described_as,
        changes: group.changes.len(),
        csps: group.csps(),
        topmost: &topmost.uri,
    }
}
