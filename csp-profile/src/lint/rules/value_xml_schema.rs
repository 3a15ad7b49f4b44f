//! `value-xml-schema`: the XML of a value is not as the definition's schema wants it.

use csp_schema::{Allowed, Checked, SchemaLanguage};

use super::data_double_escaped::is_escaped;
use crate::lint::value_place::{first_fault, place_of};
use crate::lint::variable::has_variable;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-xml-schema",
    level: Level::Error,
    summary: "The XML of the value is not as the definition's schema wants it",
    docs: "Definitions carry XML schemas for what people write by hand: AppLocker, LocalUsersAndGroups, the ProfileXML of VPNs. A value that does not \
           fit is answered with 400 or 500, and in Intune with 0x87D1FDE8 or 0x87D101F4. The place is the one inside of the value, also where that \
           is escaped. Values in which variables of Fleet or Intune stand are left alone. What cannot be evaluated is said with `--pedantic`.",
    bad: Example::of(
        SCENE,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Scene</LocURI></Target>
    <Data>&lt;Scene&gt;⟦&lt;Colour⟧&gt;warm&lt;/Colour&gt;&lt;/Scene&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        SCENE,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Scene</LocURI></Target>
    <Data>&lt;Scene&gt;&lt;Color&gt;warm&lt;/Color&gt;&lt;/Scene&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

/// A scene has one color.
const SCENE: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Scene\n  format chr\n  access Add Delete Get Replace\n  \
    allowed xsd <xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Scene\"><xs:complexType><xs:sequence>\
    <xs:element name=\"Color\" type=\"xs:string\"/></xs:sequence></xs:complexType></xs:element></xs:schema>\n";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(node), Some(value)) = (subject.node(), &subject.setting.value) else {
        return;
    };
    let text = value.text.as_str();
    let is_xml = matches!(node.row().allowed, Allowed::Schema(SchemaLanguage::Xsd, _));
    if !is_xml || !subject.is_write() || has_variable(text) || is_escaped(text) {
        return;
    }
    // Of what is no XML at all, we have better words than a validator.
    if let Some(fault) = first_fault(&value.text) {
        findings
            .of(subject, fault.place, fault.message)
            .note(format!(
                "the definition of {} says that the value is XML",
                node.uri()
            ))
            .note(ANSWER);
        return;
    }
    match node.check(text) {
        Ok(Checked::Valid) => {}
        Ok(Checked::NotEvaluated(why)) => {
            findings
                .of(subject, value.text.place(), format!("not evaluated: {why}"))
                .level(Level::Info);
        }
        Err(error) => {
            let message = if node.is_secret() {
                format!("{} does not take this value", node.name)
            } else {
                format!("{}: {error}", node.name)
            };
            findings
                .of(subject, place_of(&value.text, &error), message)
                .note(format!(
                    "the definition of {} carries a schema of the value",
                    node.uri()
                ))
                .note(ANSWER);
        }
    }
}

const ANSWER: &str = "Windows answers 400 or 500; Intune shows 0x87D1FDE8 or 0x87D101F4";
