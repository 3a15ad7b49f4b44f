//! Something that a file names, and where it does.

use std::ops::Range;

/// A name of something else, as it is written: `windows:System`, `$(string.Title)`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// The name, as it is written.
    pub text: String,
    /// The bytes of it in the text of its file.
    pub span: Range<usize>,
}

impl Reference {
    /// What `$(table.id)` names in `table`; `None` for any other text.
    pub(crate) fn id(&self, table: &str) -> Option<&str> {
        let inner = self.text.trim().strip_prefix("$(")?.strip_suffix(')')?;
        let (found, id) = inner.split_once('.')?;
        (found.trim().eq_ignore_ascii_case(table)).then_some(id.trim())
    }

    /// The prefix and the name of `prefix:name`, or no prefix.
    pub fn split(&self) -> (Option<&str>, &str) {
        match self.text.split_once(':') {
            Some((prefix, name)) => (Some(prefix.trim()), name.trim()),
            None => (None, self.text.trim()),
        }
    }
}
