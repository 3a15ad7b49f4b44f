//! Reads the TOML of an overlay into its entries.

use std::sync::Arc;

use csp_source::{Faults, Report, Source};
use toml::de::DeTable;

use super::Overlay;
use super::name::Names;
use super::node::Nodes;
use super::table::{Reader, Table};
use crate::codes;
use crate::kind::DDF;

pub(super) fn overlay(source: &Arc<Source>, report: &mut Report) -> Overlay {
    let mut reader = Reader {
        source: Arc::clone(source),
        faults: Faults::new(report, &DDF),
    };
    let (document, errors) = DeTable::parse_recoverable(source.text());
    for error in &errors {
        reader.push(
            &codes::NOT_TOML,
            error.span().unwrap_or_default(),
            error.message(),
        );
    }
    let mut nodes = Nodes::default();
    let mut names = Names::default();
    // What was recovered of a faulty file may be no entry of anybody's.
    if errors.is_empty() {
        let document = Table::new(document.get_ref());
        reader.known(&document, &["node", "name"], "an overlay");
        for entry in entries(&mut reader, &document, "node") {
            nodes.read(&mut reader, &entry);
        }
        for entry in entries(&mut reader, &document, "name") {
            names.read(&mut reader, &entry);
        }
    }
    Overlay {
        source: Arc::clone(source),
        nodes: nodes.entries,
        names: names.entries,
        is_for_all: false,
    }
}

/// The tables `[[key]]`.
fn entries<'t>(reader: &mut Reader<'_>, document: &Table<'t>, key: &str) -> Vec<Table<'t>> {
    let Some(value) = document.get(key) else {
        return Vec::new();
    };
    let expected = format!("a table, written as `[[{key}]]`");
    let entries = reader.array(&value, &expected).unwrap_or_default();
    let tables = entries.iter().map(|entry| reader.table(entry, &expected));
    tables.flatten().collect()
}
