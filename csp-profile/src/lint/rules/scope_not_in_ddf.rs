//! `scope-not-in-ddf`: the node is there for users alone, or for the device alone.

use csp_schema::same_node::decoded;

use crate::lint::{Check, Edit, Example, Findings, Found, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "scope-not-in-ddf",
    level: Level::Error,
    summary: "The node is there for users alone, or for the device alone",
    docs: "`./User` and `./Device` (or `./Vendor`, which is the same) have nodes of their own. In the other one a device answers 404 or 405. The fix writes the one \
           that the definition has, which changes whom the setting is for.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./⟦User⟧/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
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
    let Some((address, meant)) = subject.meant() else {
        return;
    };
    if meant.found != Found::InOtherScope {
        return;
    }
    let place = address.segment_place(0);
    let (scope, other) = if address.is_user() {
        ("Device", "users")
    } else {
        ("User", "the device")
    };
    let has_scope = address.is_user() || decoded(address.segment(0)).eq_ignore_ascii_case("Device");
    let edit = if has_scope {
        Edit::new(place.clone(), scope)
    } else {
        Edit::new(place.start..place.start, format!("{scope}/"))
    };
    findings
        .of(
            subject,
            place,
            format!("{} is no node of {other}", meant.node.name),
        )
        .label(format!("write `./{scope}`"))
        .note(format!("the definition has {} alone", meant.node.uri()))
        .note("Windows answers 404 or 405")
        .unsafe_fix([edit]);
}
