//! `uri-backslash`: names of the LocURI are separated by backslashes.

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-backslash",
    level: Level::Error,
    summary: "Names of the LocURI are separated by backslashes",
    docs: "Only `/` separates. A device takes what stands around a backslash for one name and answers 404; Intune shows 0x87D1FDEB.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp⟦\\⟧Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(address) = subject
        .address
        .as_ref()
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let text = address.text.as_str();
    let path = text.split('?').next().unwrap_or_default();
    let edits: Vec<Edit> = path
        .match_indices('\\')
        .map(|(at, _)| Edit::new(address.text.place_of(at..at + 1), "/"))
        .collect();
    if let Some(first) = edits.first() {
        findings
            .of(
                subject,
                first.place.clone(),
                "a backslash separates no names",
            )
            .label("write `/`")
            .note("Windows answers 404; Intune shows 0x87D1FDEB")
            .fix(edits);
    }
}
