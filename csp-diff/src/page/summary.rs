//! The differences in numbers.

use std::fmt;

use serde::Serialize;

use super::words::count;
use crate::change::{Class, Kind};
use crate::compare::Comparison;
use crate::differences::Differences;

/// How many differences there are, of each kind and class. `Display` says it in a line.
#[derive(Serialize)]
pub struct Summary {
    files_added: usize,
    files_removed: usize,
    nodes_added: usize,
    nodes_removed: usize,
    facts_changed: usize,
    breaking: usize,
    additive: usize,
    documentation: usize,
    /// Of the names of a lock: how many refusals there are, and how many names are new. `null` without a lock.
    names_refused: Option<usize>,
    names_new: Option<usize>,
}

impl Summary {
    /// Counts the differences.
    pub fn new(differences: &Differences<'_>) -> Self {
        let Comparison { files, nodes } = differences.comparison;
        let effects = differences.effects();
        let files_of = |change| files.iter().filter(|file| file.change == change).count();
        let nodes_of = |change| nodes.iter().filter(|node| node.change == change).count();
        let class = |class| {
            let files = files.iter().filter(|file| file.class == class).count();
            let nodes = nodes.iter().filter(|node| node.class == class).count();
            let effects = effects.iter().filter(|effect| effect.class == class);
            files + nodes + effects.count()
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
            names_refused: differences.effects.map(|effects| effects.refused),
            names_new: differences.effects.map(|effects| effects.new),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} added, {} removed; {} added, {} removed; {} changed; {} in all: {} breaking, {} additive, {} documentation",
            count(self.files_added, "file"),
            self.files_removed,
            count(self.nodes_added, "node"),
            self.nodes_removed,
            count(self.facts_changed, "fact"),
            count(self.breaking + self.additive + self.documentation, "change"),
            self.breaking,
            self.additive,
            self.documentation
        )
    }
}
