//! `data-raw-markup`: elements in a value that are not escaped.

use csp_schema::Format;

use crate::carrier::Carrier;
use crate::lint::escape::escaped;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::{FaultKind, GroupKind, ValueForm};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "data-raw-markup",
    level: Level::Warning,
    summary: "Elements stand in `<Data>` and are not escaped",
    docs: "`<Data><enabled/></Data>` has an element where a text belongs, unless the Format is `xml`. What arrives depends on the parser: nobody has shown \
           what Windows does (inferred: 400, or an empty value). Microsoft's own samples have it here and there. The fix escapes it.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>⟦<enabled/>⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;enabled/&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = &subject.setting.value else {
        return;
    };
    let format = subject.setting.format.as_ref();
    let is_xml = format.is_some_and(|format| Format::parse(format.as_str()) == Some(Format::Xml));
    let is_syncml = matches!(subject.profile.carrier, Carrier::SyncMl | Carrier::Fleet);
    let mut groups = subject.groups.iter();
    let is_inside = groups.any(|group| group.kind == GroupKind::Document);
    if value.form != ValueForm::Markup || is_xml || !is_syncml || is_inside || !subject.is_write() {
        return;
    }
    let place = value.text.place();
    // What is a processing instruction is a matter of another rule, which escapes all of it.
    let faults = &subject.profile.faults;
    let first = faults.partition_point(|fault| fault.place.start < place.start);
    let mut inside = faults
        .iter()
        .skip(first)
        .take_while(|fault| fault.place.start < place.end);
    if inside.any(|fault| fault.kind == FaultKind::Instruction) {
        return;
    }
    let message = "elements stand in the value and are not escaped";
    let text = escaped(subject.written(&place));
    findings
        .of(subject, place.clone(), message)
        .label("escape it")
        .note("a value is text, unless its Format is xml")
        .note("what Windows makes of it depends on its parser, and is not known")
        .unsafe_fix([Edit::new(place, text)]);
}
