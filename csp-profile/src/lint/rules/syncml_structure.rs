//! `syncml-structure`: an element where it does not belong, twice, misspelt, or missing.

use syncml::Verb;

use super::xml_escaped_command::escaped_command;
use crate::carrier::Carrier;
use crate::lint::form::{Documents, is_structure};
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::{Entry, Fault, FaultKind};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "syncml-structure",
    level: Level::Error,
    summary: "An element stands where it does not belong, is there twice, is misspelt or is missing",
    docs: "A command has items; an Item has Target, Meta and Data beside one another; Target has LocURI (OMA SyncML Representation Protocol 1.2). Names \
           are case-sensitive. Nobody has shown what Windows does with all of it: what stands elsewhere is left out or answered with 400 \
           (inferred), and an Item without a LocURI with 412. Fleet looks for none of it. The fix moves Meta or Data out of Target.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target>
      <LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI>
      <⟦Data⟧>warm</Data>
    </Target>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target>
      <LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI>
    </Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if !matches!(file.profile.carrier, Carrier::SyncMl | Carrier::Fleet) {
        return;
    }
    let documents = Documents::of(file);
    for fault in &file.profile.faults {
        let is_text = fault.kind == FaultKind::StrayText;
        let is_told = is_text && escaped_command(file, fault).is_some();
        if !is_structure(fault) || is_told || documents.have(fault) {
            continue;
        }
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note(match fault.kind {
            FaultKind::Case => "XML: names that differ in case are different names",
            FaultKind::Duplicate => "OMA SyncML Representation Protocol 1.2: it is there once",
            _ => "OMA SyncML Representation Protocol 1.2 says what stands in what",
        });
        finding.note("Windows leaves it out or answers 400 (inferred)");
        if fault.kind == FaultKind::Misplaced {
            finding.unsafe_fix(moved(file, fault).unwrap_or_default());
        }
    }
    incomplete(&file.profile.entries, findings);
}

/// Commands that are about nothing.
fn incomplete(entries: &[Entry], findings: &mut Findings<'_>) {
    for entry in entries {
        let command = match entry {
            Entry::Group(group) => {
                incomplete(&group.entries, findings);
                continue;
            }
            Entry::Command(command) => command,
        };
        let has_target = matches!(
            command.verb,
            Verb::Add | Verb::Replace | Verb::Delete | Verb::Get | Verb::Exec
        );
        if !has_target {
            continue;
        }
        let name = command.verb.as_str();
        let mark = || {
            let place = command.verb_place.clone();
            place.unwrap_or_else(|| command.place.clone())
        };
        let without = |setting: &&crate::model::Setting| {
            let address = setting.address.as_ref();
            address.is_none_or(|address| address.as_str().is_empty())
        };
        if command.settings.is_empty() {
            findings
                .at(mark(), format!("{name} has no Item"))
                .label("write `<Item><Target><LocURI>..</LocURI></Target></Item>`")
                .note("a device answers 412 to a command that is about nothing, as OMA has it");
        } else if command.settings.iter().any(|setting| without(&setting)) {
            findings
                .at(mark(), format!("an Item of {name} has no LocURI"))
                .label("write `<Target><LocURI>..</LocURI></Target>`")
                .note("a device answers 412 to a command that is about nothing, as OMA has it");
        }
    }
}

/// How far the tags around an element are looked for.
const NEAR: usize = 16 * 1024;

/// The edits that put a part of an item out of the Target, before the end of the Item.
fn moved(file: &File<'_>, fault: &Fault) -> Option<Vec<Edit>> {
    let name = file.written(&fault.place);
    if !matches!(name, "Data" | "Meta") {
        return None;
    }
    let text = file.profile.source.as_str();
    let start = fault.place.start.checked_sub(1)?;
    let from = boundary(text, start.saturating_sub(NEAR));
    let before = text.get(from..start)?;
    if before.rfind("<Target")? < before.rfind("</Target").unwrap_or_default() {
        return None;
    }
    let rest = text.get(start..boundary(text, start + NEAR))?;
    let end_tag = format!("</{name}>");
    let end = rest.find(&end_tag)? + end_tag.len();
    let behind = rest.get(end..)?;
    let target = behind.find("</Target>")?;
    let item = behind.find("</Item>").filter(|item| *item > target)?;
    if behind.get(..item)?.contains("<Item") {
        return None;
    }
    let to = start + end + item;
    Some(vec![
        Edit::new(start..start + end, ""),
        Edit::new(to..to, rest.get(..end)?),
    ])
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
