//! What the editor can do, as far as answers depend on it.

use lsp_types::{ClientCapabilities, MarkupKind, PositionEncodingKind};

use crate::lines::Encoding;

/// What the editor can do.
#[derive(Clone, Copy, Default)]
pub(crate) struct Client {
    pub(crate) encoding: Encoding,
    /// Whether it takes snippets, with places to fill in.
    pub(crate) has_snippets: bool,
    pub(crate) has_markdown: bool,
    /// Whether it tells of changed files when it is asked to.
    pub(crate) watches_files: bool,
}

impl Client {
    pub(crate) fn new(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let has_utf8 = encodings
            .unwrap_or_default()
            .contains(&PositionEncodingKind::UTF8);
        let documents = capabilities.text_document.as_ref();
        let hover = documents.and_then(|documents| documents.hover.as_ref());
        let formats = hover.and_then(|hover| hover.content_format.as_deref());
        let item = documents
            .and_then(|documents| documents.completion.as_ref()?.completion_item.as_ref())
            .and_then(|item| item.snippet_support);
        let watched = capabilities
            .workspace
            .as_ref()
            .and_then(|workspace| workspace.did_change_watched_files.as_ref())
            .and_then(|watched| watched.dynamic_registration);
        Self {
            encoding: if has_utf8 {
                Encoding::Utf8
            } else {
                Encoding::Utf16
            },
            has_snippets: item == Some(true),
            has_markdown: formats.unwrap_or_default().contains(&MarkupKind::Markdown),
            watches_files: watched == Some(true),
        }
    }
}
