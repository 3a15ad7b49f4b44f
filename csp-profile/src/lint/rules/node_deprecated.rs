//! `node-deprecated`: a node that its definition calls deprecated.

use csp_schema::OsBuild;

use crate::lint::rule::AGES;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "node-deprecated",
    level: Level::Warning,
    summary: "The definition calls the node deprecated",
    docs: "It may do nothing on later builds, and goes some day. Where the definition says what to use instead, that is shown. With `--os-build`, nothing is said of devices that are older than that.",
    bad: Example::of(
        AGES,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Gas⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">bool</Format></Meta>
    <Data>true</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        AGES,
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
    let (Some(node), Some(address)) = (subject.node(), &subject.address) else {
        return;
    };
    let old = node
        .ancestors()
        .enumerate()
        .find_map(|(above, node)| Some((above, node, node.deprecated()?)));
    let Some((above, old, since)) = old.filter(|_| subject.is_write()) else {
        return;
    };
    let since = OsBuild::parse(since);
    let is_later = |build: OsBuild| since.is_some_and(|since| build < since);
    if subject.linter.options.os_build.is_some_and(is_later) {
        return;
    }
    let place = address.name_place(above);
    let message = match since {
        Some(since) => format!("{} is deprecated since {}", old.name, since.in_words()),
        None => format!("{} is deprecated", old.name),
    };
    let finding = findings.of(subject, place, message);
    match instead(&old.description) {
        Some(sentence) => finding.note(format!("the definition of {} says: {sentence}", old.uri())),
        None => finding.note(format!("the definition of {} says so", old.uri())),
    };
}

/// The sentence that says what to use.
fn instead(description: &str) -> Option<&str> {
    let mut sentences = description.split(['.', '\n']).map(str::trim);
    let sentence = sentences.find(|sentence| sentence.to_lowercase().contains("instead"))?;
    Some(sentence).filter(|sentence| sentence.len() <= 120)
}
