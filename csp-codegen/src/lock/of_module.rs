//! What the names of a generated module stand for.

use crate::emit;
use crate::ident::file_stem;
use crate::ir::{Alias, Constant, Constants, ItemConstants, Module};

use super::entry::{Entry, Meaning};

/// Every public name of a module that stands for something of its definition; `Csp`, `TREE` and what else each module has do not.
pub(super) fn entries(module: &Module<'_>) -> Vec<Entry> {
    let stem = file_stem(&module.name);
    let mut entries = vec![Entry {
        name: stem.to_owned(),
        meaning: Meaning::Module(module.path.clone()),
    }];
    let mut add = |name: String, meaning: Meaning| {
        let name = format!("{stem}::{name}");
        entries.push(Entry { name, meaning });
    };
    for root in &module.entries {
        add(root.name.clone(), Meaning::Root(module.place(root.row)));
    }
    let rows = &module.tree.table().rows;
    let mut places: Vec<Vec<u16>> = vec![Vec::new(); module.nodes.len()];
    for (row, facts) in (0..=u16::MAX).zip(rows) {
        places[usize::from(facts.class)].push(row);
    }
    for node in &module.nodes {
        let path = format!("node::{}", node.name);
        for row in &places[usize::from(node.class)] {
            let meaning = Meaning::Node {
                access: node.access.clone(),
                value: plain(&node.value),
                place: module.place(*row),
            };
            add(path.clone(), meaning);
        }
        for (nth, name) in node.names.iter().enumerate() {
            let meaning = Meaning::Name(nth.to_string());
            add(format!("{path}::{}", name.method), meaning);
        }
        let first = places[usize::from(node.class)].first().copied();
        for child in &node.children {
            let place = module.place(first.unwrap_or_default() + child.offset);
            let name = place.rsplit('/').next().unwrap_or_default().to_owned();
            add(format!("{path}::{}", child.method), Meaning::Child(name));
        }
    }
    let alias = |alias: &Alias| Meaning::Alias {
        of: alias.target.clone(),
        place: alias.place.clone(),
    };
    for other in &module.node_aliases {
        add(format!("node::{}", other.name), alias(other));
    }
    for value in &module.values {
        for row in &value.rows {
            let meaning = Meaning::Value {
                kind: emit::kind(&value.constants).to_owned(),
                place: module.place(*row),
            };
            add(value.name.clone(), meaning);
        }
        match &value.constants {
            Constants::Int(list) | Constants::Flags(list) => {
                for it in list {
                    add(format!("{}::{}", value.name, it.name), constant(it));
                }
            }
            Constants::Text(list) => {
                for it in list {
                    add(format!("{}::{}", value.name, it.name), constant(it));
                }
            }
        }
    }
    for payload in &module.payloads {
        for row in &payload.rows {
            let meaning = Meaning::Value {
                kind: "Payload".to_owned(),
                place: module.place(*row),
            };
            add(payload.name.clone(), meaning);
        }
        for field in &payload.fields {
            let meaning = Meaning::Field {
                id: field.id.clone(),
                value: emit::field_type(&field.value),
            };
            add(format!("{}::{}", payload.name, field.name), meaning);
        }
    }
    for items in &module.items {
        for place in &items.places {
            let meaning = Meaning::Value {
                kind: emit::items_kind(&items.constants).to_owned(),
                place: place.clone(),
            };
            add(items.name.clone(), meaning);
        }
        match &items.constants {
            ItemConstants::Number(list) => {
                for it in list {
                    add(format!("{}::{}", items.name, it.name), constant(it));
                }
            }
            ItemConstants::Text(list) => {
                for it in list {
                    add(format!("{}::{}", items.name, it.name), constant(it));
                }
            }
        }
    }
    for other in &module.value_aliases {
        add(other.name.clone(), alias(other));
    }
    entries
}

fn constant<T: ToString>(constant: &Constant<T>) -> Meaning {
    Meaning::Constant {
        value: constant.value.to_string(),
        described: constant.described.clone(),
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
