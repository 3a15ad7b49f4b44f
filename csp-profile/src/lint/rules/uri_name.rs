//! `uri-name`: a name that the definition does not allow.

use csp_schema::same_node::decoded;
use csp_schema::{Checked, Verb};

use super::value_placeholder::is_placeholder;
use crate::lint::address::is_space;
use crate::lint::variable::has_variable;
use crate::lint::{Check, Example, Findings, Found, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-name",
    level: Level::Error,
    summary: "The definition does not allow a name in the LocURI",
    docs: "Where you choose the name of a node, its definition may have a pattern for it (AllowedValues of a dynamic node): a rule of the firewall has no `|` in its \
           name, a policy of Windows Hello is named by a GUID. A device makes no node of another name. White space that begins or ends a name, which only an escape can write, is a part of \
           it: a warning says so. Get, Delete and Exec are left alone, since they make no node. Variables of Fleet and Intune stand for any name.",
    bad: Example::of(
        ROOMS,
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Rooms/⟦Hall%202⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    good: Example::of(
        ROOMS,
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Rooms/hall</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    check: Check::Setting(check),
};

const ROOMS: &str = "csp Rooms\nroot ./Device/Vendor/Contoso\n0 0 Rooms\n  access Get\n1 1 Room\n  dynamic\n  access Add Delete Get\n  occurrence ZeroOrMore\n  allowed regex ^[a-z]+$\n";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !matches!(subject.verb(), Some(Verb::Add | Verb::Replace)) {
        return;
    }
    let Some((address, meant)) = subject.meant() else {
        return;
    };
    if meant.found == Found::WithoutSpaces {
        return;
    }
    for (nth, node) in (0..address.segments.len())
        .rev()
        .zip(meant.node.ancestors())
    {
        let written = address.segment(nth);
        if !node.dynamic || has_variable(written) || is_placeholder(written) {
            continue;
        }
        let (name, place) = (decoded(written), address.segment_place(nth));
        match node.check_name(&name) {
            Ok(Checked::Valid) if name.trim_matches(is_space) != name => {
                let message = format!("white space is a part of the name `{written}`");
                let finding = findings.of(subject, place, message);
                finding.level(Level::Warning);
            }
            Ok(Checked::Valid) => {}
            Ok(Checked::NotEvaluated(why)) => {
                let finding = findings.of(subject, place, format!("not evaluated: {why}"));
                finding.level(Level::Info);
            }
            Err(error) => {
                let message = format!("the name of a {{{}}}: {error}", node.name);
                findings
                    .of(subject, place, message)
                    .note(format!("the definition of {} says it", node.uri()))
                    .note("Windows makes no node of that name");
            }
        }
    }
}
