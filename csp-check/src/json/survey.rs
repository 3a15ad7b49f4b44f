//! Looks over a JSON schema before it is compiled, so that work with it stays in proportion to it.
//!
//! A schema that refers to itself may be followed for ever, and one whose parts refer to others twice and twice again for longer than anybody waits.

use std::collections::BTreeMap;

use serde_json::Value;

/// How many values a schema has once what it refers to is written out.
const MAX_EXPANDED: usize = 20_000;

/// How deep it then nests.
const MAX_DEPTH: usize = 256;

/// Looks over a schema; says why it is not evaluated.
pub(super) fn survey(schema: &Value) -> Result<(), String> {
    let mut known = BTreeMap::new();
    match size(schema, schema, 0, &mut known)? {
        size if size > MAX_EXPANDED => Err(format!(
            "it has more than {MAX_EXPANDED} values where what it refers to is written out"
        )),
        _ => Ok(()),
    }
}

/// How many values there are, those referred to included. `known` has the sizes of what is referred to, by their pointers; none while one is found.
fn size<'a>(
    root: &'a Value,
    value: &'a Value,
    depth: usize,
    known: &mut BTreeMap<&'a str, Option<usize>>,
) -> Result<usize, String> {
    if depth > MAX_DEPTH {
        return Err(format!("it nests deeper than {MAX_DEPTH}"));
    }
    let mut sum = 1_usize;
    let mut add = |size: usize| sum = sum.saturating_add(size);
    match value {
        Value::Array(values) => {
            for value in values {
                add(size(root, value, depth + 1, known)?);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("$ref", Value::String(to)) => {
                        add(referred(root, to, depth, known)?);
                    }
                    ("$dynamicRef" | "$recursiveRef", Value::String(to)) => {
                        return Err(format!("it refers to `{to}`, which depends on who asks"));
                    }
                    ("$id" | "id", Value::String(_)) if depth > 0 => {
                        return Err("it has another schema inside of it".to_owned());
                    }
                    _ => add(size(root, value, depth + 1, known)?),
                }
            }
        }
        _ => {}
    }
    Ok(sum)
}

fn referred<'a>(
    root: &'a Value,
    to: &'a str,
    depth: usize,
    known: &mut BTreeMap<&'a str, Option<usize>>,
) -> Result<usize, String> {
    match known.get(to) {
        Some(Some(size)) => return Ok(*size),
        Some(None) => return Err(format!("it refers to itself, by `{to}`")),
        None => {}
    }
    let target = to
        .strip_prefix('#')
        .and_then(|pointer| root.pointer(pointer));
    let Some(target) = target else {
        return Err(format!("it refers to `{to}`, which is not in it"));
    };
    known.insert(to, None);
    let size = size(root, target, depth + 1, known)?;
    known.insert(to, Some(size));
    Ok(size)
}
