//! The names that an overlay gives: `[[name]]`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use csp_source::Diagnostic;

use super::table::{Reader, Table, Value};
use crate::codes;
use crate::model::{self, NameEntry, Named};

const KEYS: [&str; 7] = [
    "path",
    "module",
    "type",
    "method",
    "value_type",
    "constants",
    "why",
];

/// The entries that were read.
#[derive(Default)]
pub(super) struct Names {
    pub(super) entries: Vec<NameEntry>,
    /// The first entry for each place and thing.
    given: BTreeMap<(String, Named), Range<usize>>,
    /// The first root of each module, without its scope.
    modules: BTreeMap<String, (String, Range<usize>)>,
}

impl Names {
    /// Reads one `[[name]]`.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, table: &Table<'_>) {
        reader.known(table, &KEYS, "a name entry");
        let path = reader.path(table);
        let why = reader.required(table, "why");
        let mut names = Vec::new();
        let plain = [
            ("module", Named::Module),
            ("type", Named::Type),
            ("method", Named::Method),
            ("value_type", Named::ValueType),
        ];
        for (key, what) in plain {
            if let Some(value) = table.get(key) {
                names.extend(named(reader, what, &value));
            }
        }
        if let Some(value) = table.get("constants") {
            names.extend(constants(reader, &value));
        }
        let names_nothing = KEYS[1..6].iter().all(|key| table.get(key).is_none());
        if names_nothing {
            let message = "the entry names nothing";
            reader.push(&codes::INCOMPLETE_ENTRY, table.span.clone(), message);
        }
        let (Some((path, place, _)), Some((why, _))) = (path, why) else {
            return;
        };
        let why = Arc::from(why);
        for (what, name, span) in names {
            let entry = NameEntry {
                path: path.clone(),
                place: place.clone(),
                what,
                name,
                why: Arc::clone(&why),
                source: Arc::clone(&reader.source),
                span,
            };
            if self.is_new(reader, &entry) {
                self.entries.push(entry);
            }
        }
    }

    /// Whether nothing else has this name in the overlay, and it names nothing that has one; else that is reported.
    fn is_new(&mut self, reader: &mut Reader<'_>, entry: &NameEntry) -> bool {
        let key = (entry.place.clone(), entry.what.clone());
        if let Some(first) = self.given.get(&key) {
            let message = format!("{} of {} is named twice", said(&entry.what), entry.path);
            let diagnostic = Diagnostic::new(
                &codes::REPEATED_ENTRY,
                &reader.source,
                entry.span(),
                message,
            );
            let diagnostic =
                diagnostic.with_related(&reader.source, first.clone(), "it is first named here");
            reader.faults.push(diagnostic);
            return false;
        }
        self.given.insert(key, entry.span());
        if entry.what != Named::Module {
            return true;
        }
        // The two scopes of a CSP are one module.
        let root = entry.place.strip_prefix("user/").unwrap_or(&entry.place);
        match self.modules.get(&entry.name) {
            Some((other, first)) if other != root => {
                let message = format!("a second root is given the module `{}`", entry.name);
                let diagnostic = Diagnostic::new(
                    &codes::BAD_NAME_ENTRY,
                    &reader.source,
                    entry.span(),
                    message,
                );
                let diagnostic = diagnostic.with_related(
                    &reader.source,
                    first.clone(),
                    "another root is given it here",
                );
                reader
                    .faults
                    .push(diagnostic.with_help("give one of them another name"));
                false
            }
            Some(_) => true,
            None => {
                self.modules
                    .insert(entry.name.clone(), (root.to_owned(), entry.span()));
                true
            }
        }
    }
}

type Name = (Named, String, Range<usize>);

/// A name that can stand where it is to stand.
fn named(reader: &mut Reader<'_>, what: Named, value: &Value<'_>) -> Option<Name> {
    let (name, span) = reader.text(value)?;
    let (is_right, case) = match what {
        Named::Module | Named::Method => (is_snake(&name), "small letters, as `bit_locker`"),
        Named::Type | Named::ValueType => (is_pascal(&name), "Pascal case, as `BitLocker`"),
        Named::Constant(_) => (is_shouty(&name), "capitals, as `BIT_LOCKER`"),
    };
    if csp_check::is_keyword(&name) {
        let message = format!("`{name}` is a keyword of Rust");
        reader.push(&codes::BAD_NAME_ENTRY, span, message);
        return None;
    }
    if !is_right {
        let message = format!("`{}` is not a name in {case}", name.escape_debug());
        reader.push(&codes::BAD_NAME_ENTRY, span, message);
        return None;
    }
    Some((what, name, span))
}

/// The names of allowed values: `{ 0 = "OFF", 1 = "ON" }`.
fn constants(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Name> {
    let Some(table) = reader.table(value, "a table, `{ 0 = \"OFF\", 1 = \"ON\" }`") else {
        return Vec::new();
    };
    let mut names: Vec<Name> = Vec::new();
    let mut taken: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for (key, _) in table.keys() {
        let Some(value) = table.get(key) else {
            continue;
        };
        let Some((what, name, span)) = named(reader, Named::Constant(key.to_owned()), &value)
        else {
            continue;
        };
        match taken.get(&name) {
            Some(first) => {
                let message = format!("a second value is given the constant `{name}`");
                let diagnostic =
                    Diagnostic::new(&codes::BAD_NAME_ENTRY, &reader.source, span, message);
                let diagnostic = diagnostic.with_related(
                    &reader.source,
                    first.clone(),
                    "another value is given it here",
                );
                reader
                    .faults
                    .push(diagnostic.with_help("give one of them another name"));
            }
            None => {
                taken.insert(name.clone(), span.clone());
                names.push((what, name, span));
            }
        }
    }
    names
}

/// What is named, for people.
fn said(what: &Named) -> String {
    match what {
        Named::Module => "the module".to_owned(),
        Named::Type => "the type".to_owned(),
        Named::Method => "the method".to_owned(),
        Named::ValueType => "the value type".to_owned(),
        Named::Constant(value) => format!("the constant of `{}`", value.escape_debug()),
    }
}

impl Reader<'_> {
    /// The path of an entry: as it is written, and its place.
    pub(super) fn path(&mut self, table: &Table<'_>) -> Option<(String, String, Range<usize>)> {
        let (path, span) = self.required(table, "path")?;
        let place = model::place(&path);
        if place.is_none() {
            let message = format!("`{}` is no place in the tree", path.escape_debug());
            self.push(&codes::BAD_ENTRY_PATH, span.clone(), message);
        }
        Some((path, place?, span))
    }
}

fn is_snake(name: &str) -> bool {
    has_words(name, |c| c.is_ascii_lowercase())
}

fn is_shouty(name: &str) -> bool {
    has_words(name, |c| c.is_ascii_uppercase())
}

/// Whether these are words of such letters and digits, with an underscore between two, and one before a digit at the start.
fn has_words(name: &str, is_letter: fn(char) -> bool) -> bool {
    let words = match name.strip_prefix('_') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => return false,
        _ => name,
    };
    let mut words = words.split('_');
    words.all(|word| !word.is_empty() && word.chars().all(|c| is_letter(c) || c.is_ascii_digit()))
}

fn is_pascal(name: &str) -> bool {
    let letters = match name.strip_prefix('_') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ if name.starts_with(|c: char| c.is_ascii_uppercase()) => name,
        _ => return false,
    };
    letters.chars().all(|c| c.is_ascii_alphanumeric())
}
