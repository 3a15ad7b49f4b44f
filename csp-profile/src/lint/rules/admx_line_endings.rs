//! `admx-line-endings`: line breaks in the value of an ADMX-backed policy.

use std::ops::Range;

use crate::carrier::Carrier;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-line-endings",
    level: Level::Warning,
    summary: "The value of an ADMX-backed policy has line breaks",
    docs: "What the device reads back has line feeds alone, so that the setting is reported as 0x87D1FDE8 though it is applied (observed: \
           Micke-K/IntuneManagement#380). A file of XML may end its lines as it likes, because XML has all of them as line feeds; it is \
           `&#xD;` in XML and `\\r` in JSON that arrive. Line feeds between elements are only a note. The fix drops both: a payload is one line.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;enabled/&gt;⟦&#xD;⟧
&lt;data id=\"Level\" value=\"3\"/&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Policy</LocURI></Target>
    <Data>&lt;enabled/&gt;&lt;data id=\"Level\" value=\"3\"/&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(policies), Some(value)) = (subject.policies(), &subject.setting.value) else {
        return;
    };
    if !subject.is_write() || policies.is_empty() {
        return;
    }
    let text = &value.text;
    let returns = text.as_str().matches('\r').count();
    let breaks = breaks(text.as_str());
    let Some(first) = breaks.first() else {
        return;
    };
    let message = match returns {
        0 => "line breaks stand between the elements of the value".to_owned(),
        _ => format!("the value has {returns} carriage returns"),
    };
    let place = match text.as_str().find('\r') {
        Some(at) => text.place_of(at..at + 1),
        None => text.place_of(first.clone()),
    };
    let finding = findings.of(subject, place, message);
    match returns {
        0 => finding.level(Level::Info),
        _ => finding.note("the device applies it and reads back line feeds: 0x87D1FDE8 (observed: Micke-K/IntuneManagement#380)"),
    };
    finding.label("write the payload on one line");
    if value.form != ValueForm::Base64 && subject.profile.carrier != Carrier::Csv {
        let dropped = breaks.into_iter();
        finding.fix(dropped.map(|range| Edit::new(text.place_of(range), "")));
    }
}

/// The white space between elements that has a line break, and the carriage returns in them.
fn breaks(text: &str) -> Vec<Range<usize>> {
    let mut breaks = Vec::new();
    let mut quote = None;
    // Where white space began behind an element; `None` within one.
    let mut gap = None;
    for (at, c) in text.char_indices() {
        match c {
            '<' if quote.is_none() => {
                let space = gap.take().map(|start| start..at);
                let space = space.filter(|space| {
                    let between = text.get(space.clone()).unwrap_or_default();
                    between.contains(['\r', '\n']) && between.trim().is_empty()
                });
                breaks.extend(space);
            }
            '>' if quote.is_none() => gap = Some(at + 1),
            '\r' if gap.is_none() => breaks.push(at..at + 1),
            '"' | '\'' if gap.is_none() => match quote {
                Some(open) if open == c => quote = None,
                None => quote = Some(c),
                _ => {}
            },
            _ => {}
        }
    }
    // What stands behind the last element.
    let rest = gap.map_or(0..0, |start| start..text.len());
    let rest_text = text.get(rest.clone()).unwrap_or_default();
    let returns = rest_text.match_indices('\r');
    breaks.extend(returns.map(|(at, _)| rest.start + at..rest.start + at + 1));
    breaks
}
