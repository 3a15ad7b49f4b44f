//! `intune-structure`: JSON that is no policy of Intune as Graph has it.

use std::collections::BTreeSet;

use csp_check::Nearest;

use crate::carrier::Carrier;
use crate::lint::form::{Documents, is_structure};
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule, Subject};
use crate::model::{Entry, FaultKind, Field, Group, GroupKind};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "intune-structure",
    level: Level::Error,
    summary: "A policy or a setting lacks a key, has one twice, or has one that Graph does not know",
    docs: "Graph reference, \"windows10CustomConfiguration\" and \"omaSetting\": a policy has `omaSettings`, and each of them `@odata.type`, `displayName`, \
           `omaUri` and `value`. Keys are case-sensitive, and Graph answers 400 to one that it does not know. Keys with `@` or `#`, which tools add, \
           are left alone, and so are policies of other kinds in an export. The fix writes the key that must be meant.",
    bad: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"#microsoft.graph.omaSettingString\",
  \"displayName\": \"Color\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Color\",
  \"⟦Value⟧\": \"warm\"
}]}
",
    ),
    good: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"#microsoft.graph.omaSettingString\",
  \"displayName\": \"Color\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Color\",
  \"value\": \"warm\"
}]}
",
    ),
    check: Check::File(check),
};

const SOURCE: &str =
    "Graph reference, windows10CustomConfiguration and omaSetting: Graph answers 400 (inferred)";

/// The keys of a setting.
const SETTING: &[&str] = &[
    "displayName",
    "description",
    "omaUri",
    "value",
    "fileName",
    "isEncrypted",
    "isReadOnly",
    "secretReferenceValueId",
];

/// The keys of a policy that matter most.
const POLICY: &[&str] = &["displayName", "description", "omaSettings"];

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.profile.carrier != Carrier::Intune {
        return;
    }
    // Of a key that is misspelt, it is said there.
    let misspelt: BTreeSet<usize> = own(file)
        .filter(|subject| has_slip(subject, "omaUri"))
        .map(|subject| subject.setting.place.start)
        .collect();
    let documents = Documents::of(file);
    for fault in &file.profile.faults {
        let is_foreign = fault.kind == FaultKind::Foreign;
        let is_told = fault.kind == FaultKind::Missing && misspelt.contains(&fault.place.start);
        if !(is_structure(fault) || is_foreign) || is_told || documents.have(fault) {
            continue;
        }
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        if is_foreign {
            finding.level(Level::Info)
        } else {
            finding.note(SOURCE)
        };
    }
    for entry in &file.profile.entries {
        if let Entry::Group(group) = entry {
            policy(file, group, findings);
        }
    }
    for subject in own(file) {
        setting(file, subject, findings);
    }
}

/// The settings of policies; what stands in documents is no object of its own.
fn own<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = &'f Subject<'a>> {
    file.subjects.iter().filter(|subject| {
        let mut groups = subject.groups.iter();
        groups.all(|group| group.kind == GroupKind::Policy)
    })
}

fn policy(file: &File<'_>, group: &Group, findings: &mut Findings<'_>) {
    for field in &group.fields {
        let name = field.name.as_str();
        if !POLICY.contains(&name) {
            if let Some(meant) = slip(name, POLICY) {
                misspelt(file, field, meant, findings);
            }
        }
    }
}

fn setting(file: &File<'_>, subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for field in others(subject) {
        match slip(field.name.as_str(), SETTING) {
            Some(meant) => misspelt(file, field, meant, findings),
            None => {
                findings
                    .at(
                        field.name.place(),
                        format!("a setting has no `{}`", field.name),
                    )
                    .level(Level::Warning)
                    .label("remove it")
                    .note(SOURCE);
            }
        }
    }
    let is_secret = subject.setting.field("secretReferenceValueId").is_some();
    if subject.setting.value.is_none() && !is_secret && !has_slip(subject, "value") {
        let start = subject.setting.place.start;
        findings
            .of(subject, start..start + 1, "the setting has no `value`")
            .label("write it")
            .note(SOURCE);
    }
}

/// The keys of a setting that Graph does not know.
fn others<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s Field> {
    subject.setting.fields.iter().filter(|field| {
        let name = field.name.as_str();
        !SETTING.contains(&name) && !name.contains(['@', '#'])
    })
}

fn has_slip(subject: &Subject<'_>, key: &str) -> bool {
    others(subject).any(|field| slip(field.name.as_str(), SETTING) == Some(key))
}

fn misspelt(file: &File<'_>, field: &Field, meant: &str, findings: &mut Findings<'_>) {
    let place = field.name.place();
    let message = format!("Graph knows no `{}` here", field.name);
    let is_verbatim = file.written(&place) == field.name.as_str();
    let finding = findings.at(place.clone(), message);
    finding.label(format!("did you mean `{meant}`?"));
    finding.note(SOURCE);
    if is_verbatim {
        finding.unsafe_fix([Edit::new(place, meant)]);
    }
}

/// The key that must be meant.
fn slip(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let in_case = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    in_case
        .copied()
        .or_else(|| Nearest::of(name, known.iter().copied()).only())
}
