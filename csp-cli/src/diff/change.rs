//! One difference, and what it means for those who go by the old definition.

use serde::Serialize;

/// What a difference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    /// What was right may now be refused, or mean something else.
    Breaking,
    /// What was right still is, and there is more.
    Additive,
    /// Nothing on the wire is different.
    Documentation,
}

impl Class {
    pub(super) const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Documentation];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }

    /// Of something that restricts: having it is less than not having it.
    pub(super) fn of_restriction(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, true) => Self::Breaking,
            (true, false) => Self::Additive,
            _ => Self::Documentation,
        }
    }

    /// Of two sets, by whether each has all that the other has.
    pub(super) fn of_sets(new_has_all_old: bool, old_has_all_new: bool) -> Self {
        match (new_has_all_old, old_has_all_new) {
            (true, true) => Self::Documentation,
            (true, false) => Self::Additive,
            (false, _) => Self::Breaking,
        }
    }
}

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Added,
    Removed,
    Changed,
}

/// A file that only one side has.
#[derive(Debug, Serialize)]
pub(super) struct FileChange {
    pub(super) class: Class,
    pub(super) change: Kind,
    pub(super) file: String,
}

/// A node that only one side has, or a fact that differs.
#[derive(Debug, Serialize)]
pub(super) struct NodeChange {
    pub(super) class: Class,
    pub(super) change: Kind,
    /// The node, as the new side calls it unless it is removed.
    pub(super) uri: String,
    pub(super) file: String,
    pub(super) line: usize,
    /// The fact that changed; `None` for the node itself.
    #[serde(flatten)]
    pub(super) fact: Option<FactChange>,
}

/// A fact of a node that differs; `None` where a side does not state it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct FactChange {
    #[serde(skip)]
    pub(super) class: Class,
    pub(super) fact: &'static str,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// The facts of one node that differ.
#[derive(Debug, Default)]
pub(super) struct FactChanges(pub(super) Vec<FactChange>);

impl FactChanges {
    /// Notes a fact if it differs; `class` is asked only then.
    pub(super) fn note(
        &mut self,
        fact: &'static str,
        old: Option<String>,
        new: Option<String>,
        class: impl FnOnce() -> Class,
    ) {
        if old != new {
            let class = class();
            self.0.push(FactChange {
                class,
                fact,
                old,
                new,
            });
        }
    }

    /// Notes a text for people.
    pub(super) fn note_text(&mut self, fact: &'static str, old: Option<&str>, new: Option<&str>) {
        self.note(fact, old.map(str::to_owned), new.map(str::to_owned), || {
            Class::Documentation
        });
    }
}
