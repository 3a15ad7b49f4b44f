//! Compares the listed values that a node takes, and what each of them means.

use std::collections::BTreeMap;

use ddf::AllowedValues;

use crate::change::{Class, Edit, FactChanges};

const FACT: &str = "allowed_value";

/// The listed values with their descriptions.
type Listed<'v> = BTreeMap<&'v str, Option<&'v str>>;

pub(crate) fn compare(out: &mut FactChanges, old: &AllowedValues, new: &AllowedValues) {
    let (old, new) = (by_value(old), by_value(new));
    let moved = moved(&old, &new);
    for (value, description) in &old {
        let shown = show(value, *description);
        let Some(now) = new.get(value) else {
            out.note(FACT, Some(shown), None, || Class::Breaking);
            continue;
        };
        let shown_now = show(value, *now);
        match moved.get(value) {
            None => out.note(FACT, Some(shown), Some(shown_now), || Class::Documentation),
            Some(other) if moved.get(other) == Some(value) => {
                // Told once, at the first of the two.
                if value < other {
                    let both = |one: String, of: &Listed<'_>| {
                        let description = of.get(other).copied().flatten();
                        format!("{one}, {}", show(other, description))
                    };
                    let edit = Edit::Exchanged((*value).to_owned(), (*other).to_owned());
                    out.note_meaning(FACT, both(shown, &old), both(shown_now, &new), edit);
                }
            }
            Some(from) => {
                let edit = Edit::Moved {
                    to: (*value).to_owned(),
                    from: (*from).to_owned(),
                };
                out.note_meaning(FACT, shown, shown_now, edit);
            }
        }
    }
    for (value, description) in new.iter().filter(|(value, _)| !old.contains_key(*value)) {
        out.note(FACT, None, Some(show(value, *description)), || {
            Class::Additive
        });
    }
}

/// The values that are described as another one was, each with that one, which is described otherwise now or is gone.
fn moved<'v>(old: &Listed<'v>, new: &Listed<'v>) -> BTreeMap<&'v str, &'v str> {
    let said = |listed: &Listed<'v>, value: &str| listed.get(value).copied().map(text);
    let changed = |value: &str| said(old, value) != said(new, value);
    let mut left: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (value, description) in old.iter().filter(|(value, _)| changed(value)) {
        if let Some(description) = text(*description) {
            left.entry(description).or_default().push(value);
        }
    }
    let stayed = new.iter().filter(|(value, _)| old.contains_key(*value));
    let described = stayed.filter(|(value, _)| changed(value));
    let moved = described.filter_map(|(value, description)| {
        // Of several that were described alike, each stands for one.
        let from = left.get_mut(text(*description)?)?.pop()?;
        Some((*value, from))
    });
    moved.collect()
}

/// A description that says something, without the white space around it.
fn text(description: Option<&str>) -> Option<&str> {
    let description = description?.trim();
    (!description.is_empty()).then_some(description)
}

/// Of a value that is listed twice, the first.
fn by_value(allowed: &AllowedValues) -> Listed<'_> {
    let mut values = BTreeMap::new();
    for listed in allowed.values() {
        let value = listed.value().trim();
        values.entry(value).or_insert(listed.description());
    }
    values
}

fn show(value: &str, description: Option<&str>) -> String {
    match description {
        Some(description) => format!("{value} ({})", description.trim()),
        None => value.to_owned(),
    }
}
