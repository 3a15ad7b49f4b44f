//! `admx-disabled-data`: data of a policy that is disabled.

use csp_schema::AdmxFaultKind;

use crate::lint::payload::Payload;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-disabled-data",
    level: Level::Info,
    summary: "A policy that is disabled has data",
    docs: "The elements of a policy count while it is enabled. `<disabled/>` stands alone, and whoever compares payloads passes over the data beside it. It \
           looks as if it did something: leave it out, or enable the policy.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;disabled/&gt;⟦&lt;data id=\"Level\" value=\"3\"/&gt;⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;disabled/&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(payload) = Payload::of(subject) else {
        return;
    };
    for fault in &payload.check.faults {
        if fault.kind == AdmxFaultKind::WithoutEffect {
            let edit = payload.mended(subject, fault);
            payload.tell(subject, fault, findings).unsafe_fix(edit);
        }
    }
}
