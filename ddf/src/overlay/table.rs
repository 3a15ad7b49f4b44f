//! A table of an overlay's TOML, and the faults that any table can have: keys that are unknown, missing, or hold something else.

use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Source};
use toml::de::{DeTable, DeValue};

use crate::codes;

/// Where faults of an overlay go.
pub(super) struct Reader<'r> {
    pub(super) source: Arc<Source>,
    pub(super) faults: Faults<'r>,
}

/// A table, with the place of each key and value.
pub(super) struct Table<'t> {
    table: &'t DeTable<'t>,
    /// The header, or the braces.
    pub(super) span: Range<usize>,
}

/// A value and its place.
pub(super) struct Value<'t> {
    pub(super) value: &'t DeValue<'t>,
    pub(super) span: Range<usize>,
}

impl Reader<'_> {
    pub(super) fn push(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) {
        self.faults
            .push(Diagnostic::new(code, &self.source, span, message));
    }

    /// Reports the keys of a table that are none of these. `what` it is that has such keys: "an entry".
    pub(super) fn known(&mut self, table: &Table<'_>, keys: &[&str], what: &str) {
        for (key, span) in table.keys() {
            if !keys.contains(&key) {
                let message = format!("{what} has no `{}`", key.escape_debug());
                let help = format!("the keys are {}", keys.join(", "));
                let help = csp_source::help(key, keys, &[], &help);
                let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, &self.source, span, message);
                self.faults.push(diagnostic.with_help(help));
            }
        }
    }

    /// The text of a key that must be there, and not empty.
    pub(super) fn required(
        &mut self,
        table: &Table<'_>,
        key: &str,
    ) -> Option<(String, Range<usize>)> {
        let Some(value) = table.get(key) else {
            let message = format!("the entry has no `{key}`");
            self.push(&codes::INCOMPLETE_ENTRY, table.span.clone(), message);
            return None;
        };
        let (text, span) = self.text(&value)?;
        if text.trim().is_empty() {
            let message = format!("the `{key}` of the entry is empty");
            self.push(&codes::INCOMPLETE_ENTRY, span, message);
            return None;
        }
        Some((text, span))
    }

    /// A value that must be text.
    pub(super) fn text(&mut self, value: &Value<'_>) -> Option<(String, Range<usize>)> {
        match value.value {
            DeValue::String(text) => Some((text.clone().into_owned(), value.span.clone())),
            _ => self.not(value, "text in quotes"),
        }
    }

    /// A value that must be a table.
    pub(super) fn table<'t>(&mut self, value: &Value<'t>, expected: &str) -> Option<Table<'t>> {
        match value.value {
            DeValue::Table(table) => Some(Table {
                table,
                span: value.span.clone(),
            }),
            _ => self.not(value, expected),
        }
    }

    /// A value that must be an array.
    pub(super) fn array<'t>(
        &mut self,
        value: &Value<'t>,
        expected: &str,
    ) -> Option<Vec<Value<'t>>> {
        match value.value {
            DeValue::Array(array) => {
                let items = array.iter().map(|item| Value {
                    value: item.get_ref(),
                    span: item.span(),
                });
                Some(items.collect())
            }
            _ => self.not(value, expected),
        }
    }

    /// Reports a value that is something else than it must be.
    pub(super) fn not<T>(&mut self, value: &Value<'_>, expected: &str) -> Option<T> {
        let found = value.value.type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let message = format!("this is {article} {found}; it must be {expected}");
        self.push(&codes::WRONG_VALUE, value.span.clone(), message);
        None
    }
}

impl<'t> Table<'t> {
    pub(super) fn new(table: &'t DeTable<'t>) -> Self {
        Self { table, span: 0..0 }
    }

    pub(super) fn get(&self, key: &str) -> Option<Value<'t>> {
        let value = self.table.get(key)?;
        Some(Value {
            value: value.get_ref(),
            span: value.span(),
        })
    }

    /// The keys in the order of the file.
    pub(super) fn keys(&self) -> Vec<(&'t str, Range<usize>)> {
        let keys = self.table.keys();
        let mut keys: Vec<_> = keys
            .map(|key| (key.get_ref().as_ref(), key.span()))
            .collect();
        keys.sort_by_key(|(_, span)| span.start);
        keys
    }
}
