//! Compares the groups of dependencies of a node on others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ddf::{Dependency, DependencyGroup};

use super::constraint;
use crate::change::{Class, FactChanges};

/// A group that is new restricts; one that is gone no longer does. A group that also changes the allowed values does both.
pub(crate) fn compare(out: &mut FactChanges, old: &[DependencyGroup], new: &[DependencyGroup]) {
    let rule = |group: &DependencyGroup| {
        let mut text: Vec<String> = group.dependencies().iter().map(dependency).collect();
        if let Some(allowed) = group.changed_allowed_values() {
            text.push(format!("then {}", constraint::summary(allowed)));
        }
        text.join(", ")
    };
    let labelled = |groups: &[DependencyGroup]| -> Vec<(String, String)> {
        let label = |group: &DependencyGroup, rule: &str| match group.friendly_id() {
            Some(id) => format!("{id}: {rule}"),
            None => rule.to_owned(),
        };
        let rules = groups.iter().map(|group| (group, rule(group)));
        rules
            .map(|(group, rule)| (label(group, &rule), rule))
            .collect()
    };
    let (old_labels, new_labels) = (labelled(old), labelled(new));
    let known = |labels: &[(String, String)]| -> BTreeSet<String> {
        labels.iter().map(|(label, _)| label.clone()).collect()
    };
    let (was, is) = (known(&old_labels), known(&new_labels));
    // Where they stand, by their rules: one that is there under another name is renamed.
    let mut gone: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (at, (label, rule)) in old_labels.iter().enumerate() {
        if !is.contains(label) {
            gone.entry(rule).or_default().push_back(at);
        }
    }
    let mut renamed = BTreeSet::new();
    for (label, rule) in new_labels.iter().filter(|(label, _)| !was.contains(label)) {
        let before = gone.get_mut(rule.as_str()).and_then(VecDeque::pop_front);
        renamed.extend(before);
        let class = match before {
            Some(_) => Class::Documentation,
            None => Class::Breaking,
        };
        let before = before.and_then(|at| old_labels.get(at));
        let before = before.map(|(label, _)| label.clone());
        out.note("dependency", before, Some(label.clone()), || class);
    }
    for (at, ((label, _), group)) in old_labels.iter().zip(old).enumerate() {
        if is.contains(label) || renamed.contains(&at) {
            continue;
        }
        let class = match group.changed_allowed_values() {
            Some(_) => Class::Breaking,
            None => Class::Additive,
        };
        out.note("dependency", Some(label.clone()), None, || class);
    }
}

fn dependency(dependency: &Dependency) -> String {
    let on = format!("{} {}", dependency.kind(), dependency.uri());
    match dependency.allowed_value() {
        Some(allowed) => format!("{on} = {}", constraint::summary(allowed)),
        None => on,
    }
}
