//! `format-mismatch`: a Format that is not the node's.

use csp_schema::{Allowed, Format, NodeDefinition};

use crate::lint::variable::has_variable;
use crate::lint::{Check, Dialect, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "format-mismatch",
    level: Level::Error,
    summary: "The Format is not the one of the definition, or none of SyncML's",
    docs: "A device answers 405 (so it was reported for an `int` where text is wanted) or 415, though verb and address are right. The fix writes the \
           definition's format; it is there where the value can be read in that format. `bin` goes for `b64`, `xml` for `chr` and the other way \
           round, as devices take them. What Intune's types are is a rule of its own.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">⟦int⟧</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.is_write() || subject.dialect == Dialect::Intune {
        return;
    }
    let Some(format) = subject
        .setting
        .format
        .as_ref()
        .filter(|format| !format.as_str().is_empty())
    else {
        return;
    };
    let stated = Format::parse(format.as_str());
    let node = subject.node();
    let message = match (node, stated) {
        (Some(node), Some(stated)) if is_taken(node.format, stated) => return,
        (None, Some(_)) => return,
        (Some(node), Some(stated)) => {
            format!(
                "{} takes {}, not {}",
                node.name,
                node.format.as_str(),
                stated.as_str()
            )
        }
        (_, None) => format!("`{format}` is no format of SyncML"),
    };
    let finding = findings.of(subject, format.place(), message);
    let Some(node) = node else {
        let all = Format::ALL.map(Format::as_str).join(", ");
        finding.note(format!("SyncML has {all}"));
        return;
    };
    let right = node.format.as_str();
    finding.label(format!("write `{right}`"));
    finding.note(format!("the definition of {} says {right}", node.uri()));
    finding.note("Windows answers 405 or 415");
    if subject.is_verbatim(format) && subject.is_own(format) && reads(node, subject) {
        finding.fix([Edit::new(format.place(), right)]);
    }
}

/// Whether a device takes a format for that of the node.
fn is_taken(own: Format, stated: Format) -> bool {
    own == stated
        || match own {
            // Policy's ingested values live in null nodes of the published file and have formats of their own.
            Format::Null => stated != Format::Node,
            Format::Chr => stated == Format::Xml,
            Format::Xml => stated == Format::Chr,
            Format::B64 => stated == Format::Bin,
            Format::Bin => stated == Format::B64,
            _ => false,
        }
}

/// Whether the value is one of the node's format.
fn reads(node: NodeDefinition<'_>, subject: &Subject<'_>) -> bool {
    let Some(value) = &subject.setting.value else {
        return true;
    };
    let text = value.text.as_str();
    has_variable(text) || matches!(node.allowed, Allowed::Admx(_)) || node.check(text).is_ok()
}
