//! Formats, and values that the definition allows.

use std::ops::Range;

use csp_profile::{Carrier, Text, Value};
use csp_schema::{AdmxBacking, Allowed, Format, NodeDefinition};
use lsp_types::{CompletionItem, CompletionItemKind};

use super::offer::{in_order, offer};
use crate::document::Document;

/// Every format, that of the node first.
pub(super) fn formats(
    document: &Document,
    carrier: Carrier,
    text: &Text,
    node: Option<NodeDefinition<'_>>,
) -> Vec<CompletionItem> {
    let own = node.map(|node| node.format);
    let mut formats: Vec<Format> = Format::ALL.to_vec();
    formats.sort_by_key(|format| Some(*format) != own);
    let place = text.place();
    let items = formats.into_iter().filter_map(|format| {
        let name = carrier.format_name(format)?;
        let item = offer(
            document,
            &place,
            name.clone(),
            name,
            CompletionItemKind::KEYWORD,
        );
        let is_own = Some(format) == own;
        let node = node.filter(|_| is_own);
        Some(CompletionItem {
            detail: node.map(|node| format!("what {} takes", node.name)),
            preselect: is_own.then_some(true),
            ..item
        })
    });
    in_order(items)
}

/// A value, and what it means.
struct Choice {
    label: String,
    value: String,
    meaning: String,
}

/// Where in a value.
pub(super) struct Cursor<'c> {
    pub(super) value: &'c Value,
    /// The byte of the value.
    pub(super) at: usize,
    /// The byte of the file.
    pub(super) offset: usize,
    /// Where the file ends that the value is read from.
    pub(super) end: usize,
}

/// The values that a node allows; of a list, for the element at the cursor.
pub(super) fn complete(
    document: &Document,
    carrier: Carrier,
    cursor: &Cursor<'_>,
    node: NodeDefinition<'_>,
) -> Vec<CompletionItem> {
    let (text, offset) = (&cursor.value.text, cursor.offset);
    let range = element(text.as_str(), cursor.at, node.delimiter);
    let place = match text.place_of(range.clone()) {
        place if range.is_empty() || place.start >= cursor.end => offset..offset,
        place => place.start..place.end.min(cursor.end),
    };
    let default = node.default.as_deref().unwrap_or_default();
    let items = choices(node).into_iter().filter_map(|choice| {
        let text = carrier.written(cursor.value.form, &choice.value)?;
        let is_default = choice.value == default;
        let detail = match (choice.meaning.as_str(), is_default) {
            ("", true) => Some("default".to_owned()),
            ("", false) => None,
            (meaning, true) => Some(format!("{meaning} (default)")),
            (meaning, false) => Some(meaning.to_owned()),
        };
        let kind = CompletionItemKind::ENUM_MEMBER;
        Some(CompletionItem {
            detail,
            preselect: is_default.then_some(true),
            ..offer(document, &place, choice.label, text, kind)
        })
    });
    in_order(items)
}

fn choices(node: NodeDefinition<'_>) -> Vec<Choice> {
    let choice = |value: &str, meaning: &str| Choice {
        label: value.to_owned(),
        value: value.to_owned(),
        meaning: meaning.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut choices: Vec<Choice> = match (&node.row().allowed, node.format) {
        (Allowed::Range(intervals), _) => {
            let ends = intervals
                .iter()
                .flat_map(|(low, high)| [(low, "the lowest"), (high, "the highest")]);
            ends.map(|(value, meaning)| choice(&value.to_string(), meaning))
                .collect()
        }
        (Allowed::Admx(policies), _) => {
            let enabled = choice(
                "<enabled/>",
                "with a <data id=\"..\" value=\"..\"/> for each element of the policy",
            );
            let example = policies.first().map(AdmxBacking::example);
            let enabled = Choice {
                value: example.unwrap_or_else(|| enabled.value.clone()),
                ..enabled
            };
            vec![enabled, choice("<disabled/>", "")]
        }
        (allowed, Format::Bool) if allowed.choices().is_empty() => {
            vec![choice("true", ""), choice("false", "")]
        }
        (allowed, _) => {
            let listed = allowed.choices().iter();
            listed
                .map(|listed| choice(&listed.value, &listed.description))
                .collect()
        }
    };
    // Published defaults are often none of the allowed values.
    let default = node
        .row()
        .default
        .as_deref()
        .filter(|default| !default.is_empty());
    if let Some(default) = default.filter(|default| node.check(default).is_ok()) {
        if !choices.iter().any(|choice| choice.value == default) {
            choices.insert(0, choice(default, ""));
        }
    }
    choices
}

/// The element of a list at a byte of it; of a value that is no list, all of it. What is on other lines, or is markup behind the cursor, is not
/// touched: of a value that has no end yet, it is the rest of the file.
fn element(text: &str, at: usize, delimiter: Option<char>) -> Range<usize> {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let ends = |c: char| Some(c) == delimiter || c == '\n';
    let start = before.rfind(ends).map_or(0, |end| {
        end + before
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    });
    let own = before.get(start..).unwrap_or_default();
    let start = start + own.len() - own.trim_start().len();
    let end = behind.find(|c| ends(c) || c == '<').unwrap_or(behind.len());
    let end = behind.get(..end).unwrap_or_default().trim_end().len();
    start..at + end
}
