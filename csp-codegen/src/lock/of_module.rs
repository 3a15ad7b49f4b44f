//! What the names of a generated module stand for.

use crate::emit;
use crate::ident::file_stem;
use crate::ir::{Alias, Constant, Constants, ItemConstants, Module};

use super::entry::{Entry, Meaning};

/// Every public name of a module that stands for something of its definition; `Csp`, `TREE` and what else each module has do not.
pub(super) fn entries(module: &Module<'_>) -> Vec<Entry> {
    let stem = file_stem(&module.name);
    let own = Entry {
        name: stem.to_owned(),
        meaning: Meaning::Module(module.path.clone()),
    };
    let mut names = Names {
        module,
        stem,
        entries: vec![own],
    };
    for root in &module.entries {
        names.add(&root.name, Meaning::Root(module.place(root.row)));
    }
    names.nodes();
    for other in &module.node_aliases {
        names.add(&format!("node::{}", other.name), alias(other));
    }
    names.values();
    names.payloads();
    names.items();
    for other in &module.value_aliases {
        names.add(&other.name, alias(other));
    }
    names.entries
}

/// The names of a module that are gathered.
struct Names<'m> {
    module: &'m Module<'m>,
    /// What stands before each.
    stem: &'m str,
    entries: Vec<Entry>,
}

impl Names<'_> {
    fn add(&mut self, name: &str, meaning: Meaning) {
        let name = format!("{}::{name}", self.stem);
        self.entries.push(Entry { name, meaning });
    }

    fn nodes(&mut self) {
        let module = self.module;
        let rows = &module.tree.table().rows;
        let mut places: Vec<Vec<u16>> = vec![Vec::new(); module.nodes.len()];
        for (row, facts) in (0..=u16::MAX).zip(rows) {
            places[usize::from(facts.class)].push(row);
        }
        for node in &module.nodes {
            let path = format!("node::{}", node.name);
            let rows = &places[usize::from(node.class)];
            for row in rows {
                let meaning = Meaning::Node {
                    access: node.access.clone(),
                    value: plain(&node.value),
                    place: module.place(*row),
                };
                self.add(&path, meaning);
            }
            for (nth, name) in node.names.iter().enumerate() {
                let meaning = Meaning::Name(nth.to_string());
                self.add(&format!("{path}::{}", name.method), meaning);
            }
            let first = rows.first().copied().unwrap_or_default();
            for child in &node.children {
                let place = module.place(first + child.offset);
                let name = place.rsplit('/').next().unwrap_or_default().to_owned();
                self.add(&format!("{path}::{}", child.method), Meaning::Child(name));
            }
        }
    }

    fn values(&mut self) {
        let module = self.module;
        for value in &module.values {
            let kind = emit::kind(&value.constants);
            for row in &value.rows {
                self.value(&value.name, kind, module.place(*row));
            }
            match &value.constants {
                Constants::Int(list) | Constants::Flags(list) => self.constants(&value.name, list),
                Constants::Text(list) => self.constants(&value.name, list),
            }
        }
    }

    fn payloads(&mut self) {
        let module = self.module;
        for payload in &module.payloads {
            for row in &payload.rows {
                self.value(&payload.name, "Payload", module.place(*row));
            }
            for field in &payload.fields {
                let meaning = Meaning::Field {
                    id: field.id.clone(),
                    value: emit::field_type(&field.value),
                };
                self.add(&format!("{}::{}", payload.name, field.name), meaning);
            }
        }
    }

    fn items(&mut self) {
        for items in &self.module.items {
            let kind = emit::items_kind(&items.constants);
            for place in &items.places {
                self.value(&items.name, kind, place.clone());
            }
            match &items.constants {
                ItemConstants::Number(list) => self.constants(&items.name, list),
                ItemConstants::Text(list) => self.constants(&items.name, list),
            }
        }
    }

    fn value(&mut self, name: &str, kind: &str, place: String) {
        let kind = kind.to_owned();
        self.add(name, Meaning::Value { kind, place });
    }

    fn constants<T: ToString>(&mut self, of: &str, list: &[Constant<T>]) {
        for constant in list {
            let meaning = Meaning::Constant {
                value: constant.value.to_string(),
                described: constant.described.clone(),
            };
            self.add(&format!("{of}::{}", constant.name), meaning);
        }
    }
}

fn alias(alias: &Alias) -> Meaning {
    Meaning::Alias {
        of: alias.target.clone(),
        place: alias.place.clone(),
    }
}

/// The type of a node's value without what generated code writes around it. A policy is known by its struct.
fn plain(value: &str) -> String {
    let payload = value.strip_prefix("rt::Policy<");
    let payload = payload.and_then(|payload| payload.strip_suffix('>'));
    payload
        .unwrap_or(value)
        .replace("rt::", "")
        .replace("super::", "")
        .replace("'static ", "")
        .replace("<'static>", "")
        .replace(", ", ",")
}
