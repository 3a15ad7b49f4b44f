//! Finds the changes between two sets of templates.

use admx::{Policy, PolicySet, Value};

use super::change::{Change, Class, Texts, kept};
use super::element;

/// The changes, in the order of the old templates; what came is after what was there, by file.
pub(super) fn compare(old: &PolicySet, new: &PolicySet) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut texts = Texts::default();
    for policy in old.policies() {
        let file = new.file(policy.file().name());
        match file.and_then(|file| file.policy(policy.name())) {
            Some(other) => Pair {
                old: policy,
                new: other,
                texts: &mut texts,
                changes: &mut changes,
            }
            .compare(),
            None => changes.push(whole(policy, Class::Breaking, "the policy went")),
        }
    }
    for policy in new.policies() {
        let file = old.file(policy.file().name());
        if file.and_then(|file| file.policy(policy.name())).is_none() {
            changes.push(whole(policy, Class::Additive, "the policy came"));
        }
    }
    changes
}

fn whole(policy: Policy<'_>, class: Class, change: &str) -> Change {
    Change {
        class,
        file: policy.file().name().to_owned(),
        policy: policy.name().to_owned(),
        element: None,
        change: change.to_owned(),
        old: None,
        new: None,
    }
}

/// A policy that both have.
pub(super) struct Pair<'s, 'c> {
    old: Policy<'s>,
    new: Policy<'s>,
    texts: &'c mut Texts,
    changes: &'c mut Vec<Change>,
}

impl Pair<'_, '_> {
    fn compare(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.class() != new.class() {
            let is_lost = (old.class().has_machine() && !new.class().has_machine())
                || (old.class().has_user() && !new.class().has_user());
            let class = if is_lost {
                Class::Breaking
            } else {
                Class::Additive
            };
            let (old, new) = (old.class().as_str(), new.class().as_str());
            self.push(class, "the class changed", old, new);
        }
        let area = |policy: Policy<'_>| policy.category_path().join("~");
        self.breaking(
            "the categories changed, and with them the node of an ingested policy",
            &area(old),
            &area(new),
        );
        self.breaking("the registry key changed", old.key(), new.key());
        self.breaking(
            "the registry value changed",
            old.value_name().unwrap_or_default(),
            new.value_name().unwrap_or_default(),
        );
        let written = |value: Option<&Value>| {
            value.map_or_else(String::new, |value| match value {
                Value::Delete => "(deleted)".to_owned(),
                value => value.to_string(),
            })
        };
        self.breaking(
            "what is written when it is enabled changed",
            &written(old.enabled_value()),
            &written(new.enabled_value()),
        );
        self.breaking(
            "what is written when it is disabled changed",
            &written(old.disabled_value()),
            &written(new.disabled_value()),
        );
        element::compare(old, new, self.changes);
        self.documentation(
            "the name for people changed",
            old.display_name().unwrap_or_default(),
            new.display_name().unwrap_or_default(),
        );
        self.documentation(
            "the help text changed",
            old.explain_text().unwrap_or_default(),
            new.explain_text().unwrap_or_default(),
        );
        self.documentation(
            "the requirement changed",
            old.supported_on().unwrap_or_default(),
            new.supported_on().unwrap_or_default(),
        );
    }

    fn breaking(&mut self, change: &str, old: &str, new: &str) {
        if old != new {
            self.push(Class::Breaking, change, old, new);
        }
    }

    /// Of texts of the templates, which are long.
    fn documentation(&mut self, change: &str, old: &str, new: &str) {
        if self.texts.differ(old, new) {
            self.push(Class::Documentation, change, old, new);
        }
    }

    fn push(&mut self, class: Class, change: &str, old: &str, new: &str) {
        self.changes.push(Change {
            old: Some(kept(old)),
            new: Some(kept(new)),
            ..whole(self.new, class, change)
        });
    }
}
