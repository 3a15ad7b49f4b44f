//! `syncml-cmdid-duplicate`: two commands have one CmdID.

use std::collections::BTreeSet;

use crate::lint::cmd_id::{Numbers, ids};
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "syncml-cmdid-duplicate",
    level: Level::Warning,
    summary: "Two commands have one CmdID",
    docs: "Answers name the CmdID, so nobody can tell which command failed. Fleet numbers commands anew. The fix gives the later one a number that is free.",
    bad: Example::of_lamp(
        "<Replace>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Replace>
  <CmdID>⟦1⟧</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>a,b</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Replace>
  <CmdID>2</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>a,b</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let entries = &file.profile.entries;
    let mut next = Numbers::of(entries);
    let mut seen = BTreeSet::new();
    for id in ids(entries) {
        // What is no number is what a tool puts one in the place of.
        let is_number = id.as_str().bytes().all(|byte| byte.is_ascii_digit());
        if is_number && !id.as_str().is_empty() && !seen.insert(id.as_str()) {
            findings
                .at(id.place(), format!("the CmdID {id} is there already"))
                .label("write another number")
                .note("answers name the CmdID: nobody can tell which command they are for")
                .fix([Edit::new(id.place(), next.take())]);
        }
    }
}
