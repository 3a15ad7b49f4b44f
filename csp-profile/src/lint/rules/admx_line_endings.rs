//! `admx-line-endings`: carriage returns in the value of an ADMX-backed policy.

use csp_schema::Allowed;

use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-line-endings",
    level: Level::Warning,
    summary: "The value of an ADMX-backed policy has carriage returns",
    docs: "What the device reads back has line feeds alone, so that the setting is reported as 0x87D1FDE8 though it is applied (observed: \
           Micke-K/IntuneManagement#380). A file of XML may end its lines as it likes, because XML has all of them as line feeds; it is \
           `&#xD;` in XML and `\\r` in JSON that arrive. The fix drops them.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;enabled/&gt;⟦&#xD;⟧
&lt;data id=\"Level\" value=\"3\"/&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;enabled/&gt;
&lt;data id=\"Level\" value=\"3\"/&gt;</Data>
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
    if !matches!(node.row().allowed, Allowed::Admx(_)) || !subject.is_write() {
        return;
    }
    let text = &value.text;
    let returns = || text.as_str().match_indices('\r').map(|(at, _)| at..at + 1);
    let Some(first) = returns().next() else {
        return;
    };
    let message = format!(
        "the value of {} has {} carriage returns",
        node.name,
        returns().count()
    );
    let finding = findings.of(subject, text.place_of(first), message);
    finding.label("end lines with a line feed");
    finding.note(format!("the definition of {} says ADMX", node.uri()));
    finding.note("the device applies it and reads back line feeds: 0x87D1FDE8 (observed: Micke-K/IntuneManagement#380)");
    if value.form != ValueForm::Base64 && subject.profile.carrier != Carrier::Csv {
        finding.fix(returns().map(|range| Edit::new(text.place_of(range), "")));
    }
}
