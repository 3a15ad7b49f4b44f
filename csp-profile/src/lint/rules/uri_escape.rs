//! `uri-escape`: a name with a character that an address writes as an escape.

use csp_schema::same_node::decoded;
use csp_schema::uri::encode_segment;

use crate::lint::variable::has_variable;
use crate::lint::{Check, Edit, Example, Findings, Found, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-escape",
    level: Level::Warning,
    summary: "A name in the LocURI has a space or another character that has to be escaped",
    docs: "A LocURI is a URI: in a name that you choose, a space is `%20`, a quotation mark `%22` (RFC 3986). A network whose name had a bare space failed with 0x87D101F4 and 0x800700B7. Braces and letters of other scripts are left alone here: nobody has seen a device refuse them.",
    bad: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/⟦Monday morning⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    good: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/Monday%20morning</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some((address, meant)) = subject.meant() else {
        return;
    };
    if meant.found == Found::WithoutSpaces {
        return;
    }
    for (nth, spelled) in meant.spelled.iter().enumerate() {
        let name = address.segment(nth);
        let Some(reserved) = name.chars().find(|c| is_reserved(*c)) else {
            continue;
        };
        if spelled.is_some() || has_variable(name) {
            continue;
        }
        // What is escaped already stays so.
        let right = encode_segment(&decoded(name)).into_owned();
        let place = address.segment_place(nth);
        let said = match reserved {
            ' ' => "a space".to_owned(),
            c => format!("`{}`", c.escape_debug()),
        };
        let finding = findings.of(
            subject,
            place.clone(),
            format!("{said} stands in a name without an escape"),
        );
        finding
            .label(format!("write `{right}`"))
            .note("a LocURI is a URI (RFC 3986)")
            .note("Windows answered 0x87D101F4 and 0x800700B7 for a network with a space in its name (observed)")
            .unsafe_fix([Edit::new(place, right)]);
    }
}

fn is_reserved(c: char) -> bool {
    c == ' '
        || c.is_ascii_control()
        || matches!(c, '"' | '#' | '<' | '>' | '[' | ']' | '^' | '`' | '|')
}
