//! `data-cdata`: a value in CDATA.

use crate::carrier::Carrier;
use crate::lint::escape::escaped;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::{GroupKind, ValueForm};
use crate::text::Place;

const BEGIN: &str = "<![CDATA[";
const END: &str = "]]>";

pub(in crate::lint) static RULE: Rule = Rule {
    id: "data-cdata",
    level: Level::Warning,
    summary: "The value is in CDATA",
    docs: "XML has `<![CDATA[<enabled/>]]>` and `&lt;enabled/&gt;` as the same text, and devices apply both. Servers that compare what they sent with \
           what they read back have reported such settings as failed (observed: MicrosoftDocs/windows-itpro-docs#10518, fleetdm/fleet#29769). The fix \
           escapes the value, which stays what it is.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>⟦<![CDATA[<enabled/>]]>⟧</Data>
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
    let is_syncml = matches!(subject.profile.carrier, Carrier::SyncMl | Carrier::Fleet);
    let is_inside = subject
        .groups
        .iter()
        .any(|group| group.kind == GroupKind::Document);
    let Some(value) = &subject.setting.value else {
        return;
    };
    if value.form != ValueForm::CData || !is_syncml || is_inside || !subject.is_write() {
        return;
    }
    let place = with_marks(subject, value.text.place());
    let finding = findings.of(subject, place.clone(), "the value is in CDATA");
    finding.label("escape it instead");
    finding.note(
        "the device applies it; Intune and Fleet have reported such settings as failed (observed)",
    );
    if let Some(text) = without_cdata(subject.written(&place)) {
        finding.fix([Edit::new(place, text)]);
    }
}

/// The text begins and ends inside of the marks where nothing is around them.
fn with_marks(subject: &Subject<'_>, place: Place) -> Place {
    let text = subject.profile.source.as_str();
    let before = text.get(..place.start).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    let start = if before.ends_with(BEGIN) {
        place.start - BEGIN.len()
    } else {
        place.start
    };
    let end = if behind.starts_with(END) {
        place.end + END.len()
    } else {
        place.end
    };
    start..end
}

fn without_cdata(written: &str) -> Option<String> {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, section)) = rest.split_once(BEGIN) {
        let (inside, behind) = section.split_once(END)?;
        out.push_str(before);
        out.push_str(&escaped(inside));
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}
