//! `uri-whitespace`: white space stands inside of the LocURI.

use crate::lint::address::is_space;
use crate::lint::{Address, Check, Edit, Example, Findings, Found, Level, Rule, Subject, Target};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-whitespace",
    level: Level::Error,
    summary: "White space stands inside of the LocURI",
    docs: "It is taken for a part of the name, so that the node is not found: a device answers 404, and the log says that a file was not found. White space around \
           the whole address does not count. Beside a slash it goes by a safe fix; inside of a name only where the definition has the name without it.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦ ⟧Brightness</LocURI></Target>
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
    let Some(address) = subject
        .address
        .as_ref()
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let edits = gaps(address);
    if let (Some(first), Some(last)) = (edits.first(), edits.last()) {
        let place = first.place.start..if edits.len() > 1 {
            last.place.end
        } else {
            first.place.end
        };
        findings
            .of(
                subject,
                place,
                "white space beside a slash is a part of the name",
            )
            .label("remove it")
            .note(ANSWER)
            .fix(edits);
    }
    let Target::Node(meant) = &address.target else {
        return;
    };
    if meant.found != Found::WithoutSpaces {
        return;
    }
    for (nth, spelled) in meant.spelled.iter().enumerate() {
        let (name, place) = (address.segment(nth), address.segment_place(nth));
        if let Some(spelled) = spelled.filter(|_| name.contains(is_space)) {
            findings
                .of(subject, place.clone(), format!("there is no `{name}`"))
                .label(format!("did you mean `{spelled}`?"))
                .note(format!("the definition has {}", meant.node.uri()))
                .note(ANSWER)
                .unsafe_fix([Edit::new(place, spelled)]);
        }
    }
}

const ANSWER: &str = "Windows answers 404";

/// The white space between segments, but where the definition's name ends in it.
fn gaps(address: &Address<'_>) -> Vec<Edit> {
    let text = address.text.as_str();
    let mut edits = Vec::new();
    let mut from = 0;
    for (nth, segment) in address.segments.iter().enumerate() {
        let before = nth.checked_sub(1);
        let is_name = matches!((&address.target, before), (Target::Node(meant), Some(before))
            if meant.spelled.get(before).is_some_and(|name| name.is_some_and(|name| name.ends_with(' '))));
        let gap = text.get(from..segment.start).unwrap_or_default();
        for (at, space) in gap.char_indices().filter(|(_, c)| is_space(*c) && !is_name) {
            let range = from + at..from + at + space.len_utf8();
            edits.push(Edit::new(address.text.place_of(range), ""));
        }
        from = segment.end;
    }
    edits
}
