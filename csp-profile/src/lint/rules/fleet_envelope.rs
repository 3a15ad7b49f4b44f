//! `fleet-envelope`: fleet takes commands, no message around them.

use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule};
use crate::model::{Entry, GroupKind};
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "fleet-envelope",
    level: Level::Error,
    summary: "Fleet takes commands, no message around them",
    docs: "Fleet puts the commands of a profile into messages of its own and refuses an upload with `<SyncML>`. The fix leaves the commands and takes away what is around \
           them, with its comments.",
    bad: Example::of_lamp(
        "<⟦SyncML⟧ xmlns=\"SYNCML:SYNCML1.2\"><SyncBody>
<Replace>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Final/></SyncBody></SyncML>
",
    )
    .in_dialect(Dialect::Fleet),
    good: Example::of_lamp(
        "<Replace>
  <CmdID>1</CmdID>
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
    for entry in &file.profile.entries {
        let Entry::Group(group) = entry else {
            continue;
        };
        if group.kind != GroupKind::Message {
            continue;
        }
        let place = &group.place;
        let tag = file.written(place).trim_start_matches('<');
        let name = tag
            .split([' ', '>', '/', '\t', '\r', '\n'])
            .next()
            .unwrap_or_default();
        let mark = place.start + 1..place.start + 1 + name.len();
        let finding = findings.at(mark, format!("Fleet takes no `<{name}>`"));
        finding.label("leave the commands alone");
        finding.note("Fleet refuses the upload (fleetdm/fleet, server/fleet/windows_mdm.go)");
        let places: Vec<&Place> = group.entries.iter().map(entry_place).collect();
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            finding.unsafe_fix([
                Edit::new(place.start..first.start, ""),
                Edit::new(last.end..place.end, ""),
            ]);
        }
    }
}

fn entry_place(entry: &Entry) -> &Place {
    match entry {
        Entry::Command(command) => &command.place,
        Entry::Group(group) => &group.place,
    }
}
