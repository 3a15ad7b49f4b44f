//! The places of a listing: each is found in any spelling, and nodes whose names differ in case alone, of which a device may list thousands,
//! cost no more than others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csp_schema::same_node::{decoded, folded, path, segments};

/// Places, each below another, with the nodes that are there. The first is the one above all.
#[derive(Debug)]
pub(super) struct Places<'r> {
    places: Vec<Place<'r>>,
    /// Each place by the one above it and its name as it came.
    spelled: BTreeMap<(usize, Cow<'r, str>), usize>,
    /// Of the places below another whose names differ in case alone, the first that came.
    alike: BTreeMap<(usize, String), usize>,
}

#[derive(Debug, Default)]
struct Place<'r> {
    node: Option<usize>,
    /// The names directly below, decoded, in the order in which they came.
    names: Vec<Cow<'r, str>>,
}

impl<'r> Places<'r> {
    pub(super) fn new() -> Self {
        Self {
            places: vec![Place::default()],
            spelled: BTreeMap::new(),
            alike: BTreeMap::new(),
        }
    }

    /// Puts a node at its place; `false` where one of the same spelling is already.
    pub(super) fn insert(&mut self, uri: &'r str, node: usize) -> bool {
        let mut at = 0;
        for name in segments(path(uri)).map(decoded) {
            at = self.below(at, name);
        }
        match self.places.get_mut(at) {
            Some(place) if place.node.is_none() => {
                place.node = Some(node);
                true
            }
            _ => false,
        }
    }

    /// The place with this name below another, made where it is missing.
    fn below(&mut self, above: usize, name: Cow<'r, str>) -> usize {
        let new = self.places.len();
        let at = *self.spelled.entry((above, name.clone())).or_insert(new);
        if at == new {
            self.alike.entry((above, folded(&name))).or_insert(new);
            if let Some(above) = self.places.get_mut(above) {
                above.names.push(name);
            }
            self.places.push(Place::default());
        }
        at
    }

    /// The node at a place.
    pub(super) fn node(&self, uri: &str) -> Option<usize> {
        self.places.get(self.find(uri)?)?.node
    }

    /// The names directly below a place.
    pub(super) fn names(&self, uri: &str) -> &[Cow<'r, str>] {
        let place = self.find(uri).and_then(|at| self.places.get(at));
        place.map_or(&[], |place| &place.names)
    }

    /// From above, each name as it is spelled, or else the first that differs from it in case alone.
    fn find(&self, uri: &str) -> Option<usize> {
        segments(path(uri)).map(decoded).try_fold(0, |at, name| {
            let alike = || self.alike.get(&(at, folded(&name))).copied();
            let spelled = self.spelled.get(&(at, name.clone())).copied();
            spelled.or_else(alike)
        })
    }
}
