//! `admx-list-shape`: a list of an ADMX-backed policy that is no names and values by turns.

use csp_schema::AdmxFaultKind;

use crate::lint::payload::Payload;
use crate::lint::rule::DIMMER;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-list-shape",
    level: Level::Error,
    summary: "A list of a policy is no names and values by turns",
    docs: "A list is names and values by turns, with the character U+F000 between all of them, whatever Group Policy shows: where nobody gives names they are \
           1, 2, 3. In a payload the character is `&#xF000;`, and escaped once more in the file. Elements of several texts are parted by it, too. The fix numbers \
           values that have no names, and writes the character for its name.",
    bad: Example::of(DIMMER, "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"⟦hall⟧\"/&gt;</Data>
  </Item>
</Replace>
"),
    good: Example::of(DIMMER, "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"3\"/&gt;&lt;data id=\"Rooms\" value=\"1&amp;#xF000;hall\"/&gt;</Data>
  </Item>
</Replace>
"),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(payload) = Payload::of(subject) else {
        return;
    };
    for fault in &payload.check.faults {
        if fault.kind == AdmxFaultKind::List {
            let edit = payload.mended(subject, fault);
            payload.tell(subject, fault, findings).unsafe_fix(edit);
        }
    }
}
