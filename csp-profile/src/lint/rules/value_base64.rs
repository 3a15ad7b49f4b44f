//! `value-base64`: base64 with something around or inside of it.

use csp_check::decode_base64;
use csp_schema::Format;

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-base64",
    level: Level::Error,
    summary: "The value is base64 with the lines of a PEM file, or broken into lines",
    docs: "A node of format `b64` takes base64 alone: no `-----BEGIN CERTIFICATE-----`, and on one line. With line breaks inside, which is a warning, the value is taken and reads back otherwise, so that Intune reports 0x87D1FDE8. The fix leaves the same bytes.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Certificate</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>⟦-----BEGIN CERTIFICATE-----
AAECAw==
-----END CERTIFICATE-----⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Certificate</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAw==</Data>
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
    if !subject.is_write() || !matches!(node.format, Format::B64 | Format::Bin) {
        return;
    }
    let text = value.text.trimmed();
    let is_armoured = has_armour(text.as_str());
    let body = if is_armoured {
        body(text.as_str())
    } else if text.as_str().contains('\n') {
        Some(joined(text.as_str()))
    } else {
        return;
    };
    let body = body.filter(|body| decode_base64(body).is_some());
    let message = if is_armoured {
        format!("{} takes the base64 alone, not a PEM file", node.name)
    } else if body.is_some() {
        format!("the base64 of {} is broken into lines", node.name)
    } else {
        return;
    };
    let finding = findings.of(subject, text.place(), message);
    finding.note(format!(
        "the definition of {} says {}",
        node.uri(),
        node.format.as_str()
    ));
    if is_armoured {
        finding.label("write what is between the lines of hyphens, on one line");
    } else {
        finding.level(Level::Warning).label("write it on one line");
        finding.note("Intune reports 0x87D1FDE8, because it reads back another text (observed)");
    }
    if let Some(body) = body.filter(|_| matches!(value.form, ValueForm::Text | ValueForm::CData)) {
        finding.fix([Edit::new(value.text.place(), body)]);
    }
}

/// Whether a text has the lines of a PEM file (RFC 7468).
pub(super) fn has_armour(text: &str) -> bool {
    text.contains("-----BEGIN ")
}

/// What is between the lines of a PEM file that holds one thing.
fn body(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (_, rest) = rest.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    (!has_armour(end)).then(|| joined(body))
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}
