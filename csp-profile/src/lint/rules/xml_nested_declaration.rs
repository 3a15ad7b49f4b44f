//! `xml-nested-declaration`: `<?xml ?>` or another instruction inside of the file.

use crate::lint::escape::escaped;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::{FaultKind, ValueForm};
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "xml-nested-declaration",
    level: Level::Error,
    summary: "`<?xml ?>` or another processing instruction stands inside of the file",
    docs: "XML has one declaration, at its beginning. A document that is a value is escaped, its declaration with it; in a profile of Fleet such a \
           declaration once blocked the queue of the host, and is refused now (fleetdm/fleet#16316). The fix escapes the value, which stays what it is; \
           outside of values it removes the instruction.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>⟦<?xml version=\"1.0\"?>⟧<groups/></Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>&lt;?xml version=\"1.0\"?&gt;&lt;groups/&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let faults = file.profile.faults.iter();
    let mut values: Vec<Place> = markup(file).collect();
    values.sort_by_key(|place| place.start);
    let mut told = None;
    for fault in faults.filter(|fault| fault.kind == FaultKind::Instruction) {
        let nth = values.partition_point(|place| place.start <= fault.place.start);
        let value = nth
            .checked_sub(1)
            .and_then(|nth| values.get(nth))
            .filter(|place| fault.place.end <= place.end);
        // One finding for each value: its fix writes all of it.
        let start = value.map(|place| place.start);
        if start.is_some() && start == told {
            continue;
        }
        told = start;
        let is_whole = file.written(&fault.place).starts_with("<?");
        let message = match value {
            Some(_) => "a processing instruction stands in the value, which is not escaped",
            None => "a processing instruction stands inside of the file",
        };
        let finding = findings.at(fault.place.clone(), message);
        finding.note("XML: `<?xml ?>` stands once, before everything else");
        finding.note("Fleet refuses the upload; a device answers 400 (inferred)");
        match value {
            Some(value) => {
                finding.label("escape the value");
                finding.fix([Edit::new(value.clone(), escaped(file.written(value)))]);
            }
            None if is_whole => {
                finding.label("remove it");
                finding.fix([Edit::new(fault.place.clone(), "")]);
            }
            None => {}
        }
    }
}

/// The values that are markup.
fn markup(file: &File<'_>) -> impl Iterator<Item = Place> {
    let values = file
        .subjects
        .iter()
        .filter_map(|subject| subject.setting.value.as_ref());
    values
        .filter(|value| value.form == ValueForm::Markup)
        .map(|value| value.text.place())
}
