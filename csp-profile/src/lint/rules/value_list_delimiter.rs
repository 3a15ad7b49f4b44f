//! `value-list-delimiter`: a list whose elements are separated by something else.

use std::ops::Range;

use crate::carrier::Carrier;
use crate::lint::account::{AccountSetting, well_known_sid};
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-list-delimiter",
    level: Level::Error,
    summary: "The elements of the list are not separated as the definition says",
    docs: "Many lists are separated by the character U+F000, which looks like nothing: `&#xF000;` in XML, `\\uF000` in JSON. Its name in the place of it (`0xF000`), a comma or a space makes one element of all, which names nothing. For a user right that is dangerous: one with `Users Administrators` locked everybody out. Other separators than the name of U+F000 are looked for in user rights alone, because no account has them in its name.",
    bad: Example::of(
        ROOMS,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Rooms</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>kitchen⟦0xF000⟧hall</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        ROOMS,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Rooms</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>kitchen&#xF000;hall</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

const ROOMS: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Rooms\n  format chr\n  access Add Delete Get Replace\n  list \\u{f000}\n";

/// How people write the character's name in the place of it, in small letters.
const SPELLED: &[&str] = &[
    "&#xf000;", "&#61440;", "0xf000", "\\xf000", "\\uf000", "u+f000",
];

const DELIMITER: char = '\u{F000}';

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = &subject.setting.value else {
        return;
    };
    let is_right = AccountSetting::of(subject) == Some(AccountSetting::Right);
    let is_list = subject
        .node()
        .is_some_and(|node| node.delimiter == Some(DELIMITER));
    if !subject.is_write() || !(is_right || is_list) {
        return;
    }
    let text = value.text.as_str();
    let mut ranges = spelled(text);
    if is_right && ranges.is_empty() {
        ranges = separators(text);
    }
    let Some(first) = ranges.first() else {
        return;
    };
    let place = value.text.place_of(first.clone());
    // As it stands in the file: where it is escaped, that is the mistake.
    let found = match value.form {
        ValueForm::Base64 => text.get(first.clone()).unwrap_or_default(),
        _ => subject.written(&place),
    };
    let message = match found.trim() {
        "" => "white space stands between elements of the list".to_owned(),
        found => format!("`{found}` stands between elements of the list"),
    };
    let finding = findings.of(subject, place, message);
    finding.note("the elements of this list are separated by the character U+F000");
    if is_right {
        finding
            .note("Windows takes all of it for one account: nobody has the right then (observed)");
    }
    let written = match (subject.profile.carrier, value.form) {
        (Carrier::Intune, ValueForm::Text) => "\\uF000",
        (Carrier::Csv, ValueForm::Text) | (_, ValueForm::CData) => "\u{F000}",
        (_, ValueForm::Text | ValueForm::Markup) => "&#xF000;",
        _ => return,
    };
    finding.label(match written {
        "\u{F000}" => "write the character U+F000".to_owned(),
        written => format!("write `{written}`"),
    });
    let edits = ranges
        .into_iter()
        .map(|range| Edit::new(value.text.place_of(range), written));
    finding.unsafe_fix(edits);
}

/// Where the name of the character stands.
fn spelled(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut ranges: Vec<Range<usize>> = SPELLED
        .iter()
        .flat_map(|name| lower.match_indices(name))
        .map(|(at, name)| at..at + name.len())
        .collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// What stands between accounts, which no account has in its name: a comma, a semicolon, a bar, the end of a line; and a space before a SID or
/// between groups that are known.
fn separators(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let words: Vec<&str> = text.split(' ').collect();
    let are_known = words.len() > 1 && words.iter().all(|word| well_known_sid(word).is_some());
    let mut start = 0;
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|');
    while let Some(found) = text.get(start..).and_then(|rest| rest.find(is_separator)) {
        let from = start + found;
        let rest = text.get(from..).unwrap_or_default();
        let after = rest.trim_start_matches(is_separator);
        let run = rest.get(..rest.len() - after.len()).unwrap_or_default();
        start = from + run.len();
        let is_between = from > 0 && !after.is_empty() && !after.starts_with(DELIMITER);
        let is_clear =
            run.contains([',', ';', '|', '\n']) || after.starts_with("*S-1-") || are_known;
        let is_after_one = !text.get(..from).unwrap_or_default().ends_with(DELIMITER);
        if is_between && is_clear && is_after_one {
            ranges.push(from..start);
        }
    }
    ranges
}
