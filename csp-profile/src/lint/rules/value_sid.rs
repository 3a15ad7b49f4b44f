//! `value-sid`: quotation marks and the like around a SID.

use crate::lint::account::AccountSetting;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-sid",
    level: Level::Error,
    summary: "A backtick or a quotation mark stands beside a SID",
    docs: "It comes along when a value is copied from a script. Then the text is no SID any more, and nobody has that name. In user rights a SID stands behind a star (`*S-1-5-32-544`), in the XML of groups without.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/RestrictedGroups/ConfigureGroupMembership</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;groupmembership&gt;&lt;accessgroup desc=\"S-1-5-32-544\"&gt;&lt;member name=\"⟦`⟧S-1-5-21-1-2-3-1001\"/&gt;&lt;/accessgroup&gt;&lt;/groupmembership&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/RestrictedGroups/ConfigureGroupMembership</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;groupmembership&gt;&lt;accessgroup desc=\"S-1-5-32-544\"&gt;&lt;member name=\"S-1-5-21-1-2-3-1001\"/&gt;&lt;/accessgroup&gt;&lt;/groupmembership&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(setting), Some(value)) = (AccountSetting::of(subject), &subject.setting.value) else {
        return;
    };
    if !subject.is_write() {
        return;
    }
    for name in setting.names(&value.text) {
        let text = name.as_str();
        let Some(at) = text.find("S-1-") else {
            continue;
        };
        let end = at
            + text
                .get(at..)
                .unwrap_or_default()
                .trim_end_matches(is_mark)
                .len();
        let before = text.get(..at).unwrap_or_default();
        let is_sid = text.get(at + 1..end).is_some_and(|rest| {
            rest.bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_digit())
        });
        if !is_sid || before.contains(|c| c != '*' && !is_mark(c)) {
            continue;
        }
        let marks = text
            .char_indices()
            .filter(|(nth, c)| is_mark(*c) && (*nth < at || *nth >= end))
            .map(|(nth, c)| name.place_of(nth..nth + c.len_utf8()));
        let edits: Vec<Edit> = marks.map(|place| Edit::new(place, "")).collect();
        let Some(first) = edits.first() else {
            continue;
        };
        let sid = text.get(at..end).unwrap_or_default();
        findings
            .of(
                subject,
                first.place.clone(),
                "this character makes the SID a name that nobody has",
            )
            .label(format!("write `{}`", setting.written(sid)))
            .note("Windows answers 0x80070534 to a name that is no account")
            .fix(edits);
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '`' | '\u{B4}' | '\'' | '"' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}'
    )
}
