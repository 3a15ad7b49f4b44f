//! What can stand in the payload of a policy: data for its elements, their ids, and the values that these have.

use std::ops::Range;

use csp_profile::Carrier;
use csp_schema::{AdmxData, AdmxElement, AdmxElementKind, Allowed, NodeDefinition, in_admx_quotes};
use lsp_types::{CompletionItem, CompletionItemKind};

use super::offer::{in_order, offer};
use super::value::Cursor;
use crate::document::Document;

/// Where in a payload something is written.
enum Spot<'t> {
    /// The id of a `<data>`.
    Id(Range<usize>),
    /// The value of the `<data>` with this id.
    Value(&'t str, Range<usize>),
    /// Behind an element.
    Behind,
}

/// One thing that can be written.
struct Choice {
    label: String,
    text: String,
    detail: String,
}

/// What can be written at the cursor; `None` where the value is no payload, where no element is known, or where the payload begins.
pub(super) fn complete(
    document: &Document,
    carrier: Carrier,
    cursor: &Cursor<'_>,
    node: NodeDefinition<'_>,
) -> Option<Vec<CompletionItem>> {
    let Allowed::Admx(policies) = &node.row().allowed else {
        return None;
    };
    let text = cursor.value.text.as_str();
    let elements: Vec<&AdmxElement> = policies
        .iter()
        .flat_map(|policy| policy.elements.iter().flatten())
        .collect();
    let spot = spot(text, cursor.at).filter(|_| !elements.is_empty())?;
    let (range, choices) = match spot {
        Spot::Id(range) => (range, ids(&elements, text)),
        Spot::Value(id, range) => {
            let element = elements.iter().find(|element| element.id == id)?;
            (range, values(element))
        }
        Spot::Behind => (cursor.at..cursor.at, missing(&elements, text)),
    };
    let place = match cursor.value.text.place_of(range.clone()) {
        place if range.is_empty() || place.start >= cursor.end => cursor.offset..cursor.offset,
        place => place.start..place.end.min(cursor.end),
    };
    let items = choices.into_iter().filter_map(|choice| {
        let text = carrier.written(cursor.value.form, &choice.text)?;
        let kind = CompletionItemKind::ENUM_MEMBER;
        Some(CompletionItem {
            detail: (!choice.detail.is_empty()).then_some(choice.detail),
            ..offer(document, &place, choice.label, text, kind)
        })
    });
    Some(in_order(items))
}

/// The ids that are not given yet.
fn ids(elements: &[&AdmxElement], text: &str) -> Vec<Choice> {
    let choice = |element: &&AdmxElement| Choice {
        label: element.id.to_string(),
        text: in_admx_quotes(&element.id),
        detail: element.takes(),
    };
    not_given(elements, text).iter().map(choice).collect()
}

/// Data for the elements that are not given yet: for each, and for all.
fn missing(elements: &[&AdmxElement], text: &str) -> Vec<Choice> {
    let data = |element: &&AdmxElement| {
        let id = element.id.to_string();
        let value = element.example();
        AdmxData { id, value }.to_xml()
    };
    let left = not_given(elements, text);
    let one = |element: &&AdmxElement| Choice {
        label: format!("<data id=\"{}\"", element.id),
        text: data(element),
        detail: element.takes(),
    };
    let all = Choice {
        label: "<data …/> for each element".to_owned(),
        text: left.iter().map(data).collect(),
        detail: "a device refuses a payload that lacks one".to_owned(),
    };
    let all = (left.len() > 1).then_some(all);
    all.into_iter().chain(left.iter().map(one)).collect()
}

/// The values of an element that has few.
fn values(element: &AdmxElement) -> Vec<Choice> {
    let choice = |value: &str, detail: &str| Choice {
        label: value.to_owned(),
        text: in_admx_quotes(value),
        detail: detail.trim().to_owned(),
    };
    match &element.kind {
        AdmxElementKind::Boolean => vec![choice("true", ""), choice("false", "")],
        AdmxElementKind::Enum(items) => {
            let items = items.iter();
            items
                .map(|item| choice(&item.value, &item.description))
                .collect()
        }
        AdmxElementKind::Decimal { .. } | AdmxElementKind::LongDecimal { .. } => {
            vec![choice(&element.example(), "the least")]
        }
        _ => Vec::new(),
    }
}

fn not_given<'e>(elements: &[&'e AdmxElement], text: &str) -> Vec<&'e AdmxElement> {
    let given: Vec<&str> = text
        .split('<')
        .filter_map(|tag| attribute(tag, "id"))
        .collect();
    let is_left = |element: &&&AdmxElement| !given.contains(&&*element.id);
    elements.iter().filter(is_left).copied().collect()
}

/// What is being written at a byte of a payload.
fn spot(text: &str, at: usize) -> Option<Spot<'_>> {
    let (before, behind) = text.split_at_checked(at)?;
    let from = before.rfind('<')?;
    let tag = before.get(from..)?;
    let mut quote: Option<(char, usize)> = None;
    let mut is_closed = false;
    for (nth, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some((c, nth + 1)),
            (Some((open, _)), c) if c == open => quote = None,
            (None, '>') => is_closed = true,
            _ => {}
        }
    }
    let Some((open, start)) = quote else {
        return is_closed.then_some(Spot::Behind);
    };
    let end = behind.find([open, '<', '\n']).unwrap_or(behind.len());
    let range = from + start..at + end;
    let name = tag.get(..start - 1)?.trim_end_matches(['=', ' ']);
    let name = name.rsplit(|c: char| c.is_whitespace()).next()?;
    let whole = text.get(from..)?;
    let whole = whole
        .find('>')
        .and_then(|end| whole.get(..end))
        .unwrap_or(whole);
    match name {
        "id" => Some(Spot::Id(range)),
        "value" => Some(Spot::Value(attribute(whole, "id")?, range)),
        _ => None,
    }
}

/// What an attribute of a tag says, as it is written.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.match_indices(name).find_map(|(at, _)| {
        let is_name = tag.get(..at)?.ends_with(char::is_whitespace);
        let rest = tag.get(at + name.len()..)?.trim_start();
        rest.strip_prefix('=').filter(|_| is_name)
    })?;
    let value = at.trim_start();
    let open = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(open).next()
}
