//! The constants of a set of values: each value once, under the name that it has already, or that its description gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::constants::{Name, name_values};
use crate::ident::Taken;
use crate::ir::Constant;

/// A value as it is stated.
pub(super) struct Stated<'d, V> {
    pub value: V,
    /// What it means.
    pub description: Option<&'d str>,
    /// The line of documentation.
    pub doc: String,
}

/// Names each distinct value; `own` are the names that some have already, by value.
pub(super) fn named_values<'d, V: Ord + Clone + Display>(
    stated: impl Iterator<Item = Stated<'d, V>>,
    own: &BTreeMap<String, String>,
) -> Vec<Constant<V>> {
    let mut known = BTreeSet::new();
    let distinct: Vec<Stated<'d, V>> = stated
        .filter(|stated| known.insert(stated.value.clone()))
        .collect();
    let described: Vec<(&V, Option<&str>)> = distinct
        .iter()
        .map(|stated| (&stated.value, stated.description))
        .collect();
    let wishes = name_values(&described);
    let mut taken: Taken = own.values().cloned().collect();
    let constant = |(stated, wish): (Stated<'d, V>, Name)| {
        let name = match own.get(&stated.value.to_string()) {
            Some(own) => own.clone(),
            None => taken.claim(wish.text.clone(), "_"),
        };
        Constant {
            described: (wish.described && wish.text != name).then_some(wish.text),
            name,
            value: stated.value,
            doc: stated.doc,
        }
    };
    distinct.into_iter().zip(wishes).map(constant).collect()
}

/// The names that values have already, by value, from what several places have: the first that has a name for a value decides.
pub(super) fn own_names<'n>(
    places: impl Iterator<Item = &'n BTreeMap<String, String>>,
) -> BTreeMap<String, String> {
    let (mut own, mut names) = (BTreeMap::new(), BTreeSet::new());
    for (value, name) in places.flatten() {
        if !own.contains_key(value) && names.insert(name) {
            own.insert(value.clone(), name.clone());
        }
    }
    own
}
