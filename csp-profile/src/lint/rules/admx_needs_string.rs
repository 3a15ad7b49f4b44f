//! `admx-needs-string`: an ADMX-backed policy whose value is no `<enabled/>` or `<disabled/>`.

use csp_schema::{Allowed, Format, parse_admx};

use super::data_double_escaped::is_escaped;
use crate::lint::value_place::first_fault;
use crate::lint::variable::has_variable;
use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-needs-string",
    level: Level::Error,
    summary: "The value of an ADMX-backed policy is not `<enabled/>` or `<disabled/>`",
    docs: "A policy that the definition backs with ADMX is a string, whatever the group policy looks like: `<enabled/>` with a \
           `<data id=\"..\" value=\"..\"/>` for each element that has a value, or `<disabled/>`. Devices report a number as 0x87D1FDE8 (observed: \
           MicrosoftDocs/windows-itpro-docs#8722). Which elements there are stands in the ADMX file, not in the DDF.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>⟦1⟧</Data>
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
    let (Some(node), Some(value)) = (subject.node(), &subject.setting.value) else {
        return;
    };
    let Allowed::Admx(backings) = &node.row().allowed else {
        return;
    };
    let text = value.text.as_str();
    // What is escaped twice is a matter of another rule.
    if !subject.is_write() || text.is_empty() || has_variable(text) || is_escaped(text) {
        return;
    }
    let format = subject.setting.format.as_ref();
    let stated = format.and_then(|format| Format::parse(format.as_str()));
    let is_other_type = subject.dialect == Dialect::Intune
        && !matches!(stated, None | Some(Format::Chr | Format::Xml));
    let (message, place) = match (parse_admx(text), format) {
        (Ok(_), Some(format)) if is_other_type => {
            let message = format!("{} is backed by ADMX and takes a string", node.name);
            (message, format.place())
        }
        (Ok(_), _) => return,
        (Err(why), _) if text.trim_start().starts_with('<') => match first_fault(&value.text) {
            // Of what stands in the file as it is, it is said there.
            Some(_) if value.form == ValueForm::Markup => return,
            Some(fault) => (format!("{}: {}", node.name, fault.message), fault.place),
            None => (format!("{}: {why}", node.name), value.text.place()),
        },
        (Err(_), _) => {
            let message = format!(
                "{} is backed by ADMX: its value is `<enabled/>` or `<disabled/>`",
                node.name
            );
            (message, value.text.place())
        }
    };
    let finding = findings.of(subject, place, message);
    finding.label(match subject.dialect {
        Dialect::Intune => "write `<enabled/>`, of the type omaSettingString",
        _ => "write `&lt;enabled/&gt;`, with `&lt;data id=\"..\" value=\"..\"/&gt;` for each element of the policy",
    });
    match backings.first() {
        Some(backing) => finding.note(format!(
            "the definition of {} says that {} of {} backs it",
            node.uri(),
            backing.name,
            backing.file
        )),
        None => finding.note(format!("the definition of {} says ADMX", node.uri())),
    };
    finding.note("Windows reports 0x87D1FDE8 (observed: MicrosoftDocs/windows-itpro-docs#8722)");
}
