//! `verb-parent-missing`: Replace below an instance that nothing has created.

use std::collections::BTreeSet;

use csp_schema::same_node::node_key;
use csp_schema::{NodeDefinition, Verb};

use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule, Subject};
use crate::xml::escaped;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "verb-parent-missing",
    level: Level::Warning,
    summary: "Replace of a leaf below an instance that the file does not create",
    docs: "A Replace changes what is there: below an instance that is not on the device yet it fails with 405 (so it was reported). The instance is created with Add, its leaves too. Said where the definition lets a server add the instance, and the file has no Add of it or below it; where it was created before, for example by another profile, the file is right: silence the rule there.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/⟦morning⟧/At</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>07:00</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/morning</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/morning/At</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>07:00</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // Instances that are added, as their paths; and those that were told.
    let mut known = BTreeSet::new();
    for subject in &file.subjects {
        let Some(instance) = instance(subject) else {
            continue;
        };
        match subject.verb() {
            Some(Verb::Add) => {
                known.insert(instance.key);
            }
            Some(Verb::Replace) if subject.command.verb_place.is_some() => {
                let is_needed = subject
                    .node()
                    .is_some_and(|node| node.needs_instance().is_some());
                if is_needed && known.insert(instance.key) {
                    tell(subject, instance.nth, instance.node, findings);
                }
            }
            _ => {}
        }
    }
}

/// An instance on the way to a setting.
struct Instance<'a> {
    nth: usize,
    node: NodeDefinition<'a>,
    key: String,
}

/// The innermost instance of a setting that a server creates.
fn instance<'a>(subject: &Subject<'a>) -> Option<Instance<'a>> {
    let address = subject.address.as_ref()?;
    let node = subject.node()?;
    let instance = node.created_instance()?;
    let above = node.ancestors().position(|it| it.id() == instance.id())?;
    let nth = address.segments.len().checked_sub(above + 1)?;
    let end = address.segments.get(nth)?.end;
    let path = address.text.as_str().get(..end)?;
    Some(Instance {
        nth,
        node: instance,
        key: node_key(&path.replace('\\', "/"), false),
    })
}

fn tell(subject: &Subject<'_>, nth: usize, node: NodeDefinition<'_>, findings: &mut Findings<'_>) {
    let Some(address) = &subject.address else {
        return;
    };
    let (name, place) = (address.segment(nth), address.segment_place(nth));
    let finding = findings.of(
        subject,
        place,
        format!("nothing in this file adds `{name}`, which has to be there for a Replace below it"),
    );
    finding
        .label("add it first")
        .note(format!(
            "the definition has any number of {}, which a server adds: {}",
            node.uri(),
            node.access()
        ))
        .note("Windows answers 405 where it is not there (observed)");
    let end = address.segments.get(nth).map(|segment| segment.end);
    let path = end.and_then(|end| address.text.as_str().get(..end));
    let is_outermost = subject.groups.is_empty() && subject.profile.carrier == Carrier::Fleet;
    if let Some(path) = path.filter(|_| is_outermost) {
        let start = subject.command.place.start;
        let add = format!(
            "<Add><Item><Target><LocURI>{}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>\n",
            escaped(path)
        );
        finding.unsafe_fix([Edit::new(start..start, add)]);
    }
}
