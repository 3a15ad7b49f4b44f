//! One difference, and what it means for those who go by the old definition.

use std::collections::BTreeSet;

use serde::Serialize;

/// What a difference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// What was right may now be refused, or mean something else.
    Breaking,
    /// What was right still is, and there is more.
    Additive,
    /// Nothing on the wire is different.
    Documentation,
}

impl Class {
    /// Every class, what matters more first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Documentation];

    /// The name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }

    /// Of something that restricts: having it is less than not having it.
    pub(crate) fn of_restriction(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, true) => Self::Breaking,
            (true, false) => Self::Additive,
            _ => Self::Documentation,
        }
    }

    /// Of two sets, by whether each has all that the other has.
    pub(crate) fn of_sets(new_has_all_old: bool, old_has_all_new: bool) -> Self {
        match (new_has_all_old, old_has_all_new) {
            (true, true) => Self::Documentation,
            (true, false) => Self::Additive,
            (false, _) => Self::Breaking,
        }
    }

    /// Of two lists whose order does not matter.
    pub(crate) fn of_lists<T: Ord>(old: &[T], new: &[T]) -> Self {
        let (old, new): (BTreeSet<&T>, BTreeSet<&T>) = (old.iter().collect(), new.iter().collect());
        Self::of_sets(old.is_subset(&new), new.is_subset(&old))
    }
}

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One side alone has it: the new one.
    Added,
    /// One side alone has it: the old one.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

impl Kind {
    /// The name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A file that only one side has.
#[derive(Debug, Serialize)]
pub struct FileChange {
    /// What it means.
    pub class: Class,
    /// What happened.
    pub change: Kind,
    /// Its name, without its folder.
    pub file: String,
}

/// A node that only one side has, or a fact that differs.
#[derive(Debug, Serialize)]
pub struct NodeChange {
    /// What it means.
    pub class: Class,
    /// What happened.
    pub change: Kind,
    /// The node, as the new side calls it unless it is removed.
    pub uri: String,
    /// The file that it stands in.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// The root of its tree, as the new side calls it unless it is removed.
    pub csp: String,
    /// How many segments of the URI are above its own.
    #[serde(skip)]
    pub depth: usize,
    /// How many bytes of the URI are the root's.
    #[serde(skip)]
    pub root_length: usize,
    /// Of a node that came or went: the place among all changes of the topmost node that did so with it.
    #[serde(skip)]
    pub top: Option<usize>,
    /// The fact that changed; `None` for the node itself.
    #[serde(flatten)]
    pub fact: Option<FactChange>,
}

impl NodeChange {
    /// The node's path below the root; `None` for the root.
    pub fn below(&self) -> Option<&str> {
        self.uri.get(self.root_length..)?.strip_prefix('/')
    }
}

/// A fact of a node that differs; `None` where a side does not state it.
#[derive(Debug, Serialize)]
pub struct FactChange {
    /// What it means.
    #[serde(skip)]
    pub class: Class,
    /// The key of the fact, as `csp tree` has it.
    pub fact: &'static str,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// How it differs.
    #[serde(skip)]
    pub edit: Edit,
}

/// How a fact differs. The same edit may be made to facts that are not the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// It is what it is now instead of what it was.
    Whole,
    /// A list lost these elements and got those.
    Elements {
        /// What it lost.
        removed: Vec<String>,
        /// What it got.
        added: Vec<String>,
    },
    /// Two allowed values have each other's description.
    Exchanged(String, String),
    /// An allowed value has the description that another one had.
    Moved {
        /// The value that has it.
        to: String,
        /// The one that had it.
        from: String,
    },
}

/// The facts of one node that differ.
#[derive(Debug, Default)]
pub(crate) struct FactChanges(pub(crate) Vec<FactChange>);

impl FactChanges {
    /// Notes a fact if it differs; `class` is asked only then.
    pub(crate) fn note(
        &mut self,
        fact: &'static str,
        old: Option<String>,
        new: Option<String>,
        class: impl FnOnce() -> Class,
    ) {
        self.note_edit(fact, old, new, class, |_, _| Edit::Whole);
    }

    /// Notes a text for people.
    pub(crate) fn note_text(&mut self, fact: &'static str, old: Option<&str>, new: Option<&str>) {
        self.note(fact, old.map(str::to_owned), new.map(str::to_owned), || {
            Class::Documentation
        });
    }

    /// Notes a list whose order does not matter, with what stands between its elements.
    pub(crate) fn note_list(
        &mut self,
        fact: &'static str,
        separator: char,
        old: Option<String>,
        new: Option<String>,
        class: impl FnOnce() -> Class,
    ) {
        self.note_edit(fact, old, new, class, |old, new| {
            elements(separator, old, new)
        });
    }

    /// Notes an edit of descriptions that gives values another meaning.
    pub(crate) fn note_meaning(
        &mut self,
        fact: &'static str,
        old: String,
        new: String,
        edit: Edit,
    ) {
        self.note_edit(fact, Some(old), Some(new), || Class::Breaking, |_, _| edit);
    }

    fn note_edit(
        &mut self,
        fact: &'static str,
        old: Option<String>,
        new: Option<String>,
        class: impl FnOnce() -> Class,
        edit: impl FnOnce(Option<&str>, Option<&str>) -> Edit,
    ) {
        if old != new {
            let edit = edit(old.as_deref(), new.as_deref());
            self.0.push(FactChange {
                class: class(),
                fact,
                old,
                new,
                edit,
            });
        }
    }
}

/// What a list lost and got, if anything of it stayed; else it is another one as a whole.
fn elements(separator: char, old: Option<&str>, new: Option<&str>) -> Edit {
    let (Some(old), Some(new)) = (old, new) else {
        return Edit::Whole;
    };
    let all = |list: &str| -> BTreeSet<String> {
        let elements = list.split(separator).map(str::trim);
        elements
            .filter(|element| !element.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (old, new) = (all(old), all(new));
    if old.is_disjoint(&new) || old == new {
        return Edit::Whole;
    }
    Edit::Elements {
        removed: old.difference(&new).cloned().collect(),
        added: new.difference(&old).cloned().collect(),
    }
}
