//! `windc-id-mismatch`: a document of declared configuration with another id than its LocURI has.

use crate::lint::variable::has_variable;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "windc-id-mismatch",
    level: Level::Error,
    summary: "The id of a document of declared configuration is not the one of its LocURI",
    docs: "Microsoft's page of DeclaredConfiguration: the `id` of the document is the name of the node below `Documents`; otherwise the device answers \
           0x8000FFFF. The fix writes the id of the LocURI into the document.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/DeclaredConfiguration/Host/Complete/Documents/00000000-0000-4000-8000-000000000001/Document</LocURI></Target>
    <Data>&lt;DeclaredConfiguration schema=\"1.0\" context=\"Device\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\" id=\"⟦00000000-0000-4000-8000-000000000002⟧\"&gt;&lt;/DeclaredConfiguration&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/DeclaredConfiguration/Host/Complete/Documents/00000000-0000-4000-8000-000000000001/Document</LocURI></Target>
    <Data>&lt;DeclaredConfiguration schema=\"1.0\" context=\"Device\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\" id=\"00000000-0000-4000-8000-000000000001\"&gt;&lt;/DeclaredConfiguration&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(address), Some(document)) = (&subject.setting.address, &subject.setting.document)
    else {
        return;
    };
    let uri = address.as_str();
    let Some((_, below)) = uri.split_once("/DeclaredConfiguration/Host/") else {
        return;
    };
    let (Some((_, below)), Some(id)) = (below.split_once("/Documents/"), document.field("id"))
    else {
        return;
    };
    let Some(name) = below.strip_suffix("/Document") else {
        return;
    };
    let is_same = id.as_str().eq_ignore_ascii_case(name);
    if is_same || has_variable(name) || has_variable(id.as_str()) {
        return;
    }
    let place = id.place();
    let finding = findings.of(
        subject,
        place.clone(),
        "the document has another id than its LocURI",
    );
    finding.label(format!("write `{name}`"));
    finding.note(
        "Microsoft's page of DeclaredConfiguration: the id is the name of the node below Documents",
    );
    finding.note("Windows answers 0x8000FFFF");
    let is_plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '{' | '}'));
    if is_plain && subject.is_verbatim(id) {
        finding.unsafe_fix([Edit::new(place, name)]);
    }
}
