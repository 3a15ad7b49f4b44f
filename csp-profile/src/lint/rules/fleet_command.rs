//! `fleet-command`: fleet does not take the command in a profile.

use syncml::Verb;

use crate::lint::{Check, Dialect, Example, File, Findings, Level, Rule};
use crate::model::{Command, Entry, Group, GroupKind};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "fleet-command",
    level: Level::Error,
    summary: "Fleet does not take the command in a profile",
    docs: "A profile of Fleet holds Add and Replace, or one Atomic with those in it, and Exec where it is about `ClientCertificateInstall/SCEP` alone. Fleet deletes what a \
           profile no longer says itself; a command that is to run once is given to `fleetctl mdm run-command`. Files that hold nothing but Get, Exec or answers \
           are not taken for a profile, unless `--dialect fleet` says so.",
    bad: Example::of_lamp(
        "<⟦Delete⟧>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
  </Item>
</Delete>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.dialect != Dialect::Fleet {
        return;
    }
    let has_scep = file
        .subjects
        .iter()
        .filter_map(|subject| subject.setting.address.as_ref())
        .any(|address| address.as_str().contains("/ClientCertificateInstall/SCEP/"));
    let mut top = Vec::new();
    unwrapped(&file.profile.entries, &mut top);
    let is_alone = top.len() == 1;
    for entry in top {
        match entry {
            Entry::Command(command) => look_at(command, has_scep, findings),
            Entry::Group(group) => container(group, is_alone, has_scep, findings),
        }
    }
}

/// What stands in a file but for messages, which are a matter of another rule.
fn unwrapped<'p>(entries: &'p [Entry], top: &mut Vec<&'p Entry>) {
    for entry in entries {
        match entry {
            Entry::Group(group) if group.kind == GroupKind::Message => {
                unwrapped(&group.entries, top);
            }
            entry => top.push(entry),
        }
    }
}

fn container(group: &Group, is_alone: bool, has_scep: bool, findings: &mut Findings<'_>) {
    let name = group.kind.as_str();
    let start = group.place.start + 1;
    let place = start..start + name.len();
    match group.kind {
        GroupKind::Atomic if is_alone => {
            for entry in &group.entries {
                match entry {
                    Entry::Command(command) => look_at(command, has_scep, findings),
                    Entry::Group(inner) => container(inner, false, has_scep, findings),
                }
            }
        }
        GroupKind::Atomic => {
            let message = "Fleet takes an Atomic alone: put all commands into it, or none";
            findings.at(place, message).note(REFUSED);
        }
        GroupKind::Sequence => {
            findings.at(place, "Fleet takes no Sequence").note(REFUSED);
        }
        _ => {}
    }
}

const REFUSED: &str = "Fleet refuses the upload (fleetdm/fleet, server/fleet/windows_mdm.go)";

fn look_at(command: &Command, has_scep: bool, findings: &mut Findings<'_>) {
    let why = match command.verb {
        Verb::Add | Verb::Replace => return,
        Verb::Exec if has_scep => return,
        Verb::Exec => {
            "Fleet takes Exec in a profile for ClientCertificateInstall/SCEP alone".to_owned()
        }
        _ => format!(
            "Fleet takes no {} in a profile: Add, Replace, Atomic",
            command.verb
        ),
    };
    let place = command
        .verb_place
        .clone()
        .unwrap_or_else(|| command.place.clone());
    findings.at(place, why).note(REFUSED);
}
