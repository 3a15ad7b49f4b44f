//! `set-conflict`: two values for one node.

use std::collections::BTreeMap;

use csp_schema::Verb;
use csp_schema::same_node::node_key;

use super::atomic_duplicate_target::atomic;
use crate::lint::{Check, Example, File, Findings, Level, Rule, Subject};
use crate::model::GroupKind;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "set-conflict",
    level: Level::Error,
    summary: "The file sets one node twice, to different values",
    docs: "The last command wins, and a server that looks at each setting reports the other one as failed. It is said within one file; policies of \
           Intune in one export may be for different devices, and are looked at one by one. A Delete or an Exec in between begins anew. Nodes to \
           which Replace appends are left out.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Replace>
  <Item>
    <Target><LocURI>./Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>⟦cold⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>cold</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    for (first, second) in pairs(file) {
        let (Some(one), Some(other)) = (value(first), value(second)) else {
            continue;
        };
        let is_in_one_atomic = match (atomic(first), atomic(second)) {
            (Some(one), Some(other)) => one.place == other.place,
            _ => false,
        };
        // That is a rule of its own.
        let is_add_and_replace = is_in_one_atomic
            && (first.verb(), second.verb()) == (Some(Verb::Add), Some(Verb::Replace));
        if one == other || is_add_and_replace {
            continue;
        }
        let place = match &second.setting.value {
            Some(value) => value.text.place(),
            None => second.verb_place(),
        };
        let line = line(file, first);
        let message = format!("the file sets this node to another value in line {line}");
        findings
            .of(second, place, message)
            .label("keep one of the two")
            .note("`./Vendor` is `./Device/Vendor`, and case does not count")
            .note("the last command wins; whoever checks both reports one of them as failed");
    }
}

/// The settings that are about a node of which another one was before, with that.
pub(super) fn pairs<'f, 'a>(file: &'f File<'a>) -> Vec<(&'f Subject<'a>, &'f Subject<'a>)> {
    let mut before: BTreeMap<(usize, String), &Subject<'_>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for subject in &file.subjects {
        let Some(address) = &subject.setting.address else {
            continue;
        };
        match subject.verb() {
            Some(Verb::Add | Verb::Replace) => {}
            Some(Verb::Delete | Verb::Exec) => {
                before.clear();
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
        let key = (policy(subject), node_key(address.as_str(), node.is_none()));
        if let Some(first) = before.insert(key, subject) {
            pairs.push((first, subject));
        }
    }
    pairs
}

/// The policy that a setting stands in, by where that begins.
fn policy(subject: &Subject<'_>) -> usize {
    let mut groups = subject.groups.iter().rev();
    let policy = groups.find(|group| matches!(group.kind, GroupKind::Policy | GroupKind::Document));
    policy.map_or(0, |group| group.place.start)
}

pub(super) fn value<'s>(subject: &'s Subject<'_>) -> Option<&'s str> {
    let value = subject.setting.value.as_ref()?;
    Some(value.text.as_str())
}

pub(super) fn line(file: &File<'_>, subject: &Subject<'_>) -> usize {
    let address = subject.setting.address.as_ref();
    let start = address.map_or(subject.setting.place.start, |text| text.place().start);
    file.profile.source.position(start).line
}
