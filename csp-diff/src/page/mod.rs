//! What a person is told: the differences by class and CSP, what matters more first.

mod importance;
mod line;
mod summary;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use self::line::FEW;
pub use self::line::Line;
pub use self::summary::Summary;
pub use self::words::{Word, count, names, told};
use crate::change::{Class, Edit, FileChange, Kind};
use crate::differences::Differences;
use crate::effect::Effect;
use crate::group::{Group, Groups};

/// Edits of one list that differ in more ways than this are told together.
const MANY_WAYS: usize = 10;

/// The changes of one class.
pub struct Part<'c> {
    /// The class.
    pub class: Class,
    /// How many changes there are.
    pub changes: usize,
    /// The changes.
    pub body: Body<'c>,
}

/// The changes of a class.
pub enum Body<'c> {
    /// Line by line.
    Sections(Vec<Section<'c>>),
    /// How many there are of each fact.
    Counts(Vec<(&'static str, usize)>),
}

/// Lines under one heading.
pub struct Section<'c> {
    /// What they are about.
    pub heading: Heading<'c>,
    /// What matters more first.
    pub lines: Vec<Line<'c>>,
}

/// What the lines of a section are about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading<'c> {
    /// Edits that are found in several CSPs.
    Several,
    /// Changes of one CSP, by its root.
    Csp(&'c str),
    /// Files that one side alone has.
    Files,
}

/// All classes of which there are changes. With `all`, documentation is more than counted.
pub fn parts<'c>(differences: &Differences<'c>, groups: &Groups<'c>, all: bool) -> Vec<Part<'c>> {
    let part = |class| {
        let groups = groups.groups.iter();
        let groups = groups.filter(|group| group.topmost.class == class);
        let groups: Vec<&Group<'c>> = groups.collect();
        let files = differences
            .comparison
            .files
            .iter()
            .filter(|file| file.class == class);
        let files: Vec<&FileChange> = files.collect();
        let effects = differences.effects().iter();
        let effects: Vec<&Effect> = effects.filter(|effect| effect.class == class).collect();
        let nodes: usize = groups.iter().map(|group| group.changes.len()).sum();
        Part {
            class,
            changes: nodes + files.len() + effects.len(),
            body: match class {
                Class::Documentation if !all => Body::Counts(counts(&groups, files.len())),
                _ => Body::Sections(sections(&groups, &files, &effects, all)),
            },
        }
    };
    let parts = Class::ALL.into_iter().map(part);
    parts.filter(|part| part.changes > 0).collect()
}

/// The most frequent first.
fn counts(groups: &[&Group<'_>], files: usize) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for group in groups {
        if let Some(fact) = &group.topmost.fact {
            *counts.entry(fact.fact).or_default() += group.changes.len();
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, number)| Reverse(*number));
    if files > 0 {
        counts.push(("file", files));
    }
    counts
}

/// Lists that were edited in so many ways that a line for each would hide the rest, by their fact.
fn busy_lists<'g, 'c>(groups: &[&'g Group<'c>]) -> BTreeMap<&'static str, Vec<&'g Group<'c>>> {
    let mut lists: BTreeMap<&'static str, Vec<&'g Group<'c>>> = BTreeMap::new();
    for group in groups {
        if let Some(fact) = list_of(group) {
            lists.entry(fact).or_default().push(group);
        }
    }
    lists.retain(|_, edits| edits.len() > MANY_WAYS);
    lists
}

/// The list of which elements came or went.
fn list_of(group: &Group<'_>) -> Option<&'static str> {
    let fact = group.topmost.fact.as_ref()?;
    matches!(fact.edit, Edit::Elements { .. }).then_some(fact.fact)
}

/// The CSP with what matters most is first.
fn sections<'c>(
    groups: &[&Group<'c>],
    files: &[&'c FileChange],
    effects: &[&'c Effect],
    all: bool,
) -> Vec<Section<'c>> {
    let mut lines: BTreeMap<Heading<'c>, Vec<Line<'c>>> = BTreeMap::new();
    let lists = if all {
        BTreeMap::new()
    } else {
        busy_lists(groups)
    };
    for edits in lists.values() {
        let line = Line::of_lists(edits);
        lines.entry(Heading::Several).or_default().extend(line);
    }
    let is_told = |group: &&&Group<'c>| list_of(group).is_some_and(|fact| lists.contains_key(fact));
    let mut trees: BTreeMap<(&'c str, Kind), Vec<&Group<'c>>> = BTreeMap::new();
    for group in groups.iter().filter(|group| !is_told(group)) {
        let (csp, change) = (group.topmost.csp.as_str(), group.topmost.change);
        if group.topmost.fact.is_none() {
            trees.entry((csp, change)).or_default().push(group);
        } else if group.changes.len() > FEW {
            let is_one_csp = group.csps() == 1;
            let heading = if is_one_csp {
                Heading::Csp(csp)
            } else {
                Heading::Several
            };
            let line = Line::of_nodes(group, is_one_csp);
            lines.entry(heading).or_default().push(line);
        } else {
            for change in &group.changes {
                let heading = Heading::Csp(&change.csp);
                let line = Line::of_node(change);
                lines.entry(heading).or_default().push(line);
            }
        }
    }
    for ((csp, _), trees) in trees {
        let heading = Heading::Csp(csp);
        let trees = Line::of_subtrees(&trees);
        lines.entry(heading).or_default().extend(trees);
    }
    for effect in effects {
        let line = Line::of_effect(effect);
        lines
            .entry(Heading::Csp(&effect.csp))
            .or_default()
            .push(line);
    }
    for kind in [Kind::Removed, Kind::Added] {
        let files = files.iter().copied().filter(|file| file.change == kind);
        let files = Line::of_files(&files.collect::<Vec<_>>());
        if !files.is_empty() {
            lines.entry(Heading::Files).or_default().extend(files);
        }
    }
    let section = |(heading, mut lines): (_, Vec<Line<'c>>)| {
        lines.sort_by_key(Line::order);
        Section { heading, lines }
    };
    let mut sections: Vec<Section<'c>> = lines.into_iter().map(section).collect();
    sections.sort_by_key(|section| {
        let first = section.lines.first().map(Line::rank);
        (section.heading == Heading::Files, first)
    });
    sections
}
