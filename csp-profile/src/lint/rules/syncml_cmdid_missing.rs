//! `syncml-cmdid-missing`: a command has no CmdID.

use syncml::Verb;

use crate::carrier::Carrier;
use crate::lint::cmd_id::Numbers;
use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule};
use crate::model::{Entry, GroupKind};
use crate::text::{Place, Text};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "syncml-cmdid-missing",
    level: Level::Warning,
    summary: "A command has no CmdID",
    docs: "A device answers 400 with an empty CmdRef, so that the answer fits nothing. Fleet numbers commands itself, but did not always do so inside of an Atomic: there, it \
           is said for Fleet, too.",
    bad: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <⟦Replace⟧>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
      <Data>warm</Data>
    </Item>
  </Replace>
</Atomic>
",
    ),
    good: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <Replace>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
      <Data>warm</Data>
    </Item>
  </Replace>
</Atomic>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if !matches!(file.profile.carrier, Carrier::SyncMl | Carrier::Fleet) {
        return;
    }
    let mut next = Numbers::of(&file.profile.entries);
    walk(file, &file.profile.entries, false, &mut next, findings);
}

fn walk(
    file: &File<'_>,
    entries: &[Entry],
    in_atomic: bool,
    next: &mut Numbers,
    findings: &mut Findings<'_>,
) {
    let is_needed = in_atomic || file.dialect != Dialect::Fleet;
    for entry in entries {
        match entry {
            Entry::Command(command) => {
                let is_command = !matches!(command.verb, Verb::Unknown(_));
                if let (Some(name), true) = (&command.verb_place, is_needed && is_command) {
                    missing(file, name.clone(), command.cmd_id.as_ref(), next, findings);
                }
            }
            Entry::Group(group) => {
                let is_container = matches!(group.kind, GroupKind::Atomic | GroupKind::Sequence);
                if is_container && is_needed {
                    let start = group.place.start + 1;
                    let name = start..start + group.kind.as_str().len();
                    missing(file, name, group.cmd_id.as_ref(), next, findings);
                }
                let in_atomic = in_atomic || group.kind == GroupKind::Atomic;
                walk(file, &group.entries, in_atomic, next, findings);
            }
        }
    }
}

fn missing(
    file: &File<'_>,
    name: Place,
    cmd_id: Option<&Text>,
    next: &mut Numbers,
    findings: &mut Findings<'_>,
) {
    if cmd_id.is_some_and(|id| !id.as_str().is_empty()) {
        return;
    }
    let number = next.take();
    let edit = match cmd_id {
        Some(empty) => Some(Edit::new(empty.place(), number)),
        None => {
            behind_tag(file, &name).map(|at| Edit::new(at..at, format!("<CmdID>{number}</CmdID>")))
        }
    };
    let message = format!("{} has no CmdID", file.written(&name));
    findings
        .at(name, message)
        .label("number it")
        .note("a device answers 400, and says not to which command")
        .fix(edit);
}

/// Behind the start tag of a name; `None` where it ends there.
fn behind_tag(file: &File<'_>, name: &Place) -> Option<usize> {
    let rest = file.written(&(name.end..file.profile.source.as_str().len()));
    let end = rest.find('>')?;
    let is_open = !rest.get(..end)?.ends_with('/');
    is_open.then_some(name.end + end + 1)
}
