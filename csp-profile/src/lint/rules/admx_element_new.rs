//! `admx-element-new`: an element that a newer template has, and the payload lacks.

use csp_schema::{AdmxBacking, AdmxFaultKind, check_admx};

use crate::lint::payload::Payload;
use crate::lint::rule::DIMMER;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-element-new",
    level: Level::Warning,
    summary: "A newer template has an element that the payload lacks",
    docs: "An update of Windows, or of an app's template, gives a policy another element, and every payload that is in use fails from then on: 0x82B00001, with the \
           event 856 that names the element (observed: SkipToTheEndpoint/OpenIntuneBaseline#217). `--newer-admx` names the templates that are coming; data for an \
           element that a device does not have yet does nothing (observed: fleetdm/fleet#24790), so that one payload fits both. The fix inserts what is missing. \
           `csp admx diff OLD NEW` tells of all policies at once.",
    bad: Example {
        text: "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>⟦&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;⟧</Data>
  </Item>
</Replace>
",
        dialect: None,
        definitions: DIMMER,
        newer: NEWER,
    },
    good: Example {
        text: "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;&lt;data id=\"Fade\" value=\"false\"/&gt;</Data>
  </Item>
</Replace>
",
        dialect: None,
        definitions: DIMMER,
        newer: NEWER,
    },
    check: Check::Setting(check),
};

/// The template of [`DIMMER`] with one more element.
const NEWER: &str = r#"<policyDefinitions>
  <categories><category name="Dimmer"/></categories>
  <policies>
    <policy name="Dim" class="Machine" displayName="Dim" key="Software\Policies\Contoso">
      <parentCategory ref="Dimmer"/>
      <elements>
        <decimal id="Percent" valueName="Percent" maxValue="100"/>
        <list id="Rooms" key="Software\Policies\Contoso\Rooms"/>
        <boolean id="Fade" valueName="Fade"/>
      </elements>
    </policy>
  </policies>
</policyDefinitions>"#;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(payload) = Payload::of(subject) else {
        return;
    };
    for policy in payload.policies {
        let Some(newer) = newer(subject, policy) else {
            continue;
        };
        let newer = check_admx(&[newer], payload.value.text.as_str());
        let is_known = |id: &str| {
            let mut elements = policy.elements.iter().flatten();
            elements.any(|element| element.id == id)
        };
        for fault in &newer.faults {
            if fault.kind != AdmxFaultKind::MissingElement || is_known(&fault.element) {
                continue;
            }
            let edit = payload.mended(subject, fault);
            let message = format!(
                "the element `{}` of {} is new in the newer {}, and the payload lacks it",
                fault.element, policy.name, policy.file
            );
            let finding = findings.of(subject, payload.value.text.place(), message);
            finding.note("devices with the newer template answer 0x82B00001, with the event 856 (observed: SkipToTheEndpoint/OpenIntuneBaseline#217)");
            finding.unsafe_fix(edit);
        }
    }
}

/// A policy as the newer templates have it.
pub(super) fn newer(subject: &Subject<'_>, policy: &AdmxBacking) -> Option<AdmxBacking> {
    let found = subject.linter.newer.resolve(admx::AdmxBacking {
        area: &policy.area,
        name: &policy.name,
        file: &policy.file,
    });
    Some(csp_elements::backing(found.policy()?, &policy.area))
}
