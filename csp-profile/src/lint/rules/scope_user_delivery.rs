//! `scope-user-delivery`: a setting for a user, which a device takes when one is there.

use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "scope-user-delivery",
    level: Level::Info,
    summary: "The setting is for a user: it fails until one has signed in",
    docs: "Before that, a device answers 404, 405, 500 or 507 (observed). Fleet keeps such a profile until a user is there; elsewhere it has to be sent again. The user is the one who is enrolled.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./⟦User⟧/Vendor/Contoso/Lamp/Favorite</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
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
    let Some(address) = &subject.address else {
        return;
    };
    if !subject.is_write() || !address.is_user() || address.fault.is_some() {
        return;
    }
    let answer = match subject.dialect {
        Dialect::Fleet => "Fleet keeps the profile until a user has signed in",
        _ => "before that, Windows answers 404, 405, 500 or 507 (observed)",
    };
    findings
        .of(
            subject,
            address.segment_place(0),
            "a setting of a user takes effect after that user has signed in",
        )
        .note(answer);
}
