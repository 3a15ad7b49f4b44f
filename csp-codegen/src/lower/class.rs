//! Sharing: places that look the same from Rust are one class, and so one type.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::allowed_set::AllowedSet;
use super::csp::Csp;

/// The classes of a CSP's rows.
pub(super) struct Classes {
    /// The class of each row.
    pub of: Vec<u16>,
    /// The rows of each class. Classes are numbered in the order of their first rows.
    pub rows: Vec<Vec<u16>>,
}

impl Classes {
    /// The first row of each class, in the order of the classes.
    pub(super) fn firsts(&self) -> impl Iterator<Item = u16> {
        self.rows.iter().filter_map(|rows| rows.first().copied())
    }
}

/// Two rows are of one class when name (or title), format, AccessType, the set of allowed values, the titles of the dynamic nodes on the way and
/// all children are the same. No text decides: description, titles of values, default, applicability, Occurrence and Scope are data of the place, so
/// an edit of words moves no handler from one type to another.
pub(super) fn classes(csp: &Csp<'_>) -> Classes {
    let mut numbers: BTreeMap<Key<'_>, u16> = BTreeMap::new();
    let mut of = vec![0u16; csp.nodes.len()];
    // Children come after their parents, so backwards every child is known before its parent.
    for row in (0..csp.nodes.len() as u16).rev() {
        let node = csp.nodes[usize::from(row)];
        let key = Key {
            name: node.label(),
            dynamic: node.is_dynamic(),
            format: node.format().as_str(),
            access: node.access(),
            allowed: AllowedSet::of(node),
            titles: csp.titles(row),
            children: csp
                .child_rows(row)
                .map(|child| of[usize::from(child)])
                .collect(),
        };
        let next = numbers.len() as u16;
        of[usize::from(row)] = *numbers.entry(key).or_insert(next);
    }
    renumber(of)
}

fn renumber(mut of: Vec<u16>) -> Classes {
    let mut known: BTreeMap<u16, u16> = BTreeMap::new();
    let mut rows: Vec<Vec<u16>> = Vec::new();
    for (row, class) in (0..=u16::MAX).zip(of.iter_mut()) {
        let next = known.len() as u16;
        *class = *known.entry(*class).or_insert(next);
        match rows.get_mut(usize::from(*class)) {
            Some(rows) => rows.push(row),
            None => rows.push(vec![row]),
        }
    }
    Classes { of, rows }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'m> {
    name: Cow<'m, str>,
    dynamic: bool,
    format: &'static str,
    access: ddf::Access,
    allowed: Option<AllowedSet<'m>>,
    titles: Vec<Cow<'m, str>>,
    children: Vec<u16>,
}
