//! `value-placeholder`: a word of a template that nobody replaced.

use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};
use crate::text::{Place, Text};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-placeholder",
    level: Level::Error,
    summary: "A placeholder of a template is left in",
    docs: "`{LicenseID}` in a LocURI, `$CmdID$`, `xxcmdidxx`: samples have such words where something of one's own belongs, and they are sent as they \
           stand. Variables of Fleet and Intune are none. In a CmdID it is a warning, because it fails where \
           another command has the same one; Fleet numbers commands itself, so that it does not matter there.",
    bad: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/⟦{ScheduleName}⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    good: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Schedules/Morning</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>
  </Item>
</Add>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.verb().is_none() {
        return;
    }
    let mut found = |place: Place, word: &str, level: Level| {
        findings
            .of(
                subject,
                place,
                format!("the placeholder `{word}` is left in"),
            )
            .level(level)
            .label("write what is meant")
            .note("it is sent as it stands");
    };
    if let Some(address) = &subject.address {
        for nth in 0..address.segments.len() {
            let segment = address.segment(nth);
            if is_placeholder(segment) {
                found(address.segment_place(nth), segment, Level::Error);
            }
        }
    }
    if let Some(value) = &subject.setting.value {
        let word = value.text.as_str().trim();
        if is_placeholder(word) {
            found(value.text.place(), word, Level::Error);
        }
    }
    let is_first =
        subject.command.settings.first().map(|one| &one.place) == Some(&subject.setting.place);
    if let Some(id) = subject.command.cmd_id.as_ref().filter(|_| is_first) {
        let is_counted = subject.dialect != Dialect::Fleet;
        if is_counted && is_cmd_id(id) {
            found(id.place(), id.as_str(), Level::Warning);
        }
    }
}

fn is_cmd_id(id: &Text) -> bool {
    id.as_str() == "xxcmdidxx" || is_placeholder(id.as_str())
}

/// A word that somebody was to replace.
pub(super) fn is_placeholder(text: &str) -> bool {
    is_braced_word(text) || is_dollar_word(text)
}

/// `{LicenseID}`. A GUID in braces has digits or hyphens.
fn is_braced_word(text: &str) -> bool {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(is_word)
}

/// `$CmdID$`.
fn is_dollar_word(text: &str) -> bool {
    let inner = text
        .strip_prefix('$')
        .and_then(|rest| rest.strip_suffix('$'));
    inner.is_some_and(is_word)
}

fn is_word(text: &str) -> bool {
    text.len() > 1
        && text
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | ' '))
}
