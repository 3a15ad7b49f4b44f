//! What is wrong somewhere in a profile, and what to write instead.

use std::fmt;
use std::str::FromStr;

use crate::position::Position;
use crate::text::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// It may not do what is meant, or not everywhere.
    Warning,
    /// It fails.
    Error,
}

impl Level {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|level| level.name() == name)
            .ok_or_else(|| format!("`{name}` is no level: error, warning, info"))
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of its rule.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, in one line.
    pub message: String,
    /// Where: bytes of the file, in its UTF-8 form.
    pub place: Place,
    /// Where it begins.
    pub start: Position,
    /// Behind its last character.
    pub end: Position,
    /// What to write there, in a few words; empty where nobody knows.
    pub label: String,
    /// The LocURI that it is about.
    pub uri: Option<String>,
    /// The facts that it rests on, and what Windows would answer.
    pub notes: Vec<String>,
    /// How it is mended.
    pub fix: Option<Fix>,
    /// The same for the same mistake, wherever it moves to in the file.
    pub fingerprint: String,
}

/// A change of the file that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether the values that devices get stay the same, or there is no other form that the definition permits.
    pub is_safe: bool,
    /// What is changed, in the order of the file; no two overlap.
    pub edits: Vec<Edit>,
}

/// Bytes that are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes; an empty range is where something is inserted.
    pub place: Place,
    /// What stands there then.
    pub text: String,
}

impl Edit {
    /// A change of these bytes.
    pub fn new(place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { place, text }
    }
}

impl Finding {
    /// What is wrong, and what to write instead, in one line.
    pub fn sentence(&self) -> String {
        if self.label.is_empty() {
            self.message.clone()
        } else {
            format!("{}: {}", self.message, self.label)
        }
    }

    /// What to write there, in a few words.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// A fact that it rests on, or what Windows would answer.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Another level than that of its rule. What the user sets for the rule goes before it.
    pub fn level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }

    /// A fix that changes no value, or to the only form that the definition permits.
    pub fn fix(&mut self, edits: impl IntoIterator<Item = Edit>) -> &mut Self {
        self.put_fix(true, edits)
    }

    /// A fix that somebody has to look at.
    pub fn unsafe_fix(&mut self, edits: impl IntoIterator<Item = Edit>) -> &mut Self {
        self.put_fix(false, edits)
    }

    fn put_fix(&mut self, is_safe: bool, edits: impl IntoIterator<Item = Edit>) -> &mut Self {
        let mut edits: Vec<Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.place.start);
        self.fix = (!edits.is_empty()).then_some(Fix { is_safe, edits });
        self
    }
}
