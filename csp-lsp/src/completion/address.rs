//! The segments of a LocURI.

use std::ops::Range;

use csp_profile::Text;
use csp_profile::lint::{Below, Definitions};
use csp_schema::Verb;
use csp_schema::uri::encode_segment;
use lsp_types::{CompletionItem, CompletionItemKind, CompletionItemTag};

use super::about::About;
use super::offer::{offer, snippet};
use crate::document::Document;

/// Where in a LocURI, and what for.
pub(super) struct Cursor<'c> {
    pub(super) text: &'c Text,
    /// The byte of the text.
    pub(super) at: usize,
    /// The byte of the file.
    pub(super) offset: usize,
    pub(super) verb: &'c str,
    pub(super) has_verb: bool,
}

/// The names that can stand at the segment of the cursor: those of nodes that the verb can be for, or have such below them.
pub(super) fn complete(
    document: &Document,
    definitions: &Definitions,
    cursor: &Cursor<'_>,
    has_snippets: bool,
) -> Vec<CompletionItem> {
    let text = cursor.text.as_str();
    let segment = segment(text, cursor.at);
    let above = text.get(..segment.start).unwrap_or_default();
    let above = above.strip_prefix("./").unwrap_or(above);
    let above: Vec<&str> = above
        .split(['/', '\\'])
        .filter(|name| !name.is_empty())
        .collect();
    let place = if segment.is_empty() {
        // An empty part of a text has no place of its own behind an escape.
        cursor.offset..cursor.offset
    } else {
        cursor.text.place_of(segment.clone())
    };
    // What begins the address begins with the root, too.
    let root = if segment.start == 0 { "./" } else { "" };
    let mut below = definitions.below(&above);
    let verbs = match (cursor.has_verb, Verb::parse(cursor.verb)) {
        (true, Some(verb)) => vec![verb],
        (true, None) => Vec::new(),
        (false, _) => vec![Verb::Add, Verb::Replace],
    };
    let fits = |below: &Below<'_>| verbs.iter().any(|verb| below.verbs.contains(*verb));
    if below.iter().any(fits) {
        below.retain(fits);
    }
    let is_named = !below.iter().any(|below| below.is_given);
    let items = below.iter().map(|below| {
        let item = item(document, below, &place, root, has_snippets);
        // A slash takes a name and goes on, unless it can be any name.
        let goes_on = is_named && below.node.is_none_or(|node| !node.is_leaf());
        CompletionItem {
            commit_characters: goes_on.then(|| vec!["/".to_owned()]),
            ..item
        }
    });
    items.collect()
}

fn item(
    document: &Document,
    below: &Below<'_>,
    place: &Range<usize>,
    root: &str,
    has_snippets: bool,
) -> CompletionItem {
    let kind = match below.node {
        Some(node) if node.is_leaf() => CompletionItemKind::VALUE,
        _ => CompletionItemKind::FOLDER,
    };
    let item = match (below.is_given, has_snippets) {
        (false, _) => {
            let text = format!("{root}{}", encode_segment(below.name));
            offer(document, place, text.clone(), text, kind)
        }
        (true, true) => {
            let name = below.name.replace(['$', '}', '\\'], "");
            let label = format!("{{{}}}", below.name);
            snippet(offer(
                document,
                place,
                label,
                format!("${{1:{name}}}"),
                kind,
            ))
        }
        (true, false) => offer(
            document,
            place,
            format!("{{{}}}", below.name),
            below.name,
            kind,
        ),
    };
    let Some(node) = below.node else {
        return item;
    };
    let about = About {
        file: document.uri.as_str().to_owned(),
        node: node.uri(),
    };
    CompletionItem {
        detail: Some(format!("{} ({})", node.format.as_str(), node.access())),
        tags: node
            .deprecated()
            .map(|_| vec![CompletionItemTag::DEPRECATED]),
        data: serde_json::to_value(about).ok(),
        ..item
    }
}

/// The segment of an address at a byte of it. White space ends it: what follows on another line is no part of an address.
fn segment(text: &str, at: usize) -> Range<usize> {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    let ends = |c: char| matches!(c, '/' | '\\' | '?') || c.is_whitespace();
    start..at + behind.find(ends).unwrap_or(behind.len())
}
