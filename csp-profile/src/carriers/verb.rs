//! The verb that an element or a column names.

use syncml::Verb;

/// The elements that stand in a profile's body.
pub(super) const VERBS: &[&str] = &[
    "Add", "Alert", "Atomic", "Copy", "Delete", "Exec", "Get", "Replace", "Results", "Sequence",
    "Status", "Item",
];

/// The verb of a name, also in another case; `true` when it is that.
pub(super) fn verb_of(name: &str) -> (Verb<'static>, bool) {
    let known = VERBS
        .iter()
        .find(|verb| verb.eq_ignore_ascii_case(name) && **verb != "Item");
    match known {
        Some(verb) => (Verb::from_name(*verb), *verb != name),
        None => (Verb::from_name(name.to_owned()), false),
    }
}
