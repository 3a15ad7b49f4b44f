//! Compares the allowed values of a node on both sides.

use ddf::{AdmxBacking, AllowedValue, AllowedValues, Ranges, ValueType};

use super::value;
use crate::diff::change::{Class, FactChanges};

pub(super) fn compare(
    out: &mut FactChanges,
    old: Option<&AllowedValues>,
    new: Option<&AllowedValues>,
) {
    let constrains = |allowed: Option<&AllowedValues>| {
        allowed.is_some_and(|allowed| allowed.value_type() != ValueType::None)
    };
    match (old, new) {
        (Some(old), Some(new)) if old.value_type() == new.value_type() => {
            same_type(out, old, new);
            out.note_text(
                "allowed_description",
                old.text_description(),
                new.text_description(),
            );
        }
        _ => out.note("allowed", old.map(summary), new.map(summary), || {
            match (constrains(old), constrains(new)) {
                (true, true) => Class::Breaking,
                (before, after) => Class::of_restriction(before, after),
            }
        }),
    }
    delimiter(out, old, new);
}

/// The constraint on one line.
pub(super) fn summary(allowed: &AllowedValues) -> String {
    let listed = allowed.values().iter().map(AllowedValue::value);
    let parts: Vec<String> = allowed
        .text()
        .into_iter()
        .chain(listed)
        .map(str::to_owned)
        .chain(allowed.admx().iter().map(backing))
        .collect();
    match parts.is_empty() {
        true => allowed.value_type().to_string(),
        false => format!("{} {}", allowed.value_type(), parts.join(", ")),
    }
}

fn same_type(out: &mut FactChanges, old: &AllowedValues, new: &AllowedValues) {
    match old.value_type() {
        ValueType::Enum | ValueType::Flag => value::compare(out, old, new),
        ValueType::Range => {
            out.note("allowed_range", text(old), text(new), || {
                match (old.ranges(), new.ranges()) {
                    (Some(old), Some(new)) => {
                        Class::of_sets(contains(new, old), contains(old, new))
                    }
                    _ => Class::Breaking,
                }
            });
        }
        ValueType::Admx => {
            let backings = |allowed: &AllowedValues| {
                Some(
                    allowed
                        .admx()
                        .iter()
                        .map(backing)
                        .collect::<Vec<_>>()
                        .join(", "),
                )
            };
            out.note_list("allowed_admx", ',', backings(old), backings(new), || {
                Class::Breaking
            });
        }
        // Nothing is checked against it.
        ValueType::None => out.note("allowed_text", text(old), text(new), || {
            Class::Documentation
        }),
        ValueType::RegEx | ValueType::Xsd | ValueType::Json | ValueType::Sddl => {
            // Which values a pattern or a schema takes cannot be compared; white space around it has no meaning.
            let trimmed = |allowed| text(allowed).unwrap_or_default().trim().to_owned();
            out.note("allowed_text", text(old), text(new), || {
                match trimmed(old) == trimmed(new) {
                    true => Class::Documentation,
                    false => Class::Breaking,
                }
            });
        }
    }
}

/// A constraint's text, and where there is none the values that stand for it.
fn text(allowed: &AllowedValues) -> Option<String> {
    let listed = allowed.values().iter().map(AllowedValue::value);
    let texts: Vec<&str> = allowed.text().into_iter().chain(listed).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

fn backing(backing: &AdmxBacking) -> String {
    format!("{}/{}/{}", backing.file(), backing.area(), backing.name())
}

/// Whether `outer` permits every number that `inner` does.
fn contains(outer: &Ranges, inner: &Ranges) -> bool {
    let mut bounds: Vec<(i64, i64)> = outer
        .intervals()
        .iter()
        .map(|interval| (interval.min(), interval.max()))
        .collect();
    bounds.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (min, max) in bounds {
        match merged.last_mut() {
            Some(last) if min <= last.1.saturating_add(1) => last.1 = last.1.max(max),
            _ => merged.push((min, max)),
        }
    }
    inner.intervals().iter().all(|interval| {
        // They are in order and apart: only the last that begins at or before it may hold it.
        let begun = merged.partition_point(|(min, _)| *min <= interval.min());
        let last = begun.checked_sub(1).and_then(|last| merged.get(last));
        last.is_some_and(|(_, max)| interval.max() <= *max)
    })
}

/// With another delimiter, the same text is another list.
fn delimiter(out: &mut FactChanges, old: Option<&AllowedValues>, new: Option<&AllowedValues>) {
    let of = |allowed: Option<&AllowedValues>| {
        let delimiter = allowed?.list_delimiter()?;
        Some((
            delimiter.as_written().to_owned(),
            delimiter.as_str().map(str::to_owned),
        ))
    };
    let (old, new) = (of(old), of(new));
    let meaning = |delimiter: &Option<(String, Option<String>)>| {
        delimiter.as_ref().and_then(|(_, meant)| meant.clone())
    };
    let class = match meaning(&old) == meaning(&new) {
        true => Class::Documentation,
        false => Class::Breaking,
    };
    let written = |delimiter: Option<(String, _)>| delimiter.map(|(written, _)| written);
    out.note("delimiter", written(old), written(new), || class);
}
