//! `verb-add-not-idempotent`: Add where Replace does the same every time.

use csp_schema::Verb;

use super::verb_not_allowed::renamed;
use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-add-not-idempotent",
    level: Level::Warning,
    summary: "Add of a leaf that is always there: the second time it fails",
    docs: "Fleet sends a profile again, for example when it was changed. A node that is there cannot be added: a device answers 418, and the profile counts as failed although the value is as it should be. Replace does the same without that. Said where nothing on the way to the node has to be created first.",
    bad: Example::of_lamp(
        "<⟦Add⟧>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Add>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(node) = subject.node() else {
        return;
    };
    let is_add = subject.verb() == Some(Verb::Add) && subject.command.verb_place.is_some();
    let access = node.access();
    let is_made = node.ancestors().any(|above| above.dynamic);
    if subject.dialect != Dialect::Fleet
        || !is_add
        || is_made
        || !node.is_leaf()
        || !access.contains(Verb::Add)
        || !access.contains(Verb::Replace)
    {
        return;
    }
    findings
        .of(
            subject,
            subject.verb_place(),
            format!("Add of {} fails where it is set already", node.name),
        )
        .label("write `Replace`")
        .note(format!("the definition of {} permits {access}", node.uri()))
        .note("Windows answers 418 to an Add that is sent again")
        .unsafe_fix(renamed(subject, Verb::Replace).unwrap_or_default());
}
