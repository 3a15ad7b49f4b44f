//! Gathers what is one edit: the same one on many nodes, or a subtree that came or went as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Class, Edit, NodeChange};

/// Changes that are one edit.
pub struct Group<'c> {
    /// In the order of the comparison; at least one.
    pub changes: Vec<&'c NodeChange>,
    /// The first of those with the fewest nodes above them.
    pub topmost: &'c NodeChange,
}

/// The groups in the order of their first changes, and for each change which group it belongs to.
pub struct Groups<'c> {
    /// The groups.
    pub groups: Vec<Group<'c>>,
    /// The place of each change's group among these.
    pub of: Vec<usize>,
}

/// What changes of one group have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'c> {
    /// The place of the topmost node's change.
    Subtree(usize),
    Values(Class, &'static str, Option<&'c str>, Option<&'c str>),
    Edit(Class, &'static str, &'c Edit),
}

impl<'c> Groups<'c> {
    /// Gathers the changes of a comparison.
    pub fn new(changes: &'c [NodeChange]) -> Self {
        let mut known: BTreeMap<Key<'c>, usize> = BTreeMap::new();
        let mut groups: Vec<Group<'c>> = Vec::new();
        let mut of = Vec::with_capacity(changes.len());
        for (at, change) in changes.iter().enumerate() {
            let number = *known.entry(key(at, change)).or_insert(groups.len());
            of.push(number);
            match groups.get_mut(number) {
                Some(group) => group.push(change),
                None => groups.push(Group {
                    changes: vec![change],
                    topmost: change,
                }),
            }
        }
        Self { groups, of }
    }
}

fn key(at: usize, change: &NodeChange) -> Key<'_> {
    match &change.fact {
        None => Key::Subtree(change.top.unwrap_or(at)),
        Some(fact) => match &fact.edit {
            Edit::Elements { .. } => Key::Edit(fact.class, fact.fact, &fact.edit),
            // What the values were said to be counts too.
            _ => Key::Values(
                fact.class,
                fact.fact,
                fact.old.as_deref(),
                fact.new.as_deref(),
            ),
        },
    }
}

impl<'c> Group<'c> {
    fn push(&mut self, change: &'c NodeChange) {
        self.changes.push(change);
        if change.depth < self.topmost.depth {
            self.topmost = change;
        }
    }

    /// Several groups as one; `None` of none.
    pub(crate) fn of_all(groups: &[&Self]) -> Option<Self> {
        let topmost = groups.iter().map(|group| group.topmost);
        Some(Self {
            topmost: topmost.min_by_key(|topmost| topmost.depth)?,
            changes: groups
                .iter()
                .flat_map(|group| group.changes.clone())
                .collect(),
        })
    }

    /// In how many CSPs it is found.
    pub fn csps(&self) -> usize {
        let csps = self.changes.iter().map(|change| change.csp.as_str());
        csps.collect::<BTreeSet<_>>().len()
    }
}
