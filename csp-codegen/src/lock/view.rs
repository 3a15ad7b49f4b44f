//! A lock, read the other way round: from places to the types that stand for them.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Meaning;
use super::kept::key;
use super::{Lock, module_of};

/// What a lock says, by place.
pub(super) struct View<'l> {
    /// The names of the modules with the paths of their roots, by key.
    pub modules: BTreeMap<String, (&'l str, &'l str)>,
    /// The types of each module: `wi_fi::node::Profile`, `wi_fi::Cost`.
    pub types: BTreeMap<&'l str, Type<'l>>,
    /// The type that each other name of a type means.
    pub aliases: BTreeMap<&'l str, (String, &'l str)>,
    /// The kind of node at each place.
    pub nodes: BTreeMap<String, &'l str>,
    /// The functions that return roots, by the keys of their places.
    pub roots: BTreeMap<String, &'l str>,
    /// What stands below a type: methods and constants.
    pub members: BTreeMap<&'l str, &'l Meaning>,
}

/// A type and where it stands.
#[derive(Default)]
pub(super) struct Type<'l> {
    /// AccessType and the type of the value; what a type of values wraps.
    pub facts: [&'l str; 2],
    /// Each place as it is written, by key.
    pub places: BTreeMap<String, &'l str>,
}

impl<'l> View<'l> {
    pub(super) fn new(lock: &'l Lock) -> Self {
        let mut view = Self {
            modules: BTreeMap::new(),
            types: BTreeMap::new(),
            aliases: BTreeMap::new(),
            nodes: BTreeMap::new(),
            roots: BTreeMap::new(),
            members: BTreeMap::new(),
        };
        for (name, meanings) in &lock.names {
            for meaning in meanings {
                view.add(name, meaning);
            }
        }
        view
    }

    fn add(&mut self, name: &'l str, meaning: &'l Meaning) {
        match meaning {
            Meaning::Module(root) => {
                self.modules.insert(key(root), (name, root));
            }
            Meaning::Root(place) => {
                self.roots.insert(key(place), name);
            }
            Meaning::Node {
                access,
                value,
                place,
            } => {
                self.nodes.insert(key(place), name);
                let it = self.types.entry(name).or_default();
                it.facts = [access, value];
                it.places.insert(key(place), place);
            }
            Meaning::Value { kind, place } => {
                let it = self.types.entry(name).or_default();
                it.facts = [kind, ""];
                it.places.insert(key(place), place);
            }
            Meaning::Alias { of, place } => {
                let scope = name.rsplit_once("::").map_or("", |(scope, _)| scope);
                self.aliases.insert(name, (format!("{scope}::{of}"), place));
            }
            Meaning::Child(_)
            | Meaning::Name(_)
            | Meaning::Field { .. }
            | Meaning::Constant { .. } => {
                self.members.insert(name, meaning);
            }
        }
    }

    /// The type that a name means, whether it is the type's own or another; with the type's own name.
    pub(super) fn named(&self, name: &str) -> Option<(&str, &Type<'l>)> {
        let own = match self.aliases.get(name) {
            Some((own, _)) => own.as_str(),
            None => name,
        };
        self.types.get_key_value(own).map(|(own, it)| (*own, it))
    }

    /// The modules' names.
    pub(super) fn module_names(&self) -> BTreeSet<&'l str> {
        self.modules.values().map(|(name, _)| *name).collect()
    }
}

/// The scope of a name and its last part: a method's type, a constant's type.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.rsplit_once("::").unwrap_or(("", name))
}

/// Whether a name is in one of the modules.
pub(super) fn is_in(name: &str, modules: &BTreeSet<&str>) -> bool {
    modules.contains(module_of(name))
}

/// The key of the place above a place.
pub(super) fn above(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(above, _)| above)
}
