//! Sharing: places that look the same from Rust are one class, and so one type.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ddf::AllowedValues;

use super::Csp;

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

/// Two rows are of one class when name (or title), format, AccessType, allowed values, the titles of the dynamic nodes on the way and all
/// children are the same. Description, default, applicability, Occurrence and Scope belong to the place.
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
            access: node.access().iter().map(ddf::Operation::as_str).collect(),
            allowed: node.allowed_values().filter(constrains).map(signature),
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
    access: Vec<&'static str>,
    allowed: Option<Signature<'m>>,
    titles: Vec<Cow<'m, str>>,
    children: Vec<u16>,
}

/// What of `AllowedValues` shows in Rust: two nodes that differ in it cannot share a type.
type Signature<'m> = (
    &'static str,
    Vec<(&'m str, Option<&'m str>)>,
    Option<&'m str>,
    Vec<[&'m str; 3]>,
    Option<&'m str>,
);

/// Whether the values say anything: `None` without a list is the same as nothing at all.
fn constrains(allowed: &&AllowedValues) -> bool {
    allowed.value_type() != ddf::ValueType::None || allowed.list_delimiter().is_some()
}

/// The part of `AllowedValues` that two nodes of one class have in common.
fn signature(allowed: &AllowedValues) -> Signature<'_> {
    (
        allowed.value_type().as_str(),
        allowed
            .values()
            .iter()
            .map(|value| (value.value(), value.description()))
            .collect(),
        allowed.text(),
        allowed
            .admx()
            .iter()
            .map(|admx| [admx.area(), admx.name(), admx.file()])
            .collect(),
        allowed.list_delimiter().map(ddf::ListDelimiter::as_written),
    )
}
