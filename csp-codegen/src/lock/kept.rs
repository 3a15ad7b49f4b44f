//! The names that places keep: a lock, read from the place to the name.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Meaning;
use super::{Lock, module_of};

/// What a lock says of names, by what they stand for.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The name of each module, by the path of its root without the scope.
    modules: BTreeMap<String, String>,
    by_name: BTreeMap<String, KeptModule>,
}

/// The names of one module.
#[derive(Debug, Default)]
pub(crate) struct KeptModule {
    /// The kinds of nodes.
    pub nodes: KeptTypes,
    /// The types of values.
    pub values: KeptTypes,
    /// The functions that return roots.
    roots: Places<String>,
    /// The methods of each kind of node that return children, by the child's name on the wire.
    children: BTreeMap<String, Places<String>>,
    /// The methods of each kind of node that return dynamic names, by their numbers.
    names: BTreeMap<String, BTreeMap<String, String>>,
    /// The fields of each struct of a policy, by the id of the element.
    fields: BTreeMap<String, BTreeMap<String, String>>,
    /// The constants of each type of values, by value.
    constants: BTreeMap<String, BTreeMap<String, String>>,
}

/// The names of types in one namespace of a module.
#[derive(Debug, Default)]
pub(crate) struct KeptTypes {
    types: Places<String>,
    aliases: Places<Vec<String>>,
    all: BTreeSet<String>,
}

/// What a lock has for places: for a place as it is written, else for one that Windows takes for the same. Two children of a node may differ in letter
/// case alone, and a later definition may write a name in another case.
#[derive(Debug)]
struct Places<T> {
    written: BTreeMap<String, T>,
    by_key: BTreeMap<String, T>,
}

impl<T> Default for Places<T> {
    fn default() -> Self {
        let (written, by_key) = (BTreeMap::new(), BTreeMap::new());
        Self { written, by_key }
    }
}

impl<T: Clone> Places<T> {
    fn insert(&mut self, place: &str, what: T) {
        self.written.insert(place.to_owned(), what.clone());
        self.by_key.insert(key(place), what);
    }

    fn get(&self, place: &str) -> Option<&T> {
        let written = self.written.get(place);
        written.or_else(|| self.by_key.get(&key(place)))
    }
}

/// A place as it is compared, the device's before the users'. Windows takes names in any case, and reads a path without a scope as one of the device.
pub(crate) fn key(place: &str) -> String {
    let place = place.to_ascii_lowercase();
    if let Some(below) = place.strip_prefix("./device/") {
        return format!("./{below}");
    }
    match place.strip_prefix("./user/") {
        Some(below) => format!("~/{below}"),
        None => place,
    }
}

impl Kept {
    pub(crate) fn new(lock: &Lock) -> Self {
        let mut kept = Self::default();
        for (name, meanings) in &lock.names {
            let module = kept.by_name.entry(module_of(name).to_owned()).or_default();
            let path: Vec<&str> = name.split("::").skip(1).collect();
            for meaning in meanings {
                if let Meaning::Module(root) = meaning {
                    kept.modules.insert(key(root), name.clone());
                }
                module.add(&path, meaning);
            }
        }
        kept
    }

    /// The name of the module of a root path.
    pub(crate) fn module_name(&self, path: &str) -> Option<&str> {
        self.modules.get(&key(path)).map(String::as_str)
    }

    /// The names of all modules.
    pub(crate) fn module_names(&self) -> impl Iterator<Item = &str> {
        self.modules.values().map(String::as_str)
    }

    /// The names in the module of a root path.
    pub(crate) fn module(&self, path: &str) -> Option<&KeptModule> {
        self.by_name.get(self.module_name(path)?)
    }
}

impl KeptModule {
    fn add(&mut self, path: &[&str], meaning: &Meaning) {
        let Some((last, above)) = path.split_last() else {
            return;
        };
        let name = (*last).to_owned();
        let owner = above.last().copied().unwrap_or_default().to_owned();
        let is_node = path.first() == Some(&"node");
        let types = if is_node {
            &mut self.nodes
        } else {
            &mut self.values
        };
        match meaning {
            Meaning::Module(_) => {}
            Meaning::Root(place) => {
                self.roots.insert(place, name);
            }
            Meaning::Node { place, .. } | Meaning::Value { place, .. } => {
                types.all.insert(name.clone());
                types.types.insert(place, name);
            }
            Meaning::Alias { place, .. } => {
                types.all.insert(name.clone());
                for (aliases, place) in [
                    (&mut types.aliases.written, place.clone()),
                    (&mut types.aliases.by_key, key(place)),
                ] {
                    aliases.entry(place).or_default().push(name.clone());
                }
            }
            Meaning::Child(wire) => {
                let children = self.children.entry(owner).or_default();
                children.insert(wire, name);
            }
            Meaning::Name(nth) => {
                let names = self.names.entry(owner).or_default();
                names.insert(nth.clone(), name);
            }
            Meaning::Field { id, .. } => {
                let fields = self.fields.entry(owner).or_default();
                fields.insert(id.clone(), name);
            }
            Meaning::Constant { value, .. } => {
                let constants = self.constants.entry(owner).or_default();
                constants.insert(value.clone(), name);
            }
        }
    }

    /// The function that returns the root at a place.
    pub(crate) fn root(&self, place: &str) -> Option<&str> {
        self.roots.get(place).map(String::as_str)
    }

    /// The functions that return roots.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &str> {
        self.roots.written.values().map(String::as_str)
    }

    /// All methods of a kind of node.
    pub(crate) fn methods(&self, kind: &str) -> impl Iterator<Item = &str> + use<'_> {
        let children = self.children.get(kind).map(|children| &children.written);
        let of = [children, self.names.get(kind)];
        of.into_iter()
            .flatten()
            .flat_map(BTreeMap::values)
            .map(String::as_str)
    }

    /// The method that leads from a kind of node to the child of a name.
    pub(crate) fn child(&self, kind: &str, wire: &str) -> Option<&str> {
        let methods = self.children.get(kind)?;
        methods.get(wire).map(String::as_str)
    }

    /// The method that returns a dynamic name of a kind of node.
    pub(crate) fn dynamic_name(&self, kind: &str, nth: usize) -> Option<&str> {
        let methods = self.names.get(kind)?;
        methods.get(&nth.to_string()).map(String::as_str)
    }

    /// All fields of a struct.
    pub(crate) fn fields(&self, of: &str) -> impl Iterator<Item = &str> + use<'_> {
        let fields = self.fields.get(of).into_iter();
        fields.flat_map(BTreeMap::values).map(String::as_str)
    }

    /// The field of a struct for the element of an id.
    pub(crate) fn field(&self, of: &str, id: &str) -> Option<&str> {
        self.fields.get(of)?.get(id).map(String::as_str)
    }

    /// The constants of the value type at a place, by value.
    pub(crate) fn constants(&self, place: &str) -> Option<&BTreeMap<String, String>> {
        self.constants.get(self.values.type_at(place)?)
    }
}

impl KeptTypes {
    /// The type that the node at a place has.
    pub(crate) fn type_at(&self, place: &str) -> Option<&str> {
        self.types.get(place).map(String::as_str)
    }

    /// The further names that a place gave to its type.
    pub(crate) fn aliases_at(&self, place: &str) -> &[String] {
        let is_written = self.types.written.contains_key(place);
        let aliases = if is_written {
            self.aliases.written.get(place)
        } else {
            self.aliases.get(place)
        };
        aliases.map_or(&[], Vec::as_slice)
    }

    /// All names, which no other type gets.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }
}
