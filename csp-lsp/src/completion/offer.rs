//! One thing that can be written.

use std::ops::Range;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, InsertTextFormat};

use crate::document::Document;

/// An item that puts a text in the place of a range.
pub(super) fn offer(
    document: &Document,
    range: &Range<usize>,
    label: impl Into<String>,
    text: impl Into<String>,
    kind: CompletionItemKind,
) -> CompletionItem {
    CompletionItem {
        label: label.into(),
        kind: Some(kind),
        text_edit: Some(CompletionTextEdit::Edit(document.edit(range, text))),
        ..CompletionItem::default()
    }
}

/// The same with places to fill in.
pub(super) fn snippet(item: CompletionItem) -> CompletionItem {
    CompletionItem {
        insert_text_format: Some(InsertTextFormat::SNIPPET),
        ..item
    }
}

/// Items in the order in which they are given, which editors would change to that of their labels.
pub(super) fn in_order(items: impl Iterator<Item = CompletionItem>) -> Vec<CompletionItem> {
    let ordered = items.enumerate().map(|(nth, item)| CompletionItem {
        sort_text: Some(format!("{nth:04}")),
        ..item
    });
    ordered.collect()
}
