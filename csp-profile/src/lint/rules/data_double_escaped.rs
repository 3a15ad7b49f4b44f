//! `data-double-escaped`: XML that is escaped twice, so that the node gets entities.

use csp_schema::{Allowed, Format, NodeDefinition, SchemaLanguage};

use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "data-double-escaped",
    level: Level::Warning,
    summary: "The value is escaped twice: the node gets `&lt;` where it wants XML",
    docs: "What the node gets is the value with one level of escaping taken away. `&amp;lt;MsiInstallJob&amp;gt;` arrives as `&lt;MsiInstallJob&gt;`: \
           the device answers 200 and does nothing (observed: MicrosoftDocs/windows-itpro-docs#1746). It is said of nodes that want XML: ADMX, a \
           schema, the format `xml`. The fix takes one level away.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>⟦&amp;lt;enabled/&amp;gt;⟧</Data>
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
    if !subject.is_write() || !takes_xml(node) || !is_escaped(value.text.as_str()) {
        return;
    }
    let place = value.text.place();
    let written = subject.written(&place);
    let message = format!("{} gets `&lt;` where it wants XML", node.name);
    let finding = findings.of(subject, place.clone(), message);
    finding.label("escape it once");
    finding.note(format!(
        "the definition of {} says that the value is XML",
        node.uri()
    ));
    finding.note("Windows has answered 200 and done nothing (observed: MicrosoftDocs/windows-itpro-docs#1746)");
    let once = match (subject.profile.carrier, value.form) {
        (Carrier::Csv, _) | (_, ValueForm::Base64 | ValueForm::Markup) => return,
        (Carrier::Intune, _) => written
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\\\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&"),
        (_, ValueForm::CData) => written
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&"),
        (_, ValueForm::Text) => written.replace("&amp;", "&"),
    };
    finding.unsafe_fix([Edit::new(place, once)]);
}

/// Whether the node's value is XML, by its definition.
fn takes_xml(node: NodeDefinition<'_>) -> bool {
    let row = node.row();
    row.format == Format::Xml
        || matches!(row.allowed, Allowed::Admx(_))
        || matches!(row.allowed, Allowed::Schema(SchemaLanguage::Xsd, _))
}

/// Whether a text is XML that is escaped, and nothing of it is not.
pub(super) fn is_escaped(text: &str) -> bool {
    let text = text.trim();
    let behind = text.strip_prefix("&lt;");
    let begins = behind.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '?' | '!'))
    });
    begins && text.ends_with("&gt;") && !text.contains('<')
}
