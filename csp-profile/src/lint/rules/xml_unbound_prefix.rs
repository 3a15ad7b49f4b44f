//! `xml-unbound-prefix`: a namespace prefix that nobody declared.

use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::FaultKind;
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "xml-unbound-prefix",
    level: Level::Error,
    summary: "A namespace prefix is not declared",
    docs: "`<A:Format>` means nothing without `xmlns:A=\"..\"`: a parser that knows namespaces refuses the file, as Windows has to (inferred; nobody has \
           shown its answer). It comes from samples that are cut out of whole messages. The fix drops the prefix, in the end tag too.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><⟦A⟧:Format>chr</A:Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><A:Format xmlns:A=\"syncml:metinf\">chr</A:Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let faults = file.profile.faults.iter();
    for fault in faults.filter(|fault| fault.kind == FaultKind::Prefix) {
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note("XML: a prefix stands for the namespace that `xmlns:` declares on the element or around it");
        finding.note("a parser that knows namespaces refuses the file; so does Windows, as far as is known (inferred)");
        if let Some(edits) = dropped(file, &fault.place) {
            finding.unsafe_fix(edits);
        }
    }
}

/// How far an end tag is looked for.
const NEAR: usize = 16 * 1024;

/// The edits that take a prefix away, where it stands in the file itself.
fn dropped(file: &File<'_>, prefix: &Place) -> Option<Vec<Edit>> {
    let text = file.profile.source.as_str();
    let start = Edit::new(prefix.start..prefix.end + 1, "");
    if !text.get(..prefix.start)?.ends_with('<') {
        // An attribute; of a document inside of a value, `&lt;` stands before the name of an element.
        let is_attribute = text.get(..prefix.start)?.ends_with([' ', '\t', '\n', '\r']);
        return is_attribute.then(|| vec![start]);
    }
    let mut near = (prefix.start + NEAR).min(text.len());
    while !text.is_char_boundary(near) {
        near -= 1;
    }
    let rest = text.get(prefix.start..near)?;
    let name = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .next()?;
    let tag = rest.find('>')?;
    if rest.get(..tag)?.ends_with('/') {
        return Some(vec![start]);
    }
    let end = rest.find(&format!("</{name}"))?;
    // Which end tag is whose would have to be counted.
    if rest.get(..end)?.contains(&format!("<{name}")) {
        return None;
    }
    let at = prefix.start + end + "</".len();
    Some(vec![start, Edit::new(at..at + prefix.len() + 1, "")])
}
