//! One change of a policy, and what it does to profiles.

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
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        None => format!("`{line}`"),
        Some((at, _)) => format!("`{}...`", line.get(..at).unwrap_or_default()),
    }
}
