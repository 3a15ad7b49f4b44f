//! The names that overlays give, by place.

use std::collections::BTreeMap;

use ddf::{NameEntry, Named, Report};

use super::module_name::unscoped;
use crate::codes;
use crate::ident;
use crate::ir::{ChildAccessor, Module, ValueType};
use crate::lock::key;

/// What overlays call the things at places.
#[derive(Debug, Default)]
pub(crate) struct Given {
    modules: BTreeMap<String, String>,
    pub types: BTreeMap<String, String>,
    pub value_types: BTreeMap<String, String>,
    methods: BTreeMap<String, String>,
    constants: BTreeMap<String, BTreeMap<String, String>>,
}

impl Given {
    /// The names of overlays; of two for one thing, the later.
    pub(crate) fn new<'o>(entries: impl IntoIterator<Item = &'o NameEntry>) -> Self {
        let mut given = Self::default();
        for entry in entries {
            let place = key(&format!("./{}", entry.place()));
            let name = entry.name().to_owned();
            match entry.what() {
                Named::Module => given
                    .modules
                    .insert(unscoped(&format!("./{}", entry.place())).to_owned(), name),
                Named::Type => given.types.insert(place, name),
                Named::ValueType => given.value_types.insert(place, name),
                Named::Method => given.methods.insert(place, name),
                Named::Constant(value) => {
                    let constants = given.constants.entry(place).or_default();
                    if let Some(number) = csp_check::parse_int(value) {
                        let decimal = number.to_string();
                        constants.entry(decimal).or_insert_with(|| name.clone());
                    }
                    constants.insert(value.clone(), name)
                }
            };
        }
        given
    }

    /// The method that leads to the node at a place.
    pub(crate) fn method(&self, place: &str) -> Option<&String> {
        // Without an overlay, no key is made.
        (!self.methods.is_empty()).then(|| self.methods.get(&key(place)))?
    }

    /// The constants of the values of the node at a place, by value.
    pub(crate) fn constants(&self, place: &str) -> Option<&BTreeMap<String, String>> {
        (!self.constants.is_empty()).then(|| self.constants.get(&key(place)))?
    }

    /// The module of a root path, which has no scope.
    pub(crate) fn module(&self, path: &str) -> Option<&str> {
        let name = self.modules.get(&path.to_ascii_lowercase())?;
        Some(name.as_str())
    }
}

/// Tells which names are not given because something else beside them has the name: an overlay may give one name to two things, or one that generated
/// code has itself.
pub(super) fn tell_refused(names: &[NameEntry], modules: &[Module<'_>], report: &mut Report) {
    if names.is_empty() {
        return;
    }
    let places = places(modules);
    let aliases: BTreeMap<(&str, &str, bool), &str> = modules
        .iter()
        .flat_map(|module| {
            let nodes = module.node_aliases.iter().map(|alias| (alias, true));
            let values = module.value_aliases.iter().map(|alias| (alias, false));
            let of = module.name.as_str();
            nodes.chain(values).map(move |(alias, is_node)| {
                ((of, alias.name.as_str(), is_node), alias.target.as_str())
            })
        })
        .collect();
    // A later overlay takes the place of an earlier one.
    let last: BTreeMap<(&str, &Named), &NameEntry> = names
        .iter()
        .map(|entry| ((entry.place(), entry.what()), entry))
        .collect();
    for entry in last.into_values() {
        let place = key(&format!("./{}", entry.place()));
        let place = places.get(&place);
        if place.is_some_and(|place| !place.has(entry, &aliases)) {
            report.push(codes::name_not_given(entry));
        }
    }
}

/// What is generated for each place, by its key.
fn places<'p>(modules: &'p [Module<'p>]) -> BTreeMap<String, Place<'p>> {
    let mut places: BTreeMap<String, Place<'p>> = BTreeMap::new();
    for module in modules {
        for (row, place) in (0..=u16::MAX).zip(&module.places) {
            let place_of = Place {
                module,
                row,
                value: None,
                payload: None,
            };
            places.insert(key(place), place_of);
        }
        for payload in &module.payloads {
            for row in &payload.rows {
                if let Some(place) = places.get_mut(&key(&module.place(*row))) {
                    place.payload = Some(&payload.name);
                }
            }
        }
        for value in &module.values {
            for row in &value.rows {
                if let Some(place) = places.get_mut(&key(&module.place(*row))) {
                    place.value = Some(value);
                }
            }
        }
    }
    places
}

/// What is generated for a place.
struct Place<'p> {
    module: &'p Module<'p>,
    row: u16,
    value: Option<&'p ValueType<'p>>,
    /// The name of the struct of its elements.
    payload: Option<&'p String>,
}

impl Place<'_> {
    /// Whether what the entry names has its name; `aliases` are those of all modules, by module and name, of nodes and of values.
    fn has(&self, entry: &NameEntry, aliases: &BTreeMap<(&str, &str, bool), &str>) -> bool {
        let Self {
            module,
            row,
            value,
            payload,
        } = *self;
        let name = entry.name();
        let is_named = |own: &str, is_node: bool| {
            own == name || aliases.get(&(module.name.as_str(), name, is_node)) == Some(&own)
        };
        let table = &module.tree.table().rows;
        let node = |row: u16| &module.nodes[usize::from(table[usize::from(row)].class)];
        match entry.what() {
            Named::Module => ident::file_stem(&module.name) == name,
            Named::Type => is_named(&node(row).name, true),
            Named::Method => {
                let parent = table[usize::from(row)].parent;
                let is_it =
                    |child: &ChildAccessor| child.offset == row - parent && child.method == name;
                parent < row && node(parent).children.iter().any(is_it)
            }
            Named::ValueType => {
                let named = value.map(|value| &value.name).or(payload);
                named.is_some_and(|own| is_named(own, false))
            }
            Named::Constant(_) => value.is_some_and(|value| {
                let names = value.constants.names();
                names.iter().any(|(_, constant)| constant == name)
            }),
        }
    }
}
