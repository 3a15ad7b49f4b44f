//! `format-missing`: the value has no Format, and the node takes no text.

use csp_schema::{Format, Verb};

use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "format-missing",
    level: Level::Warning,
    summary: "The value has no Format, and the node takes no text",
    docs: "A value without a Format is text, `chr` (OMA DM 1.2). Windows reads numbers out of it for some nodes and answers 405 or 415 for others. The fix inserts the \
           definition's format. A node that takes text needs none.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>⟦./Device/Vendor/Contoso/Lamp/Brightness⟧</LocURI></Target>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(node) = subject.node() else {
        return;
    };
    let is_written = matches!(subject.verb(), Some(Verb::Add | Verb::Replace));
    let is_stated = subject
        .setting
        .format
        .as_ref()
        .is_some_and(|format| !format.as_str().is_empty());
    let is_syncml = matches!(subject.profile.carrier, Carrier::SyncMl | Carrier::Fleet);
    let is_text = matches!(
        node.format,
        Format::Chr | Format::Xml | Format::Null | Format::Node
    );
    let (Some(address), true) = (&subject.setting.address, is_written && is_syncml) else {
        return;
    };
    if is_stated || is_text || subject.setting.value.is_none() {
        return;
    }
    let right = node.format.as_str();
    let message = format!("{} takes {right}, and no Format is stated", node.name);
    let finding = findings.of(subject, address.place(), message);
    finding.label(format!("state the Format `{right}`"));
    finding.note(format!(
        "the definition of {} says {right}; what has no Format is chr",
        node.uri()
    ));
    finding.note("Windows answers 405 or 415 where the CSP does not read it all the same");
    finding.fix(insertion(subject, right));
}

/// The Format, in the Meta that there is or in one behind the Target.
fn insertion(subject: &Subject<'_>, right: &str) -> Option<Edit> {
    let item = subject.setting.place.clone();
    // Nothing in the value is taken for a tag, and nothing in a comment.
    let value = subject
        .setting
        .value
        .as_ref()
        .map(|value| value.text.place().start);
    let head = item.start
        ..value
            .filter(|value| *value > item.start)
            .unwrap_or(item.end);
    let written = subject.written(&head);
    if written.contains("<!--") {
        return None;
    }
    let format = format!("<Format xmlns=\"syncml:metinf\">{right}</Format>");
    let behind = |tag: &str| written.find(tag).map(|at| item.start + at + tag.len());
    if written.contains("<Meta") || written.contains("<Format") {
        let at = behind("<Meta>").filter(|_| !written.contains("<Format"))?;
        return Some(Edit::new(at..at, format));
    }
    let at = behind("</Target>")?;
    Some(Edit::new(at..at, format!("<Meta>{format}</Meta>")))
}
