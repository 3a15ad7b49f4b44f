//! `set-duplicate`: one command twice.

use crate::carrier::Carrier;
use crate::lint::repeated::{elsewhere, is_same, pairs, value};
use crate::lint::{Check, Edit, Example, File, Finding, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "set-duplicate",
    level: Level::Warning,
    summary: "One node is set twice, to the same value",
    docs: "The second command does nothing, an Add is answered with 418, and one of the two is forgotten when the value changes. Add and then Replace of \
           one node is left out: people write it so that it works whether the node is there or not. Which files belong together says \
           `set-conflict`. The fix removes the later one, unless nothing would be left in the file.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Replace>
  <Item>
    <Target><LocURI>⟦./Device/Vendor/Contoso/Lamp/Color⟧</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    for (first, second) in pairs(file) {
        let (Some(one), Some(other)) = (value(first), value(second)) else {
            continue;
        };
        if first.verb() != second.verb() || !is_same(second, one, other) {
            continue;
        }
        let line = first.line();
        let message = format!("the file sets this node to the same value in line {line}");
        removable(file, second, findings.of(second, place(second), message));
    }
    for (other, subject) in elsewhere(file) {
        let own = value(subject);
        if !own.is_some_and(|own| is_same(subject, other.value.as_str(), own)) {
            continue;
        }
        let message = format!("{} sets this node to the same value", other.at);
        removable(file, subject, findings.of(subject, place(subject), message));
    }
}

fn place(subject: &Subject<'_>) -> crate::text::Place {
    let address = subject.setting.address.as_ref();
    address.map_or_else(|| subject.verb_place(), |address| address.place())
}

/// Offers to remove a setting, where that leaves a file that is one.
fn removable(file: &File<'_>, subject: &Subject<'_>, finding: &mut Finding) {
    finding.label("remove it");
    finding.note("`./Vendor` is `./Device/Vendor`, and case does not count");
    let is_syncml = matches!(file.profile.carrier, Carrier::SyncMl | Carrier::Fleet);
    let is_all = file.subjects.len() == 1;
    if is_syncml && !is_all && subject.command.settings.len() == 1 {
        finding.unsafe_fix([Edit::new(subject.command.place.clone(), "")]);
    }
}
