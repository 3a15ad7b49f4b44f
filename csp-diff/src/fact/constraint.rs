//! Compares the allowed values of a node on both sides.

use ddf::{AdmxBacking, AllowedValue, AllowedValues, Format, Node, ValueType};

use super::value;
use crate::change::{Class, FactChanges};

pub(crate) fn compare(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    // Of another format, the same text is not the same number.
    let are_numbers = [old, new].iter().all(|node| node.format() == Format::Int);
    let (old, new) = (old.allowed_values(), new.allowed_values());
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
                (true, true) if are_numbers => numbers_class(old, new),
                (true, true) => Class::Breaking,
                (before, after) => Class::of_restriction(before, after),
            }
        }),
    }
    delimiter(out, old, new);
}

/// The constraint on one line.
pub(crate) fn summary(allowed: &AllowedValues) -> String {
    let listed = allowed.values().iter().map(AllowedValue::value);
    let parts: Vec<String> = allowed
        .text()
        .into_iter()
        .chain(listed)
        .map(str::to_owned)
        .chain(allowed.admx().iter().map(backing))
        .collect();
    if parts.is_empty() {
        allowed.value_type().to_string()
    } else {
        format!("{} {}", allowed.value_type(), parts.join(", "))
    }
}

fn same_type(out: &mut FactChanges, old: &AllowedValues, new: &AllowedValues) {
    match old.value_type() {
        ValueType::Enum | ValueType::Flag => value::compare(out, old, new),
        ValueType::Range => {
            out.note("allowed_range", text(old), text(new), || {
                numbers_class(Some(old), Some(new))
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
                if trimmed(old) == trimmed(new) {
                    Class::Documentation
                } else {
                    Class::Breaking
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

/// What other numbers mean, where both sides are said in numbers.
fn numbers_class(old: Option<&AllowedValues>, new: Option<&AllowedValues>) -> Class {
    match (old.and_then(numbers), new.and_then(numbers)) {
        (Some(old), Some(new)) => Class::of_sets(contains(&new, &old), contains(&old, &new)),
        _ => Class::Breaking,
    }
}

/// The numbers of a range or of an enumeration, as intervals.
fn numbers(allowed: &AllowedValues) -> Option<Vec<(i64, i64)>> {
    match allowed.value_type() {
        ValueType::Range => {
            let intervals = allowed.ranges()?.intervals().iter();
            Some(intervals.map(|of| (of.min(), of.max())).collect())
        }
        ValueType::Enum => {
            let listed = allowed.values().iter();
            listed
                .map(|value| value.as_int().map(|of| (of, of)))
                .collect()
        }
        _ => None,
    }
}

/// Whether `outer` has every number that `inner` has.
fn contains(outer: &[(i64, i64)], inner: &[(i64, i64)]) -> bool {
    let mut bounds = outer.to_vec();
    bounds.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (min, max) in bounds {
        match merged.last_mut() {
            Some(last) if min <= last.1.saturating_add(1) => last.1 = last.1.max(max),
            _ => merged.push((min, max)),
        }
    }
    inner.iter().all(|(least, most)| {
        // They are in order and apart: only the last that begins at or before it may hold it.
        let begun = merged.partition_point(|(min, _)| min <= least);
        let last = begun.checked_sub(1).and_then(|last| merged.get(last));
        last.is_some_and(|(_, max)| most <= max)
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
    let class = if meaning(&old) == meaning(&new) {
        Class::Documentation
    } else {
        Class::Breaking
    };
    let written = |delimiter: Option<(String, _)>| delimiter.map(|(written, _)| written);
    out.note("delimiter", written(old), written(new), || class);
}
