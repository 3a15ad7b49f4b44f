//! `scope-mixed`: one Atomic for the device and for a user.

use crate::lint::{Check, Example, File, Findings, Level, Rule};
use crate::model::GroupKind;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "scope-mixed",
    level: Level::Warning,
    summary: "One Atomic has settings of the device and of a user",
    docs: "Commands of an Atomic take effect together or not at all: until a user has signed in, those for the user fail (507), and with them those for the device. Two Atomics, or two files, let the device's take effect at once. Fleet delivers any profile that has both as one of a user.",
    bad: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <Replace>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
      <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
      <Data>warm</Data>
    </Item>
  </Replace>
  <Replace>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./⟦User⟧/Vendor/Contoso/Lamp/Favorite</LocURI></Target>
      <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
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
      <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
      <Data>warm</Data>
    </Item>
  </Replace>
  <Replace>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
      <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
      <Data>cold</Data>
    </Item>
  </Replace>
</Atomic>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // The Atomic that is looked at, by where it begins, and the scope of the first setting in it.
    let mut first: Option<(usize, bool)> = None;
    let mut told = None;
    for subject in file.subjects.iter().filter(|subject| subject.is_write()) {
        let mut groups = subject.groups.iter();
        let atomic = groups.find(|group| group.kind == GroupKind::Atomic);
        let (Some(atomic), Some(address)) = (atomic, &subject.address) else {
            continue;
        };
        let (start, is_user) = (atomic.place.start, address.is_user());
        match first {
            Some((known, scope)) if known == start && scope != is_user && told != Some(start) => {
                told = Some(start);
                let (own, others) = if is_user {
                    ("a user's", "the device's")
                } else {
                    ("the device's", "a user's")
                };
                findings
                    .of(
                        subject,
                        address.segment_place(0),
                        format!(
                            "this setting is {own}, those before it in the Atomic are {others}"
                        ),
                    )
                    .label("put it in an Atomic of its own")
                    .note(
                        "Windows answers 507 to all of them until a user has signed in (observed)",
                    );
            }
            Some((known, _)) if known == start => {}
            _ => first = Some((start, is_user)),
        }
    }
}
