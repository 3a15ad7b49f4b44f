//! `atomic-duplicate-target`: an Add and a Replace of one node in an Atomic.

use std::collections::BTreeMap;

use csp_schema::Verb;
use csp_schema::same_node::node_key;

use crate::lint::{Check, Example, File, Findings, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "atomic-duplicate-target",
    level: Level::Error,
    summary: "An Atomic has an Add and then a Replace of one node",
    docs: "Microsoft's page on OMA DM protocol support: \"Add command followed by Replace on the same node within an atomic element is not supported\". \
           Keep the one with the value that is meant.",
    bad: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <Add>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Radio/Station</LocURI></Target>
      <Data>warm</Data>
    </Item>
  </Add>
  <⟦Replace⟧>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Radio/Station</LocURI></Target>
      <Data>cold</Data>
    </Item>
  </Replace>
</Atomic>
",
    ),
    good: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <Replace>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/Contoso/Radio/Station</LocURI></Target>
      <Data>cold</Data>
    </Item>
  </Replace>
</Atomic>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let mut added = BTreeMap::new();
    for subject in &file.subjects {
        let (Some(atomic), Some(address)) = (subject.atomic(), &subject.setting.address) else {
            continue;
        };
        let key = (atomic.place.start, node_key(address.as_str(), true));
        match subject.verb() {
            Some(Verb::Add) => {
                added.insert(key, subject.verb_place().start);
            }
            Some(Verb::Replace) => {
                let Some(first) = added.get(&key) else {
                    continue;
                };
                let line = file.profile.source.position(*first).line;
                let message = format!("the Atomic adds this node in line {line} already");
                findings
                    .of(subject, subject.verb_place(), message)
                    .label("keep one of the two")
                    .note("Microsoft's page on OMA DM protocol support: Add and then Replace of one node inside of an Atomic is not supported")
                    .note("Windows answers 507 to the Atomic (inferred)");
            }
            _ => {}
        }
    }
}
