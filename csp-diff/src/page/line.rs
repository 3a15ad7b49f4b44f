//! One line of the report: an edit, and where it was made.

use std::cmp::Reverse;

use super::importance::rank;
use super::words::{self, Word, count};
use crate::change::{FileChange, NodeChange};
use crate::effect::Effect;
use crate::group::Group;

/// An edit of more places than this is one line.
pub(crate) const FEW: usize = 3;

/// Of nodes that came or went in one CSP the names matter, and more of them get a line each.
const MANY_NAMES: usize = 20;

/// An edit, and where it was made.
pub struct Line<'c> {
    rank: usize,
    /// What is told.
    pub words: Vec<Word>,
    /// The places that the line counts; none where it names the only one.
    pub places: Vec<&'c str>,
}

impl<'c> Line<'c> {
    /// An edit of this node alone.
    pub(crate) fn of_node(change: &'c NodeChange) -> Self {
        let mut words = one(change);
        words.extend(change.fact.iter().flat_map(words::fact));
        Self {
            rank: rank(change.fact.as_ref()),
            words,
            places: Vec::new(),
        }
    }

    /// An edit of many nodes, of one CSP or of several.
    pub(crate) fn of_nodes(group: &Group<'c>, is_one_csp: bool) -> Self {
        let fact = group.topmost.fact.as_ref();
        let mut words = many(group, is_one_csp);
        words.extend(fact.into_iter().flat_map(words::fact));
        Self {
            rank: rank(fact),
            words,
            places: places(&group.changes, is_one_csp),
        }
    }

    /// Many different edits of one list.
    pub(crate) fn of_lists(edits: &[&Group<'c>]) -> Option<Self> {
        let all = Group::of_all(edits)?;
        let is_one_csp = all.csps() == 1;
        let mut words = many(&all, is_one_csp);
        words.extend(words::lists(edits));
        Some(Self {
            rank: rank(all.topmost.fact.as_ref()),
            words,
            places: places(&all.changes, is_one_csp),
        })
    }

    /// What came or what went in one CSP.
    pub(crate) fn of_subtrees(trees: &[&Group<'c>]) -> Vec<Self> {
        if trees.len() <= MANY_NAMES {
            return trees.iter().map(|tree| Self::of_subtree(tree)).collect();
        }
        let line = |all: Group<'c>| {
            let mut words = many(&all, true);
            words.push(Word::text(all.topmost.change.as_str()));
            Self {
                rank: rank(None),
                words,
                places: places(&all.changes, true),
            }
        };
        Group::of_all(trees).map(line).into_iter().collect()
    }

    fn of_subtree(tree: &Group<'c>) -> Self {
        let mut words = one(tree.topmost);
        words.extend(words::subtree(tree.topmost, tree.changes.len()));
        Self {
            rank: rank(None),
            words,
            places: match tree.changes.len() {
                1 => Vec::new(),
                _ => places(&tree.changes, true),
            },
        }
    }

    /// What becomes of a name.
    pub(crate) fn of_effect(effect: &Effect) -> Self {
        let mut words = match &effect.below {
            Some(place) => vec![Word::place(place), Word::text(": ")],
            None => Vec::new(),
        };
        words.extend(words::effect(effect));
        Self {
            rank: rank(None),
            words,
            places: Vec::new(),
        }
    }

    /// Files of which the same is told.
    pub(crate) fn of_files(files: &[&'c FileChange]) -> Vec<Self> {
        let line = |words: Vec<Word>, file: &FileChange, places| {
            let mut words = words;
            words.push(Word::place(&file.file));
            words.push(Word::text(format!(": {}", file.change.as_str())));
            Self {
                rank: rank(None),
                words,
                places,
            }
        };
        match files {
            [first, ..] if files.len() > FEW => {
                let many = Word::text(format!("{}, first ", count(files.len(), "file")));
                let places = files.iter().map(|file| file.file.as_str());
                vec![line(vec![many], first, places.collect())]
            }
            _ => files
                .iter()
                .map(|file| line(Vec::new(), file, Vec::new()))
                .collect(),
        }
    }

    /// What matters more is less; of what matters alike, the edit of more places.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        (self.rank, Reverse(self.places.len()))
    }

    /// How it stands among others without regard to how many places there are.
    pub(crate) fn rank(&self) -> usize {
        self.rank
    }
}

/// Which node a line is about; of the root, the heading says so.
fn one(node: &NodeChange) -> Vec<Word> {
    match node.below() {
        Some(place) => vec![Word::place(place), Word::text(": ")],
        None => Vec::new(),
    }
}

/// How many nodes a line is about, and which is the topmost.
fn many(group: &Group<'_>, is_one_csp: bool) -> Vec<Word> {
    let nodes = count(group.changes.len(), "node");
    let nodes = if is_one_csp {
        nodes
    } else {
        format!("{nodes} of {}", count(group.csps(), "CSP"))
    };
    vec![
        Word::text(format!("{nodes}, topmost ")),
        Word::place(called(group.topmost, is_one_csp)),
        Word::text(": "),
    ]
}

fn places<'c>(changes: &[&'c NodeChange], is_one_csp: bool) -> Vec<&'c str> {
    let changes = changes.iter();
    changes.map(|change| called(change, is_one_csp)).collect()
}

/// What a node is called, under the heading of its CSP or of several.
fn called(node: &NodeChange, is_one_csp: bool) -> &str {
    let below = node.below().filter(|_| is_one_csp);
    below.unwrap_or(&node.uri)
}
