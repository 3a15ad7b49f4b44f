//! `set-duplicate`: one command twice.

use super::set_conflict::{line, pairs, value};
use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "set-duplicate",
    level: Level::Warning,
    summary: "The file sets one node twice, to the same value",
    docs: "The second command does nothing, an Add is answered with 418, and one of the two is forgotten when the value changes. Add and then Replace of \
           one node is left out: people write it so that it works whether the node is there or not. The fix removes the later one.",
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
        if value(first) != value(second) || first.verb() != second.verb() {
            continue;
        }
        let address = second.setting.address.as_ref();
        let place = address.map_or_else(|| second.verb_place(), |address| address.place());
        let line = line(file, first);
        let finding = findings.of(
            second,
            place,
            format!("the file sets this node to the same value in line {line}"),
        );
        finding.label("remove it");
        finding.note("`./Vendor` is `./Device/Vendor`, and case does not count");
        let is_syncml = matches!(file.profile.carrier, Carrier::SyncMl | Carrier::Fleet);
        if is_syncml && second.command.settings.len() == 1 {
            finding.unsafe_fix([Edit::new(second.command.place.clone(), "")]);
        }
    }
}
