//! `windc-structure`: a document of declared configuration that is not made as one.

use std::collections::BTreeSet;

use crate::carrier::Carrier;
use crate::lint::form::{Documents, is_structure};
use crate::lint::{Check, Example, File, Findings, Level, Rule};
use crate::model::{Entry, FaultKind, Group, GroupKind};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "windc-structure",
    level: Level::Error,
    summary: "A document of declared configuration lacks a part, or has one that does not belong there",
    docs: "Learn, \"Windows declared configuration protocol\": a DeclaredConfiguration has `schema`, `context`, `id`, `checksum` and `osdefinedscenario`; \
           in it, each CSP has a `name` and holds URIs, each with a `path`. Without an `id` the document is none of those that the device keeps; \
           the checksum is the version by which a server knows it again. What other scenarios have in the place of CSPs, such as DSC, is left alone.",
    bad: Example::of_lamp(
        "<DeclaredConfiguration schema=\"1.0\" context=\"Device\" id=\"00000000-0000-4000-8000-000000000001\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\">
  <CSP name=\"./Vendor/Contoso/Lamp\">
    ⟦<URI type=\"chr\">⟧warm</URI>
  </CSP>
</DeclaredConfiguration>
",
    ),
    good: Example::of_lamp(
        "<DeclaredConfiguration schema=\"1.0\" context=\"Device\" id=\"00000000-0000-4000-8000-000000000001\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\">
  <CSP name=\"./Vendor/Contoso/Lamp\">
    <URI path=\"Color\" type=\"chr\">warm</URI>
  </CSP>
</DeclaredConfiguration>
",
    ),
    check: Check::File(check),
};

const SOURCE: &str = "Learn, \"Windows declared configuration protocol\"";

/// What a document says of itself, and what for.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("id", "a GUID, by which the device keeps it"),
    ("context", "`Device` or `User`"),
    ("schema", "`1.0`"),
    (
        "checksum",
        "the version of the document, of the server's own making",
    ),
    ("osdefinedscenario", "the scenario that Windows knows"),
];

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let documents = Documents::of(file);
    for fault in &file.profile.faults {
        let is_there = file.profile.carrier == Carrier::WinDc || documents.have(fault);
        // Of Intune's JSON, values have a rule of their own.
        let is_value = fault.kind == FaultKind::Value && file.profile.carrier != Carrier::Intune;
        if is_there && (is_structure(fault) || is_value) {
            findings
                .at(fault.place.clone(), fault.message.clone())
                .note(SOURCE);
        }
    }
    let mut groups: Vec<&Group> = file.profile.entries.iter().filter_map(group).collect();
    let inner = file.subjects.iter();
    groups.extend(inner.filter_map(|subject| subject.setting.document.as_deref()));
    let mut told = BTreeSet::new();
    for group in groups {
        if group.kind == GroupKind::Document && told.insert(group.place.start) {
            attributes(file, group, findings);
        }
    }
}

fn group(entry: &Entry) -> Option<&Group> {
    match entry {
        Entry::Group(group) => Some(group),
        Entry::Command(_) => None,
    }
}

fn attributes(file: &File<'_>, document: &Group, findings: &mut Findings<'_>) {
    let missing: Vec<&(&str, &str)> = ATTRIBUTES
        .iter()
        .filter(|(name, _)| {
            let said = document.field(name);
            said.is_none_or(|said| said.as_str().trim().is_empty())
        })
        .collect();
    let Some(first) = missing.first() else {
        return;
    };
    let names: Vec<String> = missing
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let message = format!("the document has no {}", names.join(", "));
    let text = file.written(&document.place);
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let tag = text.find('>').map_or(end, |tag| end.min(tag));
    let start = document.place.start;
    let finding = findings.at(start..start + tag, message);
    finding.label(format!("write `{}`: {}", first.0, first.1));
    finding.note(SOURCE);
    if first.0 != "id" {
        finding.level(Level::Warning);
    }
}
