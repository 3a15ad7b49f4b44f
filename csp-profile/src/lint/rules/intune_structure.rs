//! `intune-structure`: JSON that is no policy of Intune as Graph has it.

use crate::carrier::Carrier;
use crate::lint::form::{Documents, is_structure};
use crate::lint::nearest::Nearest;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule, Subject};
use crate::model::{Entry, Field, Group, GroupKind};

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
    let documents = Documents::of(file);
    for fault in &file.profile.faults {
        if !is_structure(fault) || documents.have(fault) {
            continue;
        }
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note(SOURCE);
        if fault.message.contains("settings of other policies") {
            finding.level(Level::Info);
        }
    }
    for entry in &file.profile.entries {
        if let Entry::Group(group) = entry {
            policy(file, group, findings);
        }
    }
    for subject in &file.subjects {
        // What stands in a document is no object of its own.
        let mut groups = subject.groups.iter();
        if groups.all(|group| group.kind == GroupKind::Policy) {
            setting(file, subject, findings);
        }
    }
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
    let mut has_slip = false;
    for field in &subject.setting.fields {
        let name = field.name.as_str();
        if SETTING.contains(&name) || name.contains(['@', '#']) {
            continue;
        }
        match slip(name, SETTING) {
            Some(meant) => {
                has_slip |= meant == "value";
                misspelt(file, field, meant, findings);
            }
            None => {
                findings
                    .at(field.name.place(), format!("a setting has no `{name}`"))
                    .level(Level::Warning)
                    .label("remove it")
                    .note(SOURCE);
            }
        }
    }
    let is_secret = subject.setting.field("secretReferenceValueId").is_some();
    if subject.setting.value.is_none() && !is_secret && !has_slip {
        let start = subject.setting.place.start;
        let message = "the setting has no `value`";
        findings
            .of(subject, start..start + 1, message)
            .label("write it")
            .note(SOURCE);
    }
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
