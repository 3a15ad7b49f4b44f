//! `atomic-content`: a Get or another Atomic inside of an Atomic.

use syncml::Verb;

use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule};
use crate::model::{Entry, Group, GroupKind};
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "atomic-content",
    level: Level::Error,
    summary: "A Get or another Atomic stands inside of an Atomic",
    docs: "Microsoft's page on OMA DM protocol support says that Windows supports neither; the whole Atomic fails with 507, and nothing of it is \
           applied. The fix puts the command before the Atomic.",
    bad: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <⟦Get⟧>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    </Item>
  </Get>
  <Replace>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
      <Data>warm</Data>
    </Item>
  </Replace>
</Atomic>
",
    )
    .in_dialect(Dialect::Plain),
    good: Example::of_lamp(
        "<Get>
  <CmdID>2</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
  </Item>
</Get>
<Atomic>
  <CmdID>1</CmdID>
  <Replace>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
      <Data>warm</Data>
    </Item>
  </Replace>
</Atomic>
",
    )
    .in_dialect(Dialect::Plain),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // Fleet takes neither at all, which is a rule of its own.
    if file.dialect != Dialect::Fleet {
        walk(file, &file.profile.entries, None, findings);
    }
}

fn walk(file: &File<'_>, entries: &[Entry], atomic: Option<&Group>, findings: &mut Findings<'_>) {
    for entry in entries {
        match (entry, atomic) {
            (Entry::Command(command), Some(atomic)) if command.verb == Verb::Get => {
                let name = command.verb_place.clone();
                let name = name.unwrap_or_else(|| command.place.clone());
                found(file, "a Get", name, &command.place, atomic, findings);
            }
            (Entry::Command(_), _) => {}
            (Entry::Group(group), outer) => {
                let is_atomic = group.kind == GroupKind::Atomic;
                if let (Some(outer), true) = (outer, is_atomic) {
                    let start = group.place.start + 1;
                    let name = start..start + group.kind.as_str().len();
                    found(file, "an Atomic", name, &group.place, outer, findings);
                }
                let inner = if is_atomic { Some(group) } else { outer };
                walk(file, &group.entries, inner, findings);
            }
        }
    }
}

/// What is longer is not moved: an Atomic in an Atomic in an Atomic is written once for each.
const MAX_MOVED: usize = 64 * 1024;

fn found(
    file: &File<'_>,
    what: &str,
    name: Place,
    place: &Place,
    atomic: &Group,
    findings: &mut Findings<'_>,
) {
    let finding = findings.at(name, format!("{what} stands inside of an Atomic"));
    finding
        .label("put it before the Atomic")
        .note("Microsoft's page on OMA DM protocol support: Windows supports no Get and no nested Atomic there")
        .note("Windows answers 507 to the Atomic, and 500 or 215 inside of it");
    let start = atomic.place.start;
    if place.len() <= MAX_MOVED {
        finding.unsafe_fix([
            Edit::new(start..start, format!("{}\n", file.written(place))),
            Edit::new(place.clone(), ""),
        ]);
    }
}
