//! `admx-order`: a policy that is set before the template that brings it.

use std::collections::{BTreeMap, BTreeSet};

use csp_check::Nearest;
use csp_schema::Verb;
use csp_schema::same_node::folded;

use crate::lint::ingest::{InstallAddress, PolicyAddress, removed};
use crate::lint::rule::dim_install;
use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-order",
    level: Level::Warning,
    summary: "A policy of a template is set before the template is sent",
    docs: "A device has the nodes of an app's policies once it has taken the template of the app (`ADMXInstall`), and takes commands in their order: a policy that is set \
           before fails until it is sent again, and goes with the template when that is deleted (observed: fleetdm/fleet#48103). A file that sends templates \
           and none for the app of a policy has a slip in the name of one of them. A file that sends none at all is only a note, since a template may well be \
           on the devices already; files of the same set are looked at too. The fix puts the template before the first policy of its app.",
    bad: Example::of_lamp(concat!(
        "<Replace>
  <Item>
    <Target><LocURI>⟦./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim⟧</LocURI></Target>
    <Data>&lt;enabled/&gt;</Data>
  </Item>
</Replace>
",
        dim_install!()
    )),
    good: Example::of_lamp(concat!(
        dim_install!(),
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim</LocURI></Target>
    <Data>&lt;enabled/&gt;</Data>
  </Item>
</Replace>
"
    )),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // The last setting that sends a template, by the app.
    let sent: BTreeMap<String, usize> = file
        .installs
        .iter()
        .map(|install| (folded(&install.address.app), install.nth))
        .collect();
    let mut there: BTreeSet<String> = BTreeSet::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (nth, subject) in file.subjects.iter().enumerate() {
        let Some(address) = subject.address.as_deref() else {
            continue;
        };
        match subject.verb() {
            Some(Verb::Delete) => match removed(address) {
                Some(None) => there.clear(),
                Some(Some(app)) => {
                    there.remove(&app);
                }
                None => {}
            },
            Some(Verb::Add | Verb::Replace) => {
                if let Some(install) = InstallAddress::of(address) {
                    there.insert(folded(&install.app));
                }
                let app = PolicyAddress::of(address).map(|policy| folded(&policy.app));
                // One of each app says it for all.
                let Some(app) = app.filter(|app| !there.contains(app) && told.insert(app.clone()))
                else {
                    continue;
                };
                let later = sent.get(&app).filter(|last| **last > nth);
                match later.and_then(|_| first_behind(file, &app, nth)) {
                    Some(install) => before(file, subject, install, findings),
                    None if file.others.sends_template(file.dialect, &app) => {}
                    None => without(file, subject, &app, findings),
                }
            }
            _ => {}
        }
    }
}

/// The first setting behind another one that sends a template of an app.
fn first_behind<'f, 'a>(file: &'f File<'a>, app: &str, nth: usize) -> Option<&'f Subject<'a>> {
    let mut installs = file.installs.iter();
    let install =
        installs.find(|install| install.nth > nth && folded(&install.address.app) == app)?;
    file.subjects.get(install.nth)
}

fn before(
    file: &File<'_>,
    subject: &Subject<'_>,
    install: &Subject<'_>,
    findings: &mut Findings<'_>,
) {
    let place = subject.address.as_ref().map(|address| address.text.place());
    let message = format!(
        "the policy is set before line {} sends the template that brings it",
        install.line()
    );
    let finding = findings.of(subject, place.unwrap_or_default(), message);
    finding.label("send the template first");
    finding.note("the policy fails until it is sent again (observed: fleetdm/fleet#48103)");
    let is_beside = |one: &Subject<'_>| one.groups.last().map(|group| group.place.start);
    if is_beside(subject) == is_beside(install) && install.command.settings.len() == 1 {
        let (from, to) = (&install.command.place, subject.command.place.start);
        finding.unsafe_fix([
            Edit::new(to..to, format!("{}\n", file.written(from))),
            Edit::new(from.clone(), ""),
        ]);
    }
}

fn without(file: &File<'_>, subject: &Subject<'_>, app: &str, findings: &mut Findings<'_>) {
    let place = subject.address.as_ref().map(|address| address.text.place());
    let (place, sends) = (place.unwrap_or_default(), !file.installs.is_empty());
    let message = if sends {
        format!("no template that this file sends is for the app `{app}`")
    } else {
        format!("nothing here sends the template of the app `{app}`, whose policy this is")
    };
    let finding = findings.of(subject, place, message);
    let apps = file.installs.iter();
    let apps = apps.map(|install| install.address.app.as_str());
    finding.label(Nearest::of(app, apps).question().unwrap_or_default());
    finding.level(if sends { Level::Warning } else { Level::Info });
    finding.note("a device that does not have the template answers 404");
}
