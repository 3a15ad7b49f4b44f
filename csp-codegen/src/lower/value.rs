//! The Rust type of each node's value, and the types of named values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use ddf::{AllowedValue, AllowedValues, Format, Node, ValueType as Constraint};

use super::class::Classes;
use super::constants::name_values;
use super::names::Names;
use super::{Csp, docs};
use crate::ident::Taken;
use crate::ir::{Alias, Constant, Constants, ValueType};

/// The name of the type that stands for a node's AccessType.
pub(super) fn access_type(node: Node<'_>) -> String {
    let verbs = super::rows::access(node);
    let name: String = verbs.iter().map(csp_schema::Verb::as_str).collect();
    if name.is_empty() {
        "NoAccess".to_owned()
    } else {
        name
    }
}

/// What stands beside the types of values in a module.
const IN_MODULE: [&str; 5] = ["Csp", "TREE", "At", "Choice", "Flags"];

/// The values of a CSP.
pub(super) struct ValueTypes<'m> {
    /// The types of named values.
    pub types: Vec<ValueType<'m>>,
    /// Their further names.
    pub aliases: Vec<Alias>,
    /// The Rust type of each class's value as written inside `node`.
    pub of: Vec<String>,
    /// The constants of each class: which of its allowed values has which name.
    pub constants: Vec<Vec<(usize, String)>>,
}

/// Gives every class the type of its value, and every set of named values a type of its own.
pub(super) fn value_types<'m>(csp: &Csp<'m>, classes: &Classes, names: &Names) -> ValueTypes<'m> {
    let mut taken: Taken = IN_MODULE.into_iter().collect();
    let mut known: BTreeMap<Constants<'m>, String> = BTreeMap::new();
    let mut named: BTreeMap<u16, String> = BTreeMap::new();
    let mut values = ValueTypes {
        types: Vec::new(),
        aliases: Vec::new(),
        of: Vec::with_capacity(classes.rows.len()),
        constants: Vec::with_capacity(classes.rows.len()),
    };
    for (class, first) in classes.firsts().enumerate() {
        let node = csp.nodes[usize::from(first)];
        let Some(constants) = constants(node) else {
            values.of.push(plain_type(node));
            values.constants.push(Vec::new());
            continue;
        };
        let name = taken.claim(names.types[class].clone(), "");
        values.of.push(named_type(node, &name, &constants));
        values.constants.push(constants.places());
        let class = class as u16;
        match known.get(&constants) {
            Some(first) => {
                named.insert(class, first.clone());
                values.aliases.push(Alias {
                    name,
                    target: first.clone(),
                });
            }
            None => {
                named.insert(class, name.clone());
                known.insert(constants.clone(), name.clone());
                values.types.push(ValueType {
                    name,
                    docs: docs::value(csp, first),
                    node_type: names.types[usize::from(class)].clone(),
                    constants,
                });
            }
        }
    }
    // A further place of a node's type is a further place of its value's type too.
    for (place, class) in &names.aliases {
        if let Some(target) = named.get(class).filter(|_| !taken.contains(place)) {
            values.aliases.push(Alias {
                name: place.clone(),
                target: target.clone(),
            });
        }
    }
    values.aliases.sort_by(|a, b| a.name.cmp(&b.name));
    values
}

fn plain_type(node: Node<'_>) -> String {
    let constraint = node.allowed_values().map(AllowedValues::value_type);
    let element = match node.format() {
        Format::Node => return "rt::Children<'static>".to_owned(),
        Format::Null => return "()".to_owned(),
        Format::Bool if holds_other_than_booleans(node) => "i64",
        Format::Bool => "bool",
        Format::Int => "i64",
        Format::Float => "f64",
        Format::B64 | Format::Bin => return "rt::Bytes".to_owned(),
        Format::Date | Format::Time => "rt::Time<'static>",
        Format::Xml => "rt::Xml<'static>",
        Format::Chr if constraint == Some(Constraint::Admx) => return "rt::Admx".to_owned(),
        // It has no `Debug`, and no error shows it.
        Format::Chr if csp_check::is_secret_name(&node.label()) => {
            return "rt::Secret<'static>".to_owned();
        }
        Format::Chr => "&'static str",
    };
    list_of(node, element.to_owned())
}

fn named_type(node: Node<'_>, name: &str, constants: &Constants<'_>) -> String {
    match constants {
        Constants::Int(_) => list_of(node, format!("super::{name}")),
        Constants::Flags(_) => format!("super::{name}"),
        Constants::Text(_) => list_of(node, format!("super::{name}<'static>")),
    }
}

fn list_of(node: Node<'_>, element: String) -> String {
    match super::rows::delimiter(node) {
        Some(delimiter) => format!(
            "rt::Delimited<{element}, {}>",
            crate::literal::char_literal(delimiter)
        ),
        None => element,
    }
}

fn holds_other_than_booleans(node: Node<'_>) -> bool {
    let is_bool = |value: &ddf::AllowedValue| {
        matches!(
            value.value().trim().to_ascii_lowercase().as_str(),
            "true" | "false" | "0" | "1"
        )
    };
    node.allowed_values()
        .is_some_and(|allowed| !allowed.values().iter().all(is_bool))
}

/// The named values of a node: of an ENUM or a Flag whose values are of the node's format.
fn constants<'m>(node: Node<'m>) -> Option<Constants<'m>> {
    let allowed = node.allowed_values()?;
    if allowed.values().is_empty() {
        return None;
    }
    let ints = match node.format() {
        Format::Int => true,
        Format::Bool if holds_other_than_booleans(node) => true,
        Format::Chr => false,
        _ => return None,
    };
    match allowed.value_type() {
        Constraint::Enum if ints => Some(Constants::Int(int_constants(allowed)?)),
        Constraint::Flag if ints => Some(Constants::Flags(int_constants(allowed)?)),
        Constraint::Enum => Some(Constants::Text(text_constants(allowed))),
        _ => None,
    }
}

fn int_constants(allowed: &AllowedValues) -> Option<Vec<Constant<i64>>> {
    let mut known = BTreeSet::new();
    let mut values = Vec::new();
    for (nth, value) in allowed.values().iter().enumerate() {
        let number = value.as_int()?;
        if known.insert(number) {
            values.push((nth, number, value));
        }
    }
    Some(named(values))
}

fn text_constants(allowed: &AllowedValues) -> Vec<Constant<&str>> {
    let mut known = BTreeSet::new();
    let values = allowed.values().iter().enumerate();
    named(
        values
            .filter(|(_, value)| known.insert(value.value()))
            .map(|(nth, value)| (nth, value.value(), value))
            .collect(),
    )
}

/// The constants of a set of values, each with its place among the allowed ones.
fn named<V: Display + Copy>(values: Vec<(usize, V, &AllowedValue)>) -> Vec<Constant<V>> {
    let described: Vec<(V, Option<&str>)> = values
        .iter()
        .map(|(_, value, allowed)| (*value, allowed.description()))
        .collect();
    let names = name_values(&described);
    let named = values.into_iter().zip(names);
    named
        .map(|((nth, value, allowed), name)| Constant {
            name: name.text,
            value,
            nth,
            doc: docs::constant(allowed),
        })
        .collect()
}
