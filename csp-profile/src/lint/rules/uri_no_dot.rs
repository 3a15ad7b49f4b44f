//! `uri-no-dot`: the LocURI begins without the root, `./`.

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-no-dot",
    level: Level::Info,
    summary: "The LocURI begins without the root, `./`",
    docs: "Windows takes it. Other tools and servers compare addresses letter by letter, and documents write the root.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>⟦Device⟧/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
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
    let first = address.segment(0);
    let is_scope = ["Device", "User", "Vendor"]
        .iter()
        .any(|scope| scope.eq_ignore_ascii_case(first));
    if !address.has_root && (is_scope || address.node().is_some()) {
        let place = address.segment_place(0);
        let edit = Edit::new(place.start..place.start, "./");
        findings
            .of(
                subject,
                place,
                format!("the address begins with `{first}`, without its root"),
            )
            .label(format!("write `./{first}`"))
            .note("Windows takes it as it is")
            .fix([edit]);
    }
}
