//! `verb-unreadable`: a leaf that is written and never read.

use csp_schema::{Format, Verb};

use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-unreadable",
    level: Level::Info,
    summary: "The node cannot be read, so that nobody can see whether the value is there",
    docs: "Intune reads back what it has written, and reports a failure (0x87D1FDE8) where that is not possible, although the value is there. Other tools go by the answer to the command.",
    bad: Example::of(
        PIN,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Pin⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>1234</Data>
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

pub(super) const PIN: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Pin\n  format chr\n  access Add Delete Replace\n\
        1 2 Color\n  format chr\n  access Add Delete Get Replace\n1 3 Owner\n  format chr\n  access Get Replace\n";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(node), Some(address)) = (subject.node(), &subject.address) else {
        return;
    };
    let verb = subject.verb();
    let access = node.access();
    let is_kept = matches!(verb, Some(Verb::Add | Verb::Replace)) && node.format != Format::Null;
    let is_permitted = access.contains(Verb::Add) || access.contains(Verb::Replace);
    if !is_kept || !node.is_leaf() || !is_permitted || access.contains(Verb::Get) {
        return;
    }
    let finding = findings.of(
        subject,
        address.name_place(0),
        format!("{} cannot be read back", node.name),
    );
    finding.note(format!("the definition of {} permits {access}", node.uri()));
    if subject.dialect == Dialect::Intune {
        finding.note("Intune reports 0x87D1FDE8 although the value is there (observed)");
    }
}
