//! `xml-escaped-command`: a command whose tags are escaped, so that it is text.

use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::{Fault, FaultKind};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "xml-escaped-command",
    level: Level::Error,
    summary: "The tags of a command are escaped, so that it is text",
    docs: "`&lt;Add&gt;` is the text `<Add>` and no command: it is never run. Escape what is inside of `<Data>`, and nothing else. The fix takes one \
           level of escaping from all text that stands where commands belong.",
    bad: Example::of_lamp(
        "⟦&lt;Replace&gt;⟧
  &lt;Item&gt;
    &lt;Target&gt;&lt;LocURI&gt;./Device/Vendor/Contoso/Lamp/Color&lt;/LocURI&gt;&lt;/Target&gt;
    &lt;Data&gt;warm&lt;/Data&gt;
  &lt;/Item&gt;
&lt;/Replace&gt;
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

const NAMES: &[&str] = &[
    "Add", "Atomic", "Delete", "Exec", "Get", "Replace", "Sequence", "SyncBody", "SyncML",
];

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let stray = || {
        let faults = file.profile.faults.iter();
        faults.filter(|fault| fault.kind == FaultKind::StrayText)
    };
    let Some((fault, name)) =
        stray().find_map(|fault| Some((fault, escaped_command(file, fault)?)))
    else {
        return;
    };
    let written = file.written(&fault.place);
    let tag = format!("&lt;{name}");
    let at = fault.place.start + written.find(&tag).unwrap_or_default();
    let rest = file.written(&(at..fault.place.end));
    let end = rest
        .find("&gt;")
        .map_or(tag.len(), |end| end + "&gt;".len());
    let finding = findings.at(
        at..at + end,
        format!("`{name}` is text here, because its tag is escaped"),
    );
    finding.label(format!("write `<{name}>`"));
    finding.note(
        "SyncML has commands as elements; what is escaped is a value, and only `<Data>` has one",
    );
    finding.note("a device runs nothing of it (observed: MicrosoftDocs/windows-itpro-docs#5881)");
    finding.unsafe_fix(stray().map(|fault| {
        let text = file.written(&fault.place);
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
        Edit::new(fault.place.clone(), text)
    }));
}

/// The command whose escaped start tag stands in a text.
pub(super) fn escaped_command(file: &File<'_>, fault: &Fault) -> Option<&'static str> {
    let written = file.written(&fault.place);
    written.match_indices("&lt;").find_map(|(at, found)| {
        let rest = written.get(at + found.len()..)?;
        let is_it = |name: &&&str| {
            rest.strip_prefix(**name)
                .is_some_and(|rest| rest.starts_with(['&', ' ', '\t', '\r', '\n', '/']))
        };
        NAMES.iter().find(is_it).copied()
    })
}
