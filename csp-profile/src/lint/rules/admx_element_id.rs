//! `admx-element-id`: the payload of an ADMX-backed policy does not give each of its elements once.

use std::ops::Range;

use csp_schema::{AdmxFault, AdmxFaultKind};

use super::admx_element_new::newer;

use crate::lint::payload::Payload;
use crate::lint::rule::DIMMER;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-element-id",
    level: Level::Error,
    summary: "The data of a policy is not that of its elements",
    docs: "A payload that enables a policy has a `<data>` for each of its elements, optional ones too: a device that misses one answers 0x82B00001 and logs the \
           events 856 and 810 (observed: SkipToTheEndpoint/OpenIntuneBaseline#217). Data for an element that the policy does not have is taken, and does nothing \
           (observed: fleetdm/fleet#24790). Which elements there are stands in the ADMX file: `--admx` names it. The fix inserts what is missing, with the least \
           value that the element can have, and the nearest name.",
    bad: Example::of(DIMMER, "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"⟦Percnt⟧\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;</Data>
  </Item>
</Replace>
"),
    good: Example::of(DIMMER, "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;</Data>
  </Item>
</Replace>
"),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(payload) = Payload::of(subject) else {
        return;
    };
    let (mut missing, mut others) = (Vec::new(), Vec::new());
    for fault in &payload.check.faults {
        match fault.kind {
            AdmxFaultKind::MissingElement => missing.push(fault),
            _ => others.push(fault),
        }
    }
    for fault in others {
        match fault.kind {
            AdmxFaultKind::UnknownElement if is_newer(subject, &payload, &fault.span) => {}
            AdmxFaultKind::UnknownElement => {
                unknown(subject, &payload, fault, &mut missing, findings);
            }
            AdmxFaultKind::IdCase => {
                let edit = payload.mended(subject, fault);
                let finding = payload.tell(subject, fault, findings);
                finding.level(Level::Warning).fix(edit);
            }
            AdmxFaultKind::DuplicateElement => {
                payload.tell(subject, fault, findings);
            }
            _ => {}
        }
    }
    tell_missing(subject, &payload, &missing, findings);
}

fn unknown(
    subject: &Subject<'_>,
    payload: &Payload<'_>,
    fault: &AdmxFault,
    missing: &mut Vec<&AdmxFault>,
    findings: &mut Findings<'_>,
) {
    // One that is there under another name is not missing, too.
    missing.retain(|missing| missing.element != fault.element);
    let edit = payload.mended(subject, fault);
    let finding = payload.tell(subject, fault, findings);
    if let Some(other) = owner(subject, payload, fault) {
        finding.note(other);
    }
    finding.unsafe_fix(edit);
    finding.note("Windows answers 200, and the data does nothing (observed: fleetdm/fleet#24790)");
}

/// The other policy of the same file that has an element of the id that is written.
fn owner(subject: &Subject<'_>, payload: &Payload<'_>, fault: &AdmxFault) -> Option<String> {
    let id = payload.value.text.as_str().get(fault.span.clone())?;
    payload.policies.iter().find_map(|policy| {
        let owner = subject.linter.definitions.policy_of(&policy.file, id)?;
        Some(format!(
            "`{id}` belongs to the policy {owner} of the same file"
        ))
    })
}

/// Whether the newer templates have the element that is written at a place of the payload: one payload may fit both.
fn is_newer(subject: &Subject<'_>, payload: &Payload<'_>, place: &Range<usize>) -> bool {
    let written = payload.value.text.as_str().get(place.clone());
    let newer = payload
        .policies
        .iter()
        .filter_map(|policy| newer(subject, policy));
    let elements = newer.flat_map(|policy| policy.elements.unwrap_or_default());
    elements
        .into_iter()
        .any(|element| Some(&*element.id) == written)
}

/// All that is missing at once: it is written at one place.
fn tell_missing(
    subject: &Subject<'_>,
    payload: &Payload<'_>,
    missing: &[&AdmxFault],
    findings: &mut Findings<'_>,
) {
    let Some((first, rest)) = missing.split_first() else {
        return;
    };
    let written: Vec<&str> = missing
        .iter()
        .filter_map(|fault| fault.replacement.as_deref())
        .collect();
    let edit = if written.is_empty() {
        None
    } else {
        payload.edit(subject, first.span.clone(), &written.concat())
    };
    let finding = payload.tell(subject, first, findings);
    for fault in rest {
        finding.note(fault.to_string());
    }
    finding.unsafe_fix(edit);
    finding.note("Windows answers 0x82B00001, with the events 856 and 810 (observed: SkipToTheEndpoint/OpenIntuneBaseline#217)");
}
