//! `uri-case`: a name of the LocURI is in another case than the definition has it.

use csp_schema::same_node::{decoded, folded};
use csp_schema::uri::encode_segment;

use crate::lint::{Address, Check, Edit, Example, Findings, Found, Level, Meant, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-case",
    level: Level::Warning,
    summary: "A name of the LocURI is in another case than the definition has it",
    docs: "Windows itself mostly takes names without regard to case, but not every CSP does, and Intune says that addresses are case-sensitive. The fix writes the \
           definition's spelling. Names that are given at run time are left alone.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦brightness⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some((address, meant)) = subject.meant() else {
        return;
    };
    if meant.found != Found::AsWritten {
        return;
    }
    let mut edits = Vec::new();
    for (nth, spelled) in meant.spelled.iter().enumerate() {
        let Some(spelled) = spelled.map(str::trim_end) else {
            continue;
        };
        let name = decoded(address.segment(nth));
        // What differs in more than case was found by another name.
        if name != spelled && folded(&name) == folded(spelled) {
            edits.push(Edit::new(
                address.segment_place(nth),
                encode_segment(spelled),
            ));
        }
    }
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else {
        return;
    };
    let place = first.place.start..last.place.end;
    let message = format!(
        "`{}` is in another case than its definition",
        subject.written(&place)
    );
    let label = match edits.as_slice() {
        [edit] => format!("write `{}`", edit.text),
        _ => format!("write `{}`", spelling(address, meant)),
    };
    findings
        .of(subject, place, message)
        .label(label)
        .note(format!("the definition has {}", meant.node.uri()))
        .note("some CSPs answer 404 to another case")
        .fix(edits);
}

/// The address with the definition's names.
fn spelling(address: &Address<'_>, meant: &Meant<'_>) -> String {
    let names = meant.spelled.iter().enumerate();
    let names: Vec<&str> = names
        .map(|(nth, spelled)| spelled.unwrap_or(address.segment(nth)))
        .collect();
    let root = if address.has_root { "./" } else { "" };
    format!("{root}{}", names.join("/"))
}
