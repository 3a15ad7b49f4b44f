//! `wap-structure`: a provisioning document that is not made as one.

use crate::carrier::Carrier;
use crate::lint::form::is_structure;
use crate::lint::{Check, Example, File, Findings, Level, Rule};
use crate::model::FaultKind;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "wap-structure",
    level: Level::Error,
    summary: "A provisioning document lacks a part, or has one that does not belong there",
    docs: "OMA client provisioning, as MS-MDE2 has it: `characteristic` has a `type` and holds others and `parm`; `parm` has a `name`, and may have a \
           `value` and a `datatype`: `integer`, `boolean`, `string`, `float`, `date`, `time`, `binary`. An enrollment with another one ends with \
           0x80180001 or 0x80180023.",
    bad: Example::of_lamp(
        "<wap-provisioningdoc version=\"1.1\">
  <characteristic type=\"Lamp\">
    ⟦<characteristic>⟧
      <parm name=\"Color\" value=\"warm\"/>
    </characteristic>
  </characteristic>
</wap-provisioningdoc>
",
    ),
    good: Example::of_lamp(
        "<wap-provisioningdoc version=\"1.1\">
  <characteristic type=\"DMClient\">
    <characteristic type=\"Provider\">
      <parm name=\"Color\" value=\"warm\"/>
    </characteristic>
  </characteristic>
</wap-provisioningdoc>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.profile.carrier != Carrier::Wap {
        return;
    }
    let faults = file.profile.faults.iter();
    for fault in faults.filter(|fault| is_structure(fault) || fault.kind == FaultKind::Value) {
        findings
            .at(fault.place.clone(), fault.message.clone())
            .note("OMA client provisioning and MS-MDE2 say what stands in what");
    }
}
