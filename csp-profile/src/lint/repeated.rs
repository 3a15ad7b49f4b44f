//! Nodes that are set again: by a file, or by files that go to the same devices.

use std::collections::BTreeMap;

use csp_schema::same_node::{folded, node_key};
use csp_schema::{Verb, same_admx};

use super::file::{File, Subject};
use super::file_set::{FileSet, SetNode};
use crate::carrier::Carrier;
use crate::model::{Group, GroupKind};

/// What a file sets in the end.
pub(super) fn sets(file: &File<'_>) -> FileSet {
    let mut sets = FileSet::default();
    for (node, subject) in kept(file) {
        let Some(value) = &subject.setting.value else {
            continue;
        };
        let name = subject.profile.source.name();
        let set = SetNode {
            at: format!("{name}:{}", subject.position()),
            value: value.text.clone(),
        };
        sets.set(file.dialect, node, set);
    }
    for install in &file.installs {
        sets.send_template(file.dialect, folded(&install.address.app));
    }
    sets
}

/// The nodes that a file and another one of its set both set, by what it sets in the end.
pub(super) fn elsewhere<'f, 'a>(file: &'f File<'a>) -> Vec<(&'f SetNode, &'f Subject<'a>)> {
    // Most files are alone.
    if file.others.is_empty() {
        return Vec::new();
    }
    let pairs = kept(file).filter_map(|(node, subject)| {
        let other = file.others.get(file.dialect, node)?;
        Some((other, subject))
    });
    pairs.collect()
}

/// The settings of a file that are for all the devices that get it, the last one of each node.
fn kept<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = (String, &'f Subject<'a>)> {
    // A message is sent once, and the next one may well say something else.
    let is_kept = file.profile.carrier != Carrier::SyncMl && !file.is_broken();
    let subjects = if is_kept { &*file.subjects } else { &[] };
    let kept = walk(subjects, |_, _| ());
    // Whom a policy of Intune is assigned to stands in no file.
    let is_assigned = |subject: &Subject<'_>| {
        holder(subject).is_some_and(|group| group.kind == GroupKind::Policy)
    };
    kept.into_iter()
        .filter(move |(_, subject)| !is_assigned(subject))
        .map(|((_, node), subject)| (node, subject))
}

/// The settings that are about a node of which another one was before, with that.
pub(super) fn pairs<'f, 'a>(file: &'f File<'a>) -> Vec<(&'f Subject<'a>, &'f Subject<'a>)> {
    let mut pairs = Vec::new();
    walk(&file.subjects, |first, second| pairs.push((first, second)));
    pairs
}

/// A node, in the policy or the document that begins there.
type Key = (Option<usize>, String);

/// Goes through what is set, and tells of each node that was set before. What is set in the end.
fn walk<'f, 'a>(
    subjects: &'f [Subject<'a>],
    mut again: impl FnMut(&'f Subject<'a>, &'f Subject<'a>),
) -> BTreeMap<Key, &'f Subject<'a>> {
    let mut set: BTreeMap<Key, &Subject<'_>> = BTreeMap::new();
    for subject in subjects {
        let Some(address) = &subject.setting.address else {
            continue;
        };
        match subject.verb() {
            Some(Verb::Add | Verb::Replace) => {}
            Some(Verb::Delete | Verb::Exec) => {
                set.clear();
                continue;
            }
            _ => continue,
        }
        let node = subject.node();
        let is_kept = node.is_none_or(|node| node.is_leaf() && !node.replace_appends());
        if !is_kept || subject.setting.value.is_none() {
            continue;
        }
        // Case is told apart in what is an instance's name: false findings are worse than missing ones.
        let holder = holder(subject).map(|group| group.place.start);
        let key = (holder, node_key(address.as_str(), node.is_none()));
        if let Some(first) = set.insert(key, subject) {
            again(first, subject);
        }
    }
    set
}

/// The policy or the document that a setting stands in.
fn holder<'a>(subject: &Subject<'a>) -> Option<&'a Group> {
    let mut groups = subject.groups.iter().rev();
    let holder = groups.find(|group| matches!(group.kind, GroupKind::Policy | GroupKind::Document));
    holder.copied()
}

pub(super) fn value<'s>(subject: &'s Subject<'_>) -> Option<&'s str> {
    let value = subject.setting.value.as_ref()?;
    Some(value.text.as_str())
}

/// Whether two values of a node are one: of an ADMX-backed policy by what they set, of others letter for letter.
pub(super) fn is_same(subject: &Subject<'_>, one: &str, other: &str) -> bool {
    let policies = subject.policies();
    let is_same = policies.and_then(|policies| same_admx(policies, one, other));
    one == other || is_same == Some(true)
}
