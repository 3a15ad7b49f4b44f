//! Whether two payloads set a policy to the same.

use super::element::AdmxElementKind;
use super::index::Index;
use super::payload::{ADMX_JOINT, AdmxEntry, parse_admx};
use crate::{AdmxBacking, parse_bool};

/// What counts in a payload: whether it enables, and then its data by folded ids.
type Content = (bool, Vec<(String, String)>);

/// Whether two texts set one of these policies to the same; `None` where one of them is no payload.
///
/// White space between elements, the order of data, the letter case of element names and ids, and the data of a disabled policy do not count; nor,
/// where the elements are known, how a boolean or a number is spelled and in which order a list has its pairs.
pub fn same_admx(policies: &[AdmxBacking], one: &str, other: &str) -> Option<bool> {
    let known = policies
        .iter()
        .find_map(|policy| policy.elements.as_deref());
    let index = Index::of(known.unwrap_or_default());
    Some(content(&index, one)? == content(&index, other)?)
}

fn content(index: &Index<'_>, text: &str) -> Option<Content> {
    let payload = parse_admx(text).ok()?;
    if !payload.is_enabled {
        return Some((false, Vec::new()));
    }
    let pair = |entry: AdmxEntry| {
        let element = index.find(&entry.data.id);
        let kind = element.map(|(_, element)| &element.kind);
        (entry.data.id.to_lowercase(), plain(kind, entry.data.value))
    };
    let mut data: Vec<(String, String)> = payload.entries.into_iter().map(pair).collect();
    data.sort();
    Some((true, data))
}

/// A value in the one form of those that stand for the same.
fn plain(kind: Option<&AdmxElementKind>, value: String) -> String {
    match kind {
        Some(AdmxElementKind::Boolean) => match parse_bool(&value) {
            Some(is_on) => is_on.to_string(),
            None => value,
        },
        Some(AdmxElementKind::Decimal { .. } | AdmxElementKind::LongDecimal { .. }) => {
            match value.parse::<u64>() {
                Ok(number) => number.to_string(),
                Err(_) => value,
            }
        }
        Some(AdmxElementKind::List { .. }) => {
            let parts: Vec<&str> = value.split(ADMX_JOINT).collect();
            let mut pairs: Vec<String> = parts
                .chunks(2)
                .map(|pair| pair.join(&ADMX_JOINT.to_string()))
                .collect();
            pairs.sort();
            pairs.join(&ADMX_JOINT.to_string())
        }
        _ => value,
    }
}
