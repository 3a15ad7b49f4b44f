//! `verb-no-delete`: a leaf that stays when the profile goes.

use csp_schema::{Format, Verb};

use super::verb_unreadable::PIN;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-no-delete",
    level: Level::Info,
    summary: "The node cannot be deleted: the value stays when the profile is removed",
    docs: "A tool that takes a profile away deletes its nodes; a node without Delete keeps the last value (Fleet counts the refused Delete as success). To undo the setting, write another value before the profile is removed.",
    bad: Example::of(
        PIN,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Owner⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>Ada</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        PIN,
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
    let (Some(node), Some(address)) = (subject.node(), &subject.address) else {
        return;
    };
    let access = node.access();
    let is_write = match subject.verb() {
        Some(verb @ (Verb::Add | Verb::Replace)) => access.contains(verb),
        _ => false,
    };
    // What stands below something that goes, goes with it.
    let can_go = node
        .ancestors()
        .any(|above| above.access().contains(Verb::Delete));
    let keeps_value = node.is_leaf() && node.format != Format::Null;
    if !is_write || !keeps_value || can_go {
        return;
    }
    findings
        .of(
            subject,
            address.name_place(0),
            format!("{} keeps its value when the profile is removed", node.name),
        )
        .note(format!("the definition of {} permits {access}", node.uri()));
}
