//! `admx-ingest-invalid`: a template that devices refuse, or of which they do not offer all.

use admx::{Diagnostic, Severity};

use crate::lint::ingest::Install;
use crate::lint::payload::edit;
use crate::lint::rule::dim_install;
use crate::lint::{Check, Example, File, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-ingest-invalid",
    level: Level::Error,
    summary: "A template that is sent to devices is faulty",
    docs: "The value of an `ADMXInstall` node is a template, an ADMX file without its texts, escaped once. What is wrong with it is shown at its place there, with \
           the code that `csp admx check` has for it (docs/admx-codes.md): XML that is none, categories that are not there or that are named with the file's own \
           prefix, which devices refuse as \"category not defined\" (observed: pseymour/MakeMeAdmin#49), names that are unfit for a URI, a namespace that is not \
           declared, which importers refuse (observed: microsoft/PowerToys#21702), and registry keys that devices leave to Windows' own policies, which end in \
           0x20101 (observed: microsoft/winget-cli#1892). Of keys it is a warning, because Microsoft's list of them does not fit Microsoft's own templates.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/Lamps</LocURI></Target>
    <Data>&lt;policyDefinitions&gt;&lt;policyNamespaces&gt;&lt;target prefix=\"contoso\" namespace=\"Contoso\"/&gt;&lt;/policyNamespaces&gt;\
&lt;categories&gt;&lt;category name=\"Lamps\"/&gt;&lt;/categories&gt;&lt;policies&gt;&lt;policy name=\"Dim\" class=\"Machine\" displayName=\"Dim\" key=\"Software\\Policies\\Contoso\"&gt;\
&lt;parentCategory ref=\"⟦contoso:Lamps⟧\"/&gt;&lt;/policy&gt;&lt;/policies&gt;&lt;/policyDefinitions&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(dim_install!()),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    for install in &file.installs {
        let Some(subject) = file.subjects.get(install.nth) else {
            continue;
        };
        kind(subject, install, findings);
        for fault in install.report.iter() {
            if let Some(level) = level(fault) {
                tell(subject, install, fault, level, findings);
            }
        }
    }
}

fn kind(subject: &Subject<'_>, install: &Install, findings: &mut Findings<'_>) {
    let Some(address) = subject.address.as_deref() else {
        return;
    };
    if !install.address.has_known_kind() {
        let kind = &install.address.kind;
        let message =
            format!("there are templates of the type Policy and Preference, and none of `{kind}`");
        let place = address.segment_place(install.address.kind_segment);
        findings.of(subject, place, message).label("write `Policy`");
    }
}

/// How bad a fault is for a device; `None` for what is a matter of texts, which are not sent.
fn level(fault: &Diagnostic) -> Option<Level> {
    let text = fault.source().text();
    let is_foreign = text
        .get(fault.span())
        .is_some_and(|text| text.contains(':'));
    match (fault.code().id(), fault.severity()) {
        (id, _) if id == "ADMX0030" || id.starts_with("ADMX005") => None,
        // A prefix that is not declared: importers refuse it, of Windows nobody says so.
        ("ADMX0040", _) => Some(Level::Warning),
        ("ADMX0041", _) if !is_foreign => Some(Level::Error),
        (_, Severity::Error) => Some(Level::Error),
        (id, _) if id == "ADMX0044" || id.starts_with("ADMX006") => Some(Level::Warning),
        _ => Some(Level::Info),
    }
}

fn tell(
    subject: &Subject<'_>,
    install: &Install,
    fault: &Diagnostic,
    level: Level,
    findings: &mut Findings<'_>,
) {
    let Some(value) = &subject.setting.value else {
        return;
    };
    let span = fault.span();
    let span = install.mark + span.start..install.mark + span.end;
    let place = if span.is_empty() && span.start == install.mark {
        // It is about all of it.
        value.text.place()
    } else {
        value.text.place_of(span.clone())
    };
    let finding = findings.of(
        subject,
        place,
        format!("{}: {}", fault.code().id(), fault.message()),
    );
    finding.level(level).label(fault.help());
    if fault.code().id() == "ADMX0060" {
        finding.note(
            "Windows refuses the template with 0x20101 (observed: microsoft/winget-cli#1892)",
        );
    }
    let is_own_prefix = matches!(fault.code().id(), "ADMX0063" | "ADMX0064");
    let written = value.text.as_str().get(span.clone()).unwrap_or_default();
    if let (true, Some(colon)) = (is_own_prefix, written.find(':')) {
        finding.unsafe_fix(edit(subject, value, span.start..span.start + colon + 1, ""));
    }
}
