//! `uri-guid-braces`: braces around a GUID that is a name without them.

use csp_schema::same_node::decoded;

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-guid-braces",
    level: Level::Error,
    summary: "Braces stand around the GUID of an App Control policy",
    docs: "ApplicationControl names a policy by its GUID without braces (Microsoft Learn, ApplicationControl CSP); with them, the device has no such policy afterwards. Other CSPs want them: the product codes of EnterpriseDesktopAppManagement have braces, as `%7B` and `%7D`.",
    bad: Example::of(CONTROL, "<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/ApplicationControl/Policies/⟦{2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f}⟧/Policy</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAw==</Data>
  </Item>
</Replace>
"),
    good: Example::of(CONTROL, "<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/ApplicationControl/Policies/2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f/Policy</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAw==</Data>
  </Item>
</Replace>
"),
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
    let path = ["Vendor", "MSFT", "ApplicationControl", "Policies"];
    if !address.is_below(&path) {
        return;
    }
    // Before the path, the scope may stand.
    let scope = usize::from(!decoded(address.segment(0)).eq_ignore_ascii_case("Vendor"));
    let nth = scope + path.len();
    let name = decoded(address.segment(nth));
    let bare = name
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    let Some(bare) = bare.filter(|bare| is_guid(bare)) else {
        return;
    };
    let place = address.segment_place(nth);
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
