//! The Rust type of each node's value, and the types of named values.

use std::collections::BTreeMap;

use ddf::{AllowedValue, AllowedValues, Format, Node, ValueType as Constraint};

use super::class::Classes;
use super::csp::Csp;
use super::docs;
use super::given::Given;
use super::named::{Stated, named_values, own_names};
use super::names::{Names, Unnamed};
use super::payload::{self, Backed, Free, Payloads, Unfilled};
use crate::ir::{Alias, Constants, Items, Payload, ValueType};
use crate::lock::{KeptModule, KeptTypes};
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
    /// The structs of policies, and the types of the enums in them.
    pub payloads: Vec<Payload>,
    pub items: Vec<Items>,
    /// Their further names.
    pub aliases: Vec<Alias>,
    /// The Rust type of each class's value as written inside `node`.
    pub of: Vec<String>,
    /// The type of each class's named values, by its place in `types`.
    pub named: Vec<Option<u16>>,
}

/// Gives every class the type of its value: a class with named values has one of its own. What two nodes of other classes list may be the same numbers
/// with other meanings. Policies with the same elements share a struct.
pub(super) fn value_types<'m>(
    csp: &Csp<'m>,
    classes: &Classes,
    backed: &Backed<'_>,
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
    let structs = payload::structs(backed);
    // The structs are behind the others.
    let first_struct = firsts.len() as u16;
    let of_class: Vec<Option<u16>> = (named.iter().zip(&structs.of))
        .map(|(named, of)| named.or(of.map(|of| first_struct + of)))
        .collect();
    let of: Vec<Option<u16>> = classes
        .of
        .iter()
        .map(|class| of_class[usize::from(*class)])
        .collect();
    let unnamed = Unnamed {
        of: &of,
        count: firsts.len() + structs.policies.len(),
        reserved: &IN_MODULE,
        given: &given.value_types,
        kept: kept.map(|kept| &kept.values),
    };
    let all = csp.name_types(&unnamed, wished);
    let mut rows = vec![Vec::new(); all.types.len()];
    for (row, of) in (0..=u16::MAX).zip(&of) {
        if let Some(of) = of {
            rows[usize::from(*of)].push(row);
        }
    }
    let struct_rows = rows.split_off(firsts.len());
    let types = all.types.iter().zip(firsts).zip(rows);
    let types = types.map(|((name, first), rows)| {
        let node = csp.nodes[usize::from(first)];
        ValueType {
            name: name.clone(),
            docs: docs::value(csp, first),
            node_type: names.types[usize::from(classes.of[usize::from(first)])].clone(),
            constants: constants(node, &own(csp, &rows, given, kept)),
            rows,
        }
    });
    let types: Vec<ValueType<'m>> = types.collect();
    let value = |(class, first): (usize, u16)| {
        let node = csp.nodes[usize::from(first)];
        match (of_class[class], named[class], &backed[class]) {
            (_, Some(named), _) => named_type(node, &types[usize::from(named)]),
            (Some(of), ..) => format!("rt::Policy<super::{}>", all.types[usize::from(of)]),
            (None, None, Some(_)) => "rt::Toggle".to_owned(),
            (None, None, None) => plain_type(node),
        }
    };
    let of = classes.firsts().enumerate().map(value).collect();
    let Payloads {
        payloads,
        items,
        aliases,
    } = payload::payloads(Unfilled {
        csp,
        structs,
        first: usize::from(first_struct),
        rows: struct_rows,
        free: free(&all, &unnamed),
        names: &all,
        kept,
    });
    let own_aliases = all.aliases.into_iter().map(|(alias, _)| alias);
    ValueTypes {
        aliases: own_aliases.chain(aliases).collect(),
        of,
        types,
        payloads,
        items,
        named,
    }
}

/// What is left beside types with these names.
fn free(names: &Names, unnamed: &Unnamed<'_>) -> Free {
    let types = names.types.iter().map(String::as_str);
    let aliases = names.aliases.iter().map(|(alias, _)| alias.name.as_str());
    let used = types.chain(aliases).chain(unnamed.reserved.iter().copied());
    let kept = unnamed.kept.into_iter().flat_map(KeptTypes::all);
    let given = unnamed.given.values().map(String::as_str);
    Free::new(used, kept.chain(given))
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
/// keeps. It may be a place that came later than others.
fn own(
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
    own_names(given.chain(kept))
}

/// The constants of a node that has named values; some have names already.
fn constants<'m>(node: Node<'m>, own: &BTreeMap<String, String>) -> Constants<'m> {
    let values = node.allowed_values().map_or(&[][..], AllowedValues::values);
    let number = |value: &AllowedValue| value.as_int().unwrap_or_default();
    match node.allowed_values().map(AllowedValues::value_type) {
        _ if node.format() == Format::Chr => {
            let values = values.iter().map(|it| stated(it, it.value()));
            Constants::Text(named_values(values, own))
        }
        constraint => {
            let values = values.iter().map(|it| stated(it, number(it)));
            match constraint {
                Some(Constraint::Flag) => Constants::Flags(named_values(values, own)),
                _ => Constants::Int(named_values(values, own)),
            }
        }
    }
}

fn stated<V>(value: &AllowedValue, read: V) -> Stated<'_, V> {
    Stated {
        value: read,
        description: value.description(),
        doc: docs::constant(value.value(), value.description()),
    }
}
