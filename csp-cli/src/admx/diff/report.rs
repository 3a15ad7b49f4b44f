//! Writes the changes: for people by class, the same edit of many policies in one line; for programs each.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::change::{Change, Class};

/// How many policies of one edit are listed each.
const LISTED: usize = 3;

#[derive(Serialize)]
struct Differences<'c> {
    breaking: usize,
    additive: usize,
    documentation: usize,
    changes: &'c [Change],
}

pub(super) fn json(out: &mut dyn Write, changes: &[Change]) -> io::Result<()> {
    let [breaking, additive, documentation] = Class::ALL.map(|class| count(changes, class));
    let differences = Differences {
        breaking,
        additive,
        documentation,
        changes,
    };
    serde_json::to_writer(&mut *out, &differences)?;
    writeln!(out)
}

pub(super) fn text(out: &mut dyn Write, changes: &[Change], all: bool) -> io::Result<()> {
    for class in Class::ALL {
        if class != Class::Documentation || all {
            of_class(out, changes, class, all)?;
        }
    }
    let counts = Class::ALL.map(|class| format!("{} {}", count(changes, class), class.as_str()));
    writeln!(out, "{}", counts.join(", "))
}

fn count(changes: &[Change], class: Class) -> usize {
    changes
        .iter()
        .filter(|change| change.class == class)
        .count()
}

fn of_class(out: &mut dyn Write, changes: &[Change], class: Class, all: bool) -> io::Result<()> {
    // The edits in the order of their first policies.
    let mut edits: Vec<(String, Vec<&Change>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.class == class) {
        let line = change.line();
        let place = *places.entry(line.clone()).or_insert(edits.len());
        if place == edits.len() {
            edits.push((line, Vec::new()));
        }
        if let Some((_, edit)) = edits.get_mut(place) {
            edit.push(change);
        }
    }
    if edits.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", class.as_str())?;
    for (line, edit) in edits {
        match edit.as_slice() {
            [first, ..] if edit.len() > LISTED && !all => {
                let count = edit.len();
                writeln!(
                    out,
                    "  {line}: {count} policies, the first is {}",
                    name(first)
                )?;
            }
            edit => edit
                .iter()
                .try_for_each(|change| writeln!(out, "  {}: {line}", name(change)))?,
        }
    }
    writeln!(out)
}

fn name(change: &Change) -> String {
    format!("{}/{}", change.file, change.policy)
}
