//! `uri-scope-missing`: an address that does not say whether a user or the device is meant, where there are both.

use csp_schema::Verb;
use csp_schema::same_node::decoded;

use crate::lint::{Check, Edit, Example, Findings, Found, Level, Rule, Subject, Target};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-scope-missing",
    level: Level::Warning,
    summary: "The node is there for the device and for each user, and the LocURI does not say which",
    docs: "`./Vendor` is the same as `./Device/Vendor`: it is never the user's, although a VPN profile or a certificate that was meant for the user is installed without a complaint. `./Device` or `./User` says what is meant. The fix writes `./Device`, which is what the device does now; where the user was meant, write `./User`.",
    bad: Example::of(
        BOTH,
        "<Replace>
  <Item>
    <Target><LocURI>./⟦Vendor⟧/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        BOTH,
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

const BOTH: &str = "csp Lamp\nroot ./User/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Color\n  format chr\n  access Add Delete Get Replace\n\
        root ./Device/Vendor/Contoso\n0 2 Lamp\n  access Get\n1 3 Color\n  format chr\n  access Add Delete Get Replace\n";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(address), Some(node)) = (&subject.address, subject.node()) else {
        return;
    };
    let Target::Node(meant) = &address.target else {
        return;
    };
    let is_change = matches!(
        subject.verb(),
        Some(Verb::Add | Verb::Replace | Verb::Exec | Verb::Delete)
    );
    let is_vendor = decoded(address.segment(0)).eq_ignore_ascii_case("Vendor");
    if !is_change || !is_vendor || meant.found != Found::AsWritten {
        return;
    }
    // Where any name goes, the definition does not say that this one is there for both.
    if node.dynamic && node.parent().is_some_and(|parent| parent.dynamic) {
        return;
    }
    let names = (0..address.segments.len()).map(|nth| address.segment(nth));
    let for_user: Vec<&str> = std::iter::once("User").chain(names).collect();
    let walk = subject.linter.definitions.walk(&for_user);
    let Some(other) = walk.node.filter(|_| walk.spelled.len() == for_user.len()) else {
        return;
    };
    if other.dynamic != node.dynamic {
        return;
    }
    let place = address.segment_place(0);
    findings
        .of(
            subject,
            place.clone(),
            format!("{} is there for the device and for users", node.name),
        )
        .label("write `./Device/Vendor` or `./User/Vendor`")
        .note(format!(
            "the definition has {} and {}",
            node.uri(),
            other.uri()
        ))
        .note("Windows takes `./Vendor` for `./Device/Vendor`")
        .unsafe_fix([Edit::new(place.start..place.start, "Device/")]);
}
