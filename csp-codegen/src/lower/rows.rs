//! The rows of a CSP: the facts of each node, put where the schema has them.

use std::collections::BTreeMap;

use csp_schema::{AccessSet, Format, Occurrence, Root, Row, Scope, Table, Text, Tree, Verb};
use ddf::{Node, Operation};

use super::allowed::{allowed, with_constants};
use super::class::Classes;
use super::csp::Csp;
use super::facts::facts;
use super::text::text;
use crate::ir::ValueType;

/// The schema of a CSP. `named` says which of the value types each class has.
pub(super) fn tree(
    csp: &Csp<'_>,
    classes: &Classes,
    values: &[ValueType<'_>],
    named: &[Option<u16>],
) -> Tree {
    let constants: Vec<BTreeMap<String, String>> = values
        .iter()
        .map(|value| value.constants.names().into_iter().collect())
        .collect();
    let mut roots = Vec::new();
    let mut rows = Vec::with_capacity(csp.nodes.len());
    for (row, node) in (0..=u16::MAX).zip(csp.nodes.iter().copied()) {
        if node.is_root() {
            let uri = node.uri();
            let path = text(uri.rsplit_once('/').map_or(".", |(parent, _)| parent));
            roots.push(Root { path, node: row });
        }
        let class = classes.of[usize::from(row)];
        rows.push(Row {
            name: Text::Owned(node.label().into_owned()),
            dynamic: node.is_dynamic(),
            parent: csp.parents[usize::from(row)].unwrap_or(Row::NO_PARENT),
            end: csp.ends[usize::from(row)],
            class,
            format: format(node),
            access: access(node),
            occurrence: occurrence(node),
            scope: match node.scope() {
                ddf::Scope::Permanent => Scope::Permanent,
                ddf::Scope::Dynamic => Scope::Dynamic,
            },
            default: node.default_value().map(text),
            allowed: match named[usize::from(class)] {
                Some(of) => with_constants(node, &constants[usize::from(of)]),
                None => allowed(node.allowed_values()),
            },
            delimiter: delimiter(node),
            description: text(node.description().unwrap_or_default().trim()),
            facts: facts(node),
        });
    }
    Tree::new(Table {
        name: text(csp.nodes[0].name().unwrap_or_default()),
        roots,
        rows,
    })
}

/// The verbs that a node permits: its operations without Copy, which no device offers.
pub(super) fn access(node: Node<'_>) -> AccessSet {
    let verb = |operation| match operation {
        Operation::Add => Some(Verb::Add),
        Operation::Copy => None,
        Operation::Delete => Some(Verb::Delete),
        Operation::Exec => Some(Verb::Exec),
        Operation::Get => Some(Verb::Get),
        Operation::Replace => Some(Verb::Replace),
    };
    let verbs: Vec<Verb> = node.access().iter().filter_map(verb).collect();
    AccessSet::of(&verbs)
}

/// What separates the elements of a node's list value.
pub(super) fn delimiter(node: Node<'_>) -> Option<char> {
    match node.format() {
        ddf::Format::Node | ddf::Format::Null | ddf::Format::B64 | ddf::Format::Bin => None,
        _ => node.allowed_values()?.list_delimiter()?.as_char(),
    }
}

fn format(node: Node<'_>) -> Format {
    match node.format() {
        ddf::Format::B64 => Format::B64,
        ddf::Format::Bin => Format::Bin,
        ddf::Format::Bool => Format::Bool,
        ddf::Format::Chr => Format::Chr,
        ddf::Format::Date => Format::Date,
        ddf::Format::Float => Format::Float,
        ddf::Format::Int => Format::Int,
        ddf::Format::Node => Format::Node,
        ddf::Format::Null => Format::Null,
        ddf::Format::Time => Format::Time,
        ddf::Format::Xml => Format::Xml,
    }
}

fn occurrence(node: Node<'_>) -> Occurrence {
    match node.occurrence() {
        ddf::Occurrence::One => Occurrence::One,
        ddf::Occurrence::ZeroOrOne => Occurrence::ZeroOrOne,
        ddf::Occurrence::ZeroOrMore => Occurrence::ZeroOrMore,
        ddf::Occurrence::OneOrMore => Occurrence::OneOrMore,
        ddf::Occurrence::ZeroOrN(n) => Occurrence::ZeroOrN(n.unwrap_or(0)),
        ddf::Occurrence::OneOrN(n) => Occurrence::OneOrN(n.unwrap_or(0)),
    }
}
