//! The Rust type of each node's value, and the types of named values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use ddf::{AllowedValue, AllowedValues, Format, Node, ValueType as Constraint};

use super::class::Classes;
use super::constants::{Name, name_values};
use super::csp::Csp;
use super::docs;
use super::given::Given;
use super::names::{Names, Unnamed};
use crate::ident::Taken;
use crate::ir::{Alias, Constant, Constants, ValueType};
use crate::lock::KeptModule;
use crate::reserved::IN_MODULE;

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

/// The values of a CSP.
pub(super) struct ValueTypes<'m> {
    /// The types of named values.
    pub types: Vec<ValueType<'m>>,
    /// Their further names.
    pub aliases: Vec<Alias>,
    /// The Rust type of each class's value as written inside `node`.
    pub of: Vec<String>,
    /// The type of each class's named values, by its place in `types`.
    pub named: Vec<Option<u16>>,
}

/// Gives every class the type of its value: a class with named values has one of its own. What two nodes of other classes list may be the same numbers
/// with other meanings.
pub(super) fn value_types<'m>(
    csp: &Csp<'m>,
    classes: &Classes,
    names: &Names,
    wished: &[String],
    given: &Given,
    kept: Option<&KeptModule>,
) -> ValueTypes<'m> {
    let mut firsts = Vec::new();
    let mut named = Vec::with_capacity(classes.rows.len());
    for first in classes.firsts() {
        let is_named = has_constants(csp.nodes[usize::from(first)]);
        named.push(is_named.then_some(firsts.len() as u16));
        firsts.extend(is_named.then_some(first));
    }
    let of: Vec<Option<u16>> = classes
        .of
        .iter()
        .map(|class| named[usize::from(*class)])
        .collect();
    let unnamed = Unnamed {
        of: &of,
        count: firsts.len(),
        reserved: &IN_MODULE,
        given: &given.value_types,
        kept: kept.map(|kept| &kept.values),
    };
    let Names { types, aliases } = csp.name_types(&unnamed, wished);
    let mut rows = vec![Vec::new(); types.len()];
    for (row, of) in (0..=u16::MAX).zip(&of) {
        if let Some(of) = of {
            rows[usize::from(*of)].push(row);
        }
    }
    let types = types
        .into_iter()
        .zip(firsts)
        .zip(rows)
        .map(|((name, first), rows)| {
            let node = csp.nodes[usize::from(first)];
            ValueType {
                name,
                docs: docs::value(csp, first),
                node_type: names.types[usize::from(classes.of[usize::from(first)])].clone(),
                constants: constants(node, &own_names(csp, &rows, given, kept)),
                rows,
            }
        });
    let types: Vec<ValueType<'m>> = types.collect();
    let value = |(first, named): (u16, &Option<u16>)| {
        let node = csp.nodes[usize::from(first)];
        match named {
            Some(named) => named_type(node, &types[usize::from(*named)]),
            None => plain_type(node),
        }
    };
    ValueTypes {
        of: classes.firsts().zip(&named).map(value).collect(),
        types,
        aliases: aliases.into_iter().map(|(alias, _)| alias).collect(),
        named,
    }
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

fn named_type(
    node: Node<'_>,
    ValueType {
        name, constants, ..
    }: &ValueType<'_>,
) -> String {
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

/// Whether a node has named values: an ENUM or a Flag has whose values are of the node's format.
fn has_constants(node: Node<'_>) -> bool {
    let Some(allowed) = node
        .allowed_values()
        .filter(|allowed| !allowed.values().is_empty())
    else {
        return false;
    };
    let all_ints = || {
        allowed
            .values()
            .iter()
            .all(|value| value.as_int().is_some())
    };
    match (allowed.value_type(), node.format()) {
        (Constraint::Enum, Format::Chr) => true,
        (Constraint::Enum | Constraint::Flag, Format::Int) => all_ints(),
        (Constraint::Enum | Constraint::Flag, Format::Bool) => {
            holds_other_than_booleans(node) && all_ints()
        }
        _ => false,
    }
}

/// The names that values of one type have already, by value: those that an overlay gives to any of its places, and of the others those that any of them
/// keeps. The first place that has a name for a value decides; it may be one that came later than others.
fn own_names(
    csp: &Csp<'_>,
    rows: &[u16],
    given: &Given,
    kept: Option<&KeptModule>,
) -> BTreeMap<String, String> {
    let places = || {
        rows.iter()
            .map(|row| csp.places[usize::from(*row)].as_str())
    };
    let given = places().filter_map(|place| given.constants(place));
    let kept = places().filter_map(|place| kept?.constants(place));
    let (mut own, mut names) = (BTreeMap::new(), BTreeSet::new());
    for (value, name) in given.chain(kept).flatten() {
        if !own.contains_key(value) && names.insert(name) {
            own.insert(value.clone(), name.clone());
        }
    }
    own
}

/// The constants of a node that has named values; some have names already.
fn constants<'m>(node: Node<'m>, own: &BTreeMap<String, String>) -> Constants<'m> {
    let values = node.allowed_values().map_or(&[][..], AllowedValues::values);
    let number = |value: &AllowedValue| value.as_int().unwrap_or_default();
    match node.allowed_values().map(AllowedValues::value_type) {
        _ if node.format() == Format::Chr => {
            Constants::Text(named_values(values, AllowedValue::value, own))
        }
        Some(Constraint::Flag) => Constants::Flags(named_values(values, number, own)),
        _ => Constants::Int(named_values(values, number, own)),
    }
}

/// Names each distinct value.
fn named_values<'m, V: Ord + Copy + Display>(
    values: &'m [AllowedValue],
    read: impl Fn(&'m AllowedValue) -> V,
    own: &BTreeMap<String, String>,
) -> Vec<Constant<V>> {
    let mut known = BTreeSet::new();
    let distinct: Vec<(V, &AllowedValue)> = values
        .iter()
        .map(|stated| (read(stated), stated))
        .filter(|(value, _)| known.insert(*value))
        .collect();
    let described: Vec<(V, Option<&str>)> = distinct
        .iter()
        .map(|(value, stated)| (*value, stated.description()))
        .collect();
    let mut taken: Taken = own.values().cloned().collect();
    let named = distinct.into_iter().zip(name_values(&described));
    let constant = |((value, stated), wish): ((V, &AllowedValue), Name)| {
        let name = match own.get(&value.to_string()) {
            Some(own) => own.clone(),
            None => taken.claim(wish.text.clone(), "_"),
        };
        Constant {
            described: (wish.described && wish.text != name).then_some(wish.text),
            name,
            value,
            doc: docs::constant(stated),
        }
    };
    named.map(constant).collect()
}
