//! Finds the changes of a policy's elements.

use std::collections::{BTreeMap, BTreeSet};

use admx::{Element, ElementKind, Policy};

use super::change::{Change, Class, kept};

/// Adds the changes of the elements of a policy.
pub(super) fn compare(old: Policy<'_>, new: Policy<'_>, changes: &mut Vec<Change>) {
    let olds: BTreeSet<&str> = old.elements().map(|e| e.id()).collect();
    let news: BTreeMap<&str, Element<'_>> = new.elements().map(|e| (e.id(), e)).collect();
    let mut found = Found {
        policy: new,
        changes,
    };
    for element in old.elements() {
        match news.get(element.id()) {
            Some(other) => found.pair(element, *other),
            None => found.push(element.id(), Class::Breaking, "it went", None, None),
        }
    }
    for element in new.elements() {
        if !olds.contains(element.id()) {
            let change = "it came, and devices refuse payloads without it";
            found.push(element.id(), Class::Breaking, change, None, None);
        }
    }
}

struct Found<'s, 'c> {
    policy: Policy<'s>,
    changes: &'c mut Vec<Change>,
}

impl Found<'_, '_> {
    fn push(
        &mut self,
        id: &str,
        class: Class,
        change: &str,
        old: Option<String>,
        new: Option<String>,
    ) {
        self.changes.push(Change {
            class,
            file: self.policy.file().name().to_owned(),
            policy: self.policy.name().to_owned(),
            element: Some(id.to_owned()),
            change: change.to_owned(),
            old,
            new,
        });
    }

    fn pair(&mut self, old: Element<'_>, new: Element<'_>) {
        let id = new.id();
        let (old_kind, new_kind) = (old.kind().as_str(), new.kind().as_str());
        if old_kind != new_kind {
            let (old, new) = (Some(old_kind.to_owned()), Some(new_kind.to_owned()));
            return self.push(id, Class::Breaking, "the kind changed", old, new);
        }
        match (old.required(), new.required()) {
            (false, true) => {
                self.push(
                    id,
                    Class::Breaking,
                    "an empty value is refused now",
                    None,
                    None,
                );
            }
            (true, false) => self.push(id, Class::Additive, "it may be empty now", None, None),
            _ => {}
        }
        for ((what, old), (_, new)) in limits(old).into_iter().zip(limits(new)) {
            // Of a least number, more is narrower; of all others less.
            let is_narrower = if what == "the least number" {
                new > old
            } else {
                new < old
            };
            if old != new {
                let class = if is_narrower {
                    Class::Breaking
                } else {
                    Class::Additive
                };
                let change = format!("{what} changed");
                self.push(
                    id,
                    class,
                    &change,
                    Some(old.to_string()),
                    Some(new.to_string()),
                );
            }
        }
        let place = |element: Element<'_>| {
            let name = element.value_name().unwrap_or_default();
            format!("{}\\{name}", element.key())
        };
        if place(old) != place(new) {
            let change = "the registry value changed";
            self.push(
                id,
                Class::Breaking,
                change,
                Some(place(old)),
                Some(place(new)),
            );
        }
        self.choices(old, new);
        if old.label() != new.label() {
            let text = |label: Option<&str>| Some(kept(label.unwrap_or_default()));
            let (old, new) = (text(old.label()), text(new.label()));
            self.push(id, Class::Documentation, "the label changed", old, new);
        }
    }

    fn choices(&mut self, old: Element<'_>, new: Element<'_>) {
        let names = |element: Element<'_>| -> Vec<(String, String)> {
            let choices = element.choices();
            choices
                .map(|choice| {
                    let name = choice.display_name().unwrap_or_default();
                    (choice.value().to_string(), name.to_owned())
                })
                .collect()
        };
        let (olds, news) = (names(old), names(new));
        let old_names: BTreeMap<&str, &str> = pairs(&olds);
        let new_names: BTreeMap<&str, &str> = pairs(&news);
        for (value, name) in &olds {
            match new_names.get(value.as_str()) {
                None => {
                    let change = "a choice went:";
                    self.push(new.id(), Class::Breaking, change, Some(value.clone()), None);
                }
                Some(other) if other != name => {
                    let change = format!("the name of the choice {value} changed");
                    let (before, after) = (Some(name.clone()), Some((*other).to_owned()));
                    self.push(new.id(), Class::Documentation, &change, before, after);
                }
                Some(_) => {}
            }
        }
        for (value, _) in &news {
            if !old_names.contains_key(value.as_str()) {
                let change = "a choice came:";
                self.push(new.id(), Class::Additive, change, None, Some(value.clone()));
            }
        }
    }
}

fn pairs(names: &[(String, String)]) -> BTreeMap<&str, &str> {
    let names = names.iter().rev();
    names
        .map(|(value, name)| (value.as_str(), name.as_str()))
        .collect()
}

/// The limits of an element that a device may compare with.
fn limits(element: Element<'_>) -> Vec<(&'static str, u64)> {
    match element.kind() {
        ElementKind::Decimal(limits) | ElementKind::LongDecimal(limits) => vec![
            ("the least number", limits.min()),
            ("the greatest number", limits.max()),
        ],
        ElementKind::Text(text) => vec![("the greatest length", text.max_length())],
        ElementKind::MultiText(text) => vec![
            ("the greatest length", text.max_length()),
            (
                "the greatest count",
                text.max_strings
                    .filter(|most| *most > 0)
                    .unwrap_or(u64::MAX),
            ),
        ],
        _ => Vec::new(),
    }
}
