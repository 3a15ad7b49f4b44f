//! One line of the report: an edit, and where it was made.

use std::cmp::Reverse;

use super::importance::rank;
use super::words::{self, Word, count};
use crate::diff::change::{FileChange, NodeChange};
use crate::diff::group::Group;

/// An edit of more places than this is one line.
pub(super) const FEW: usize = 3;

/// Of nodes that came or went in one CSP the names matter, and more of them get a line each.
const MANY_NAMES: usize = 20;

pub(super) struct Line<'c> {
    rank: usize,
    pub(super) words: Vec<Word>,
    /// The places that the line counts; none where it names the only one.
    pub(super) places: Vec<&'c str>,
}

impl<'c> Line<'c> {
    /// An edit of this node alone.
    pub(super) fn of_node(change: &'c NodeChange) -> Self {
        let mut words = one(change);
        words.extend(change.fact.iter().flat_map(words::fact));
        Self {
            rank: rank(change.fact.as_ref()),
            words,
            places: Vec::new(),
        }
    }

    /// The same edit of many nodes.
    pub(super) fn of_nodes(group: &Group<'c>) -> Self {
        let words = group.topmost.fact.iter().flat_map(words::fact);
        Self::of_many(group, words.collect())
    }

    /// Different edits of one list, of which `all` are the nodes.
    pub(super) fn of_lists(all: &Group<'c>, edits: &[&Group<'c>]) -> Self {
        Self::of_many(all, words::lists(edits))
    }

    fn of_many(group: &Group<'c>, what: Vec<Word>) -> Self {
        let mut words = many(group);
        words.extend(what);
        Self {
            rank: rank(group.topmost.fact.as_ref()),
            words,
            places: places(group),
        }
    }

    /// What came or what went in one CSP.
    pub(super) fn of_subtrees(trees: &[&Group<'c>]) -> Vec<Self> {
        if trees.len() <= MANY_NAMES {
            return trees.iter().map(|tree| Self::of_subtree(tree)).collect();
        }
        let all = Group::of_all(trees);
        let line = all.map(|all| {
            let done = Word::text(all.topmost.change.as_str());
            Self::of_many(&all, vec![done])
        });
        line.into_iter().collect()
    }

    fn of_subtree(tree: &Group<'c>) -> Self {
        let mut words = one(tree.topmost);
        words.extend(words::subtree(tree.topmost, tree.changes.len()));
        Self {
            rank: rank(None),
            words,
            places: if tree.changes.len() > 1 {
                places(tree)
            } else {
                Vec::new()
            },
        }
    }

    /// Files of which the same is told.
    pub(super) fn of_files(files: &[&'c FileChange]) -> Vec<Self> {
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
    pub(super) fn order(&self) -> impl Ord + use<> {
        (self.rank, Reverse(self.places.len()))
    }

    /// How it stands among others without regard to how many places there are.
    pub(super) fn rank(&self) -> usize {
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
fn many(group: &Group<'_>) -> Vec<Word> {
    let mut nodes = count(group.changes.len(), "node");
    let csps = group.csps();
    if csps > 1 {
        nodes = format!("{nodes} of {}", count(csps, "CSP"));
    }
    vec![
        Word::text(format!("{nodes}, topmost ")),
        Word::place(called(group.topmost, csps == 1)),
        Word::text(": "),
    ]
}

fn places<'c>(group: &Group<'c>) -> Vec<&'c str> {
    let is_one_csp = group.csps() == 1;
    let changes = group.changes.iter();
    changes.map(|change| called(change, is_one_csp)).collect()
}

/// What a node is called, under the heading of its CSP or of several.
fn called(node: &NodeChange, is_one_csp: bool) -> &str {
    let below = node.below().filter(|_| is_one_csp);
    below.unwrap_or(&node.uri)
}
