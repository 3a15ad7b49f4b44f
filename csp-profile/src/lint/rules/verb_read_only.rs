//! `verb-read-only`: the node can be read and nothing else.

use super::verb_not_allowed::{is_read_only, refused};
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-read-only",
    level: Level::Error,
    summary: "The node can be read and nothing else",
    docs: "What a device reports cannot be set: it answers 405, and Intune shows 0x87D1FDE8. Often the node beside it is the one that sets.",
    bad: Example::of_lamp(
        "<⟦Replace⟧>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/IsLit</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">bool</Format></Meta>
    <Data>true</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Get>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/IsLit</LocURI></Target>
  </Item>
</Get>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Some((node, verb)) = refused(subject).filter(|(node, _)| is_read_only(*node)) {
        let message = format!(
            "{} can only be read, {} is refused",
            node.name,
            verb.as_str()
        );
        findings
            .of(subject, subject.verb_place(), message)
            .note(format!(
                "the definition of {} permits Get alone",
                node.uri()
            ))
            .note("Windows answers 405; Intune shows 0x87D1FDE8");
    }
}
