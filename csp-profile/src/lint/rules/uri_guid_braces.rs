//! `uri-guid-braces`: braces around a GUID that is a name without them.

use csp_schema::same_node::decoded;

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-guid-braces",
    level: Level::Error,
    summary: "Braces stand around the GUID of an App Control policy",
    docs: "ApplicationControl names a policy by its GUID without braces (Microsoft Learn, ApplicationControl CSP); with them, the device has no such policy afterwards. Other CSPs want them: the product codes of EnterpriseDesktopAppManagement have braces, as `%7B` and `%7D`.",
    bad: Example {
        text: "<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/ApplicationControl/Policies/⟦{2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f}⟧/Policy</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAw==</Data>
  </Item>
</Replace>
",
        dialect: None,
        definitions: CONTROL,
    },
    good: Example {
        text: "<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/ApplicationControl/Policies/2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f/Policy</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAw==</Data>
  </Item>
</Replace>
",
        dialect: None,
        definitions: CONTROL,
    },
    check: Check::Setting(check),
};

const CONTROL: &str = "csp ApplicationControl\nroot ./Vendor/MSFT\n0 0 ApplicationControl\n  access Get\n1 1 Policies\n  access Get\n\
        2 2 PolicyGuid\n  dynamic\n  access Get\n  occurrence ZeroOrMore\n3 3 Policy\n  format b64\n  access Add Delete Get Replace\n";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(address) = subject
        .address
        .as_ref()
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let names: Vec<_> = (0..address.segments.len())
        .map(|nth| decoded(address.segment(nth)))
        .collect();
    let above = |name: &str| {
        let mut pairs = names.windows(2).enumerate();
        pairs.find(|(_, pair)| {
            pair.first()
                .is_some_and(|first| first.eq_ignore_ascii_case("ApplicationControl"))
                && pair
                    .get(1)
                    .is_some_and(|second| second.eq_ignore_ascii_case(name))
        })
    };
    let Some((nth, _)) = above("Policies") else {
        return;
    };
    let Some(name) = names.get(nth + 2) else {
        return;
    };
    let bare = name
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    let Some(bare) = bare.filter(|bare| is_guid(bare)) else {
        return;
    };
    let place = address.segment_place(nth + 2);
    findings
        .of(
            subject,
            place.clone(),
            "the GUID of an App Control policy has no braces here",
        )
        .label(format!("write `{bare}`"))
        .note("ApplicationControl names policies by the GUID alone (Microsoft Learn)")
        .note("Windows takes the command, and the policy is not there (observed)")
        .unsafe_fix([Edit::new(place, bare)]);
}

/// Whether it is digits and hyphens of a GUID: 8-4-4-4-12.
fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
