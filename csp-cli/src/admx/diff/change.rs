//! One change of a policy, and what it does to profiles.

use std::collections::BTreeMap;

use serde::Serialize;

/// What a change does to a profile that was made for the old templates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    Breaking,
    Additive,
    Documentation,
}

impl Class {
    pub(super) const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Documentation];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }
}

/// A change.
#[derive(Serialize)]
pub(super) struct Change {
    pub(super) class: Class,
    pub(super) file: String,
    pub(super) policy: String,
    /// The id of the element, where it is one of an element.
    pub(super) element: Option<String>,
    /// What changed, in words that do not name the policy.
    pub(super) change: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Change {
    /// The change as one line without the policy: what is the same of many is one edit.
    pub(super) fn line(&self) -> String {
        let element = self.element.as_ref();
        let element = element.map_or_else(String::new, |id| format!("element {id}: "));
        let values = match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!(" from {} to {}", cut(old), cut(new)),
            (Some(value), None) | (None, Some(value)) => format!(" {}", cut(value)),
            (None, None) => String::new(),
        };
        format!("{element}{}{values}", self.change)
    }
}

/// A value in one line, as long as people read.
fn cut(value: &str) -> String {
    const MOST: usize = 80;
    // No more words than that can be shown.
    let words: Vec<&str> = value.split_whitespace().take(MOST + 1).collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST) {
        None => format!("`{line}`"),
        Some((at, _)) => format!("`{}...`", line.get(..at).unwrap_or_default()),
    }
}

/// A value as changes keep it: many policies may have one long text.
pub(super) fn kept(value: &str) -> String {
    const MOST: usize = 16 << 10;
    match value.char_indices().nth(MOST) {
        None => value.to_owned(),
        Some((at, _)) => format!("{}...", value.get(..at).unwrap_or_default()),
    }
}

/// Which pairs of texts of templates differ, each pair compared once: many policies may have one.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<[usize; 4], bool>);

impl Texts {
    pub(super) fn differ(&mut self, old: &str, new: &str) -> bool {
        let key = [
            old.as_ptr().addr(),
            old.len(),
            new.as_ptr().addr(),
            new.len(),
        ];
        // The texts of the templates stay where they are; others are short.
        if old.len() == new.len() && old.len() > 1024 {
            *self.0.entry(key).or_insert_with(|| old != new)
        } else {
            old != new
        }
    }
}
