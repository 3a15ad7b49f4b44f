//! `target-edition`: a node that the edition of the devices does not have.

use crate::lint::rule::AGES;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "target-edition",
    level: Level::Warning,
    summary: "The devices' edition does not have the node",
    docs: "Runs with `--edition` alone; the example is for Pro. The definition lists the editions that have a node (`EditionAllowList`). A device of another one answers 405 or 0x82B00006 (observed), or takes the value and does nothing.",
    bad: Example::of(
        AGES,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Theme⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>dark</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        AGES,
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
    let Some(edition) = subject
        .linter
        .options
        .edition
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let applicability = node.applicability();
    if applicability.allows_edition(edition) {
        return;
    }
    let place = address.name_place(0);
    let finding = findings.of(
        subject,
        place,
        format!("{} is not there in {edition}", node.name),
    );
    if let Some(editions) = applicability.editions_in_words() {
        finding.note(format!("the definition of {}: {editions}", node.uri()));
    }
    finding.note("Windows answers 405 or 0x82B00006 (observed)");
}
