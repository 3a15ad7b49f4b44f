//! A file that is open in the editor.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;

use admx::Policy;
use csp_profile::cursor::{Spot, closed};
use csp_profile::lint::{Definitions, Finding};
use csp_profile::{Carrier, Profile};
use csp_schema::NodeDefinition;
use lsp_types::{Position, Range as Span, TextDocumentContentChangeEvent, TextEdit, Uri};

use crate::checks::Checks;
use crate::lines::{Encoding, Lines};
use crate::uri;

/// A file that is open.
pub(crate) struct Document {
    pub(crate) uri: Uri,
    pub(crate) path: Option<PathBuf>,
    pub(crate) version: i32,
    pub(crate) text: String,
    /// What it is checked by; `None` where that cannot be read.
    pub(crate) checks: Option<Rc<Checks>>,
    /// What is wrong with this text; `None` where nobody has looked yet.
    pub(crate) findings: Option<Vec<Finding>>,
    /// Whether the editor knows them.
    pub(crate) is_told: bool,
    lines: Lines,
    profile: OnceCell<Option<Profile>>,
}

impl Document {
    pub(crate) fn new(uri: Uri, version: i32, text: String, encoding: Encoding) -> Self {
        Self {
            path: uri::to_path(&uri),
            uri,
            version,
            lines: Lines::new(&text, encoding),
            text,
            checks: None,
            findings: None,
            is_told: false,
            profile: OnceCell::new(),
        }
    }

    /// Makes changes, each on what those before it made.
    pub(crate) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            let Some(Span { start, end }) = change.range else {
                self.text = change.text;
                self.lines.cut(0);
                continue;
            };
            let start = self.lines.offset_in_change(&self.text, start);
            let end = self.lines.offset_in_change(&self.text, end);
            let range = start.min(end)..start.max(end);
            self.lines.cut(range.start);
            self.text.replace_range(range, &change.text);
        }
        self.lines.scan(&self.text);
        self.profile = OnceCell::new();
        self.forget();
    }

    /// Forgets what was found.
    pub(crate) fn forget(&mut self) {
        self.findings = None;
        self.is_told = false;
    }

    /// What it is written in; `None` for a file that is no profile.
    pub(crate) fn carrier(&self) -> Option<Carrier> {
        Carrier::detect_among_others(&self.text)
    }

    /// What it says; `None` where it cannot be read.
    pub(crate) fn profile(&self) -> Option<&Profile> {
        let read = || Profile::read(&self.name(), self.text.as_bytes(), Some(self.carrier()?)).ok();
        self.profile.get_or_init(read).as_ref()
    }

    /// What stands at a byte, and how far the text goes that says it: where the file does not show it, what stands before the byte may.
    pub(crate) fn with_spot<T>(
        &self,
        offset: usize,
        tell: impl Fn(&Spot<'_>, usize) -> Option<T>,
    ) -> Option<T> {
        let whole = self.profile().and_then(|profile| profile.spot(offset));
        if let Some(spot) = whole {
            return tell(&spot, self.text.len());
        }
        let text = closed(self.text.get(..offset)?)?;
        let carrier = self
            .carrier()
            .or_else(|| Carrier::detect_among_others(&text))?;
        let profile = Profile::read(&self.name(), text.as_bytes(), Some(carrier)).ok()?;
        tell(&profile.spot(offset)?, offset)
    }

    /// The definitions that it is checked by.
    pub(crate) fn definitions(&self) -> Option<&Definitions> {
        Some(&self.checks.as_ref()?.linter.definitions)
    }

    /// The policy behind a node, in the templates beside the definitions.
    pub(crate) fn policy(&self, node: NodeDefinition<'_>) -> Option<Policy<'_>> {
        csp_explain::policy::of(node, &self.checks.as_ref()?.linter.templates)
    }

    /// What it is called where it is spoken of.
    pub(crate) fn name(&self) -> String {
        let path = self.path.as_ref().map(|path| path.display().to_string());
        path.unwrap_or_else(|| self.uri.as_str().to_owned())
    }

    pub(crate) fn offset(&self, position: Position) -> usize {
        self.lines.offset(&self.text, position)
    }

    /// The bytes between two positions, in whatever order they are.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        start.min(end)..start.max(end)
    }

    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        self.lines.span(&self.text, range)
    }

    /// The change of these bytes to a text.
    pub(crate) fn edit(&self, range: &Range<usize>, text: impl Into<String>) -> TextEdit {
        TextEdit::new(self.span(range), text.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn document(text: &str) -> Document {
        let uri = "untitled:x".parse().unwrap();
        Document::new(uri, 1, text.to_owned(), Encoding::Utf16)
    }

    proptest! {
        /// After any changes, lines and characters are those of the text.
        #[test]
        fn changes_leave_the_lines_of_the_text(
            text in "[a\r\né𝄞]{0,40}",
            changes in prop::collection::vec((0u32..8, 0u32..9, 0u32..8, 0u32..9, "[b\r\n𝄞]{0,5}"), 0..6),
        ) {
            let mut changed = document(&text);
            let changes = changes.into_iter().map(|(line, from, last, to, text)| {
                let range = Span::new(Position::new(line, from), Position::new(last, to));
                TextDocumentContentChangeEvent { range: Some(range), range_length: None, text }
            });
            // Each by itself is what all at once are.
            let mut one_by_one = document(&text);
            for change in changes.clone() {
                one_by_one.change(vec![change]);
            }
            changed.change(changes.collect());
            prop_assert_eq!(&changed.text, &one_by_one.text);
            let fresh = document(&changed.text);
            for (at, _) in changed.text.char_indices() {
                prop_assert_eq!(changed.span(&(at..at)), fresh.span(&(at..at)));
            }
        }
    }
}
