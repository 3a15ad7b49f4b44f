//! `value-base64-twice`: base64 of base64.

use csp_check::decode_base64;
use csp_schema::Format;

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-base64-twice",
    level: Level::Warning,
    summary: "The value is base64 of base64",
    docs: "A tool that takes a file encodes it: a file that is base64 already is encoded twice then. The device takes it, decodes it once and has a text where it wants a policy or a certificate: nothing fails, and nothing happens (observed for App Control).",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Certificate</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>⟦QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOGdJU0lqSkNVbUp5Z3BLaXNzTFM0dk1ERXlNelExTmpjNE9Ubzc=⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Certificate</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>
    <Data>AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

/// How long the inner text is at least: a short one can be anything.
const LEAST: usize = 64;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(node), Some(value)) = (subject.node(), &subject.setting.value) else {
        return;
    };
    if !subject.is_write() || !matches!(node.format, Format::B64 | Format::Bin) {
        return;
    }
    let text = value.text.trimmed();
    let once = decode_base64(text.as_str()).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(once) = once.filter(|once| once.len() >= LEAST) else {
        return;
    };
    let once: String = once.split_whitespace().collect();
    if once.len() % 4 != 0 || decode_base64(&once).is_none() {
        return;
    }
    let finding = findings.of(
        subject,
        text.place(),
        format!("the value of {} is encoded twice", node.name),
    );
    finding
        .label("write what it says when it is decoded once")
        .note("Windows answers 200, and nothing happens (observed)");
    if matches!(value.form, ValueForm::Text | ValueForm::CData) {
        finding.unsafe_fix([Edit::new(text.place(), once)]);
    }
}
