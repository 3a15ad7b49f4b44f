//! What an overlay changes of nodes: `[[node]]`.

use std::collections::BTreeMap;
use std::ops::Range;

use csp_source::Diagnostic;
use toml::de::DeValue;

use super::fact::{self, Fact, Refusal, Shape};
use super::table::{self, Reader, Table};
use super::value::{Item, Value};
use crate::codes;
use crate::model::NodeData;

/// The facts of one node as they shall be.
#[derive(Debug)]
pub(super) struct NodeEntry {
    pub(super) path: String,
    pub(super) place: String,
    /// The path.
    pub(super) span: Range<usize>,
    pub(super) changes: Vec<Change>,
}

/// One fact as the file has it, and as it shall be; `None` where it is not stated.
pub(super) struct Change {
    pub(super) fact: &'static Fact,
    pub(super) from: Option<Value>,
    pub(super) to: Option<Value>,
    /// The key, and what is behind it.
    pub(super) span: Range<usize>,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(self.fact.name)
            .field("from", &self.from)
            .field("to", &self.to)
            .finish()
    }
}

/// The entries that were read.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) entries: Vec<NodeEntry>,
    /// The first change of each fact of a place.
    changed: BTreeMap<(String, &'static str), Range<usize>>,
}

impl Nodes {
    /// Reads one `[[node]]`.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, table: &Table<'_>) {
        let path = reader.path(table);
        reader.required(table, "why");
        let mut changes = Vec::new();
        let mut is_empty = true;
        for (key, span) in table.keys() {
            if matches!(key, "path" | "why") {
                continue;
            }
            is_empty = false;
            match fact::fact(key) {
                Some(fact) => changes.extend(change(reader, table, fact, span)),
                None => unknown_fact(reader, key, span),
            }
        }
        if is_empty {
            let message = "the entry changes nothing";
            reader.push(&codes::INCOMPLETE_ENTRY, table.span.clone(), message);
        }
        let Some((path, place, span)) = path else {
            return;
        };
        changes.retain(|change| self.is_new(reader, &path, &place, change));
        self.entries.push(NodeEntry {
            path,
            place,
            span,
            changes,
        });
    }

    /// Whether no other entry changes the fact of this place; else that is reported.
    fn is_new(
        &mut self,
        reader: &mut Reader<'_>,
        path: &str,
        place: &str,
        change: &Change,
    ) -> bool {
        let key = (place.to_owned(), change.fact.name);
        let Some(first) = self.changed.get(&key) else {
            self.changed.insert(key, change.span.clone());
            return true;
        };
        let message = format!("`{}` of {path} is changed twice", change.fact.name);
        let (source, span) = (&reader.source, change.span.clone());
        let diagnostic = Diagnostic::new(&codes::REPEATED_ENTRY, source, span, message);
        let diagnostic = diagnostic.with_related(source, first.clone(), "it is first changed here");
        reader.faults.push(diagnostic);
        false
    }
}

fn unknown_fact(reader: &mut Reader<'_>, key: &str, span: Range<usize>) {
    let message = format!(
        "a node has no fact `{}` that an overlay changes",
        key.escape_debug()
    );
    let help = format!("the facts are {}", fact::NAMES.join(", "));
    let help = csp_source::help(key, fact::NAMES, &[], &help);
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, &reader.source, span, message);
    reader.faults.push(diagnostic.with_help(help));
}

/// Reads `fact = { from = .., to = .. }`.
fn change(
    reader: &mut Reader<'_>,
    entry: &Table<'_>,
    fact: &'static Fact,
    key: Range<usize>,
) -> Option<Change> {
    let value = entry.get(fact.name)?;
    let span = key.start..value.span.end.max(key.end);
    let table = reader.table(&value, "a table, `{ from = .., to = .. }`")?;
    reader.known(&table, &["from", "to"], "a fact");
    let (from, to) = (table.get("from"), table.get("to"));
    if from.is_none() && to.is_none() {
        let message = format!(
            "the entry does not say what `{}` is and shall be",
            fact.name
        );
        let diagnostic =
            Diagnostic::new(&codes::INCOMPLETE_ENTRY, &reader.source, span, message).with_help(
                "write `{ from = .., to = .. }`; a side that is left out says that the fact is not stated",
            );
        reader.faults.push(diagnostic);
        return None;
    }
    let mut side = |value: Option<table::Value<'_>>| match value {
        None => Some(None),
        Some(value) => stated(reader, fact, &value).map(Some),
    };
    let (from, to) = (side(from), side(to));
    let (from, to) = (from?, to?);
    if to.is_none() {
        if let Err(refusal) = (fact.write)(&mut NodeData::new(None, 0..0), None) {
            refuse(reader, span, refusal);
            return None;
        }
    }
    Some(Change {
        fact,
        from,
        to,
        span,
    })
}

/// One side of a fact, as a node that has it states it.
fn stated(reader: &mut Reader<'_>, fact: &Fact, value: &table::Value<'_>) -> Option<Value> {
    let written = match fact.shape {
        Shape::Text | Shape::Exact => Value::Text(reader.text(value)?.0),
        Shape::Flag => match value.value {
            DeValue::Boolean(is_true) => Value::Text(is_true.to_string()),
            _ => return reader.not(value, "`true` or `false`"),
        },
        Shape::List => {
            let expected = "a list of texts";
            let items = reader.array(value, expected)?;
            let items = items.iter().map(|item| {
                let (text, _) = reader.text(item)?;
                Some(Item {
                    text,
                    description: None,
                })
            });
            Value::List(all(items)?)
        }
        Shape::Described => {
            let expected = "a list of texts, or of tables with a `value` and a `description`";
            let items = reader.array(value, expected)?;
            let items = items.iter().map(|item| described(reader, item));
            Value::List(all(items)?)
        }
    };
    let mut node = NodeData::new(None, 0..0);
    match (fact.write)(&mut node, Some(&written)) {
        Ok(()) => Some((fact.read)(&node).unwrap_or(written)),
        Err(refusal) => {
            refuse(reader, value.span.clone(), refusal);
            None
        }
    }
}

/// The items, if none was refused; each of those that were is reported.
fn all(items: impl Iterator<Item = Option<Item>>) -> Option<Vec<Item>> {
    let items: Vec<Option<Item>> = items.collect();
    items.into_iter().collect()
}

/// `"1"`, or `{ value = "1", description = "on" }`.
fn described(reader: &mut Reader<'_>, item: &table::Value<'_>) -> Option<Item> {
    if !matches!(item.value, DeValue::Table(_)) {
        let (text, _) = reader.text(item)?;
        return Some(Item {
            text,
            description: None,
        });
    }
    let table = reader.table(item, "a table")?;
    reader.known(&table, &["value", "description"], "a value");
    let (text, _) = reader.required(&table, "value")?;
    let description = match table.get("description") {
        Some(description) => Some(reader.text(&description)?.0),
        None => None,
    };
    Some(Item { text, description })
}

fn refuse(reader: &mut Reader<'_>, span: Range<usize>, refusal: Refusal) {
    let code = &codes::WRONG_VALUE;
    let diagnostic = Diagnostic::new(code, &reader.source, span, refusal.message);
    reader.faults.push(match refusal.help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    });
}
