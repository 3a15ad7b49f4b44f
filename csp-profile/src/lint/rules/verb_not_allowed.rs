//! `verb-not-allowed`: the node does not permit the verb.

use csp_schema::{AccessSet, NodeDefinition, Verb};

use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-not-allowed",
    level: Level::Error,
    summary: "The node does not permit the verb",
    docs: "AccessType lists what a node permits; a device answers 405 to anything else. Where there is one other verb that writes, the fix takes that one.",
    bad: Example::of_lamp(
        "<⟦Add⟧>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Mode</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>1</Data>
  </Item>
</Add>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Mode</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>1</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some((node, verb)) = refused(subject) else {
        return;
    };
    if is_read_only(node) {
        return;
    }
    let access = node.access();
    let message = format!("{} does not permit {}", node.name, verb.as_str());
    let other = match verb {
        Verb::Add => Some(Verb::Replace),
        Verb::Replace => Some(Verb::Add),
        _ => None,
    };
    let other = other.filter(|other| access.contains(*other));
    let finding = findings.of(subject, subject.verb_place(), message);
    finding.note(format!("the definition of {} permits {access}", node.uri()));
    finding.note("Windows answers 405");
    if let Some(other) = other {
        finding.label(format!("write `{}`", other.as_str()));
        finding.fix(renamed(subject, other).unwrap_or_default());
    }
}

/// The node and the verb, where the one does not permit the other.
pub(super) fn refused<'a>(subject: &Subject<'a>) -> Option<(NodeDefinition<'a>, Verb)> {
    let (node, verb) = (subject.node()?, subject.verb()?);
    let access = node.access();
    // A definition that says nothing of a node forbids nothing. Where the carrier has no verb, the tool takes one that fits.
    let is_implied = subject.command.verb_place.is_none();
    let is_permitted = access == AccessSet::NONE
        || access.contains(verb)
        || is_implied && verb == Verb::Replace && access.contains(Verb::Add);
    (!is_permitted).then_some((node, verb))
}

/// Whether nothing but Get is permitted.
pub(super) fn is_read_only(node: NodeDefinition<'_>) -> bool {
    node.access() == AccessSet::of(&[Verb::Get])
}

/// The edits that give a command another name, where it is about this setting alone.
pub(super) fn renamed(subject: &Subject<'_>, verb: Verb) -> Option<Vec<Edit>> {
    let command = subject.command;
    let start = command.verb_place.clone()?;
    let is_alone = command.settings.len() == 1;
    let written = subject.written(&command.place);
    let end = written.rfind("</")? + "</".len();
    let name = written.get(end..)?.trim_end_matches('>').trim_end();
    let is_name = subject.written(&start) == command.verb.as_str() && name == command.verb.as_str();
    let end = command.place.start + end;
    (is_alone && is_name).then(|| {
        vec![
            Edit::new(start, verb.as_str()),
            Edit::new(end..end + name.len(), verb.as_str()),
        ]
    })
}
