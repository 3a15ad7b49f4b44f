//! `xml-malformed`: the file is no XML.

use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::FaultKind;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "xml-malformed",
    level: Level::Error,
    summary: "A tag that does not fit, a bare `&`, an empty file: this is no XML",
    docs: "Every tool refuses such a file as a whole, and a device answers 400. Where tags do not fit, this alone is said: what stands in what is \
           a guess then, and whatever else is found would follow from it. A `&` that begins no entity is written `&amp;`, which is a safe fix.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
⟦</Add>⟧
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let faults = file.profile.faults.iter();
    for fault in faults.filter(|fault| fault.kind == FaultKind::Xml) {
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note("no tool takes a file that is not well-formed; Windows answers 400");
        if file.written(&fault.place) == "&" {
            finding.fix([Edit::new(fault.place.clone(), "&amp;")]);
        }
    }
}
