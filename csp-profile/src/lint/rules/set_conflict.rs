//! `set-conflict`: two values for one node.

use csp_schema::Verb;

use crate::lint::repeated::{elsewhere, is_same, pairs, value};
use crate::lint::variable::has_variable;
use crate::lint::{Check, Example, File, Findings, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "set-conflict",
    level: Level::Error,
    summary: "One node is set twice, to different values",
    docs: "The last command wins, and a server that looks at each setting reports the other one as failed; with two profiles, the setting goes back \
           and forth. Payloads of ADMX-backed policies are compared by what they set: the order of their data, white space and the letter case of names do not \
           count. A Delete or an Exec in between begins anew. Nodes to which Replace appends are left out.\n\n\
           The files of one run that are for the same tool are taken to go to the same devices: `csp lint profiles/` looks at all of them \
           together. `--sets folder` (`sets = \"folder\"` in `csp.toml`) takes the files of each folder together, for teams with a folder each, and \
           `--sets file` each file alone. A file in which `per-file-ignores` has `set-conflict` is held against no other. Policies of Intune are \
           looked at one by one, since no file says whom they are assigned to; so are messages, which are sent once.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
<Replace>
  <Item>
    <Target><LocURI>./Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>⟦cold⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>cold</Data>
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
        let is_in_one_atomic = match (first.atomic(), second.atomic()) {
            (Some(one), Some(other)) => one.place == other.place,
            _ => false,
        };
        // That is a rule of its own.
        let is_add_and_replace = is_in_one_atomic
            && (first.verb(), second.verb()) == (Some(Verb::Add), Some(Verb::Replace));
        if is_add_and_replace || is_same(second, one, other) {
            continue;
        }
        let place = match &second.setting.value {
            Some(value) => value.text.place(),
            None => second.verb_place(),
        };
        let line = first.line();
        let message = format!("the file sets this node to another value in line {line}");
        findings
            .of(second, place, message)
            .label("keep one of the two")
            .note("`./Vendor` is `./Device/Vendor`, and case does not count")
            .note("the last command wins; whoever checks both reports one of them as failed");
    }
    for (other, subject) in elsewhere(file) {
        let Some(value) = subject.setting.value.as_ref().map(|value| &value.text) else {
            continue;
        };
        let is_open = |value: &str| has_variable(value);
        if is_open(value.as_str())
            || is_open(other.value.as_str())
            || is_same(subject, other.value.as_str(), value.as_str())
        {
            continue;
        }
        let message = format!("{} sets this node to another value", other.at);
        findings
            .of(subject, value.place(), message)
            .label("keep one of the two")
            .note("`./Vendor` is `./Device/Vendor`, and case does not count")
            .note("on a device that gets both, the setting goes back and forth, and one of the two is reported as failed")
            .note("where the files are for different devices, `--sets folder` or `--sets file` says so");
    }
}
