//! The differences as text and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::change::{Class, FactChange, FileChange, Kind, NodeChange};
use super::compare::Comparison;

/// How many characters of a value a line shows.
const SHOWN: usize = 60;

pub(super) fn text(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    for class in Class::ALL {
        let files = comparison.files.iter().filter(|file| file.class == class);
        let nodes = comparison.nodes.iter().filter(|node| node.class == class);
        let lines: Vec<String> = files.map(file_line).chain(nodes.map(node_line)).collect();
        if !lines.is_empty() {
            writeln!(out, "{}:", class.as_str())?;
            for line in lines {
                writeln!(out, "  {line}")?;
            }
            writeln!(out)?;
        }
    }
    let summary = Summary::new(comparison);
    let count = |number: usize, what: &str| {
        format!("{number} {what}{}", if number == 1 { "" } else { "s" })
    };
    writeln!(
        out,
        "{} added, {} removed; {} added, {} removed; {} changed; {} in all: {} breaking, {} additive, {} documentation",
        count(summary.files_added, "file"),
        summary.files_removed,
        count(summary.nodes_added, "node"),
        summary.nodes_removed,
        count(summary.facts_changed, "fact"),
        count(comparison.files.len() + comparison.nodes.len(), "change"),
        summary.breaking,
        summary.additive,
        summary.documentation
    )
}

fn file_line(file: &FileChange) -> String {
    format!("{}: file {}", file.file, done(file.change))
}

fn node_line(node: &NodeChange) -> String {
    match &node.fact {
        None => format!("{}: {}", node.uri, done(node.change)),
        Some(FactChange { fact, old, new, .. }) => {
            let (old, new) = (old.as_deref(), new.as_deref());
            let from = first_difference(old.unwrap_or_default(), new.unwrap_or_default());
            match (old, new) {
                (None, Some(new)) => format!("{}: {fact}: added {}", node.uri, show(new, 0)),
                (Some(old), None) => format!("{}: {fact}: removed {}", node.uri, show(old, 0)),
                _ => format!(
                    "{}: {fact}: {} -> {}",
                    node.uri,
                    show(old.unwrap_or_default(), from),
                    show(new.unwrap_or_default(), from)
                ),
            }
        }
    }
}

fn done(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "added",
        Kind::Removed => "removed",
        Kind::Changed => "changed",
    }
}

/// How many characters two texts have in common at their start.
fn first_difference(old: &str, new: &str) -> usize {
    let pairs = old.chars().zip(new.chars());
    pairs.take_while(|(old, new)| old == new).count()
}

/// A value on one line; of a long one, what is around the character `from`. An empty one is seen too.
fn show(value: &str, from: usize) -> String {
    let length = value.chars().count();
    let start = match length > SHOWN {
        true => from.saturating_sub(SHOWN / 3).min(length - SHOWN),
        false => 0,
    };
    let shown: String = value.chars().skip(start).take(SHOWN).collect();
    // Line breaks, and what has no shape of its own, would hide in a line.
    let shown: String = shown
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let before = if start > 0 { "..." } else { "" };
    let after = if start + SHOWN < length { "..." } else { "" };
    format!("`{before}{shown}{after}`")
}

#[derive(Serialize)]
struct Summary {
    files_added: usize,
    files_removed: usize,
    nodes_added: usize,
    nodes_removed: usize,
    facts_changed: usize,
    breaking: usize,
    additive: usize,
    documentation: usize,
}

impl Summary {
    fn new(comparison: &Comparison) -> Self {
        let Comparison { files, nodes } = comparison;
        let files_of = |change| files.iter().filter(|file| file.change == change).count();
        let nodes_of = |change| nodes.iter().filter(|node| node.change == change).count();
        let class = |class| {
            let files = files.iter().filter(|file| file.class == class).count();
            files + nodes.iter().filter(|node| node.class == class).count()
        };
        Self {
            files_added: files_of(Kind::Added),
            files_removed: files_of(Kind::Removed),
            nodes_added: nodes_of(Kind::Added),
            nodes_removed: nodes_of(Kind::Removed),
            facts_changed: nodes_of(Kind::Changed),
            breaking: class(Class::Breaking),
            additive: class(Class::Additive),
            documentation: class(Class::Documentation),
        }
    }
}

#[derive(Serialize)]
struct Whole<'c> {
    summary: Summary,
    files: &'c [FileChange],
    nodes: &'c [NodeChange],
}

pub(super) fn json(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let whole = Whole {
        summary: Summary::new(comparison),
        files: &comparison.files,
        nodes: &comparison.nodes,
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}
