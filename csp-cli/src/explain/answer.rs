//! What is said of something, for people and for programs.

use serde_json::{Map, Value};

/// What is said of something.
pub(crate) struct Answer {
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) details: Map<String, Value>,
}

impl Answer {
    /// What people read.
    pub(super) fn text(&self) -> &str {
        self.text.trim_end()
    }

    /// One object: what kind of thing it was, the text, and the details.
    pub(crate) fn json(mut self) -> Value {
        let text = self.text().into();
        self.details.insert("kind".to_owned(), self.kind.into());
        self.details.insert("text".to_owned(), text);
        Value::Object(self.details)
    }
}
