//! `atomic-required`: settings of an instance that have to travel in one Atomic, and do not.

use std::collections::BTreeMap;

use csp_schema::Verb;
use csp_schema::same_node::node_key;

use crate::carrier::Carrier;
use crate::lint::cmd_id::Numbers;
use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule, Subject};
use crate::model::Entry;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "atomic-required",
    level: Level::Error,
    summary: "Settings that take effect together are not in an Atomic",
    docs: "`MSFT:AtomicRequired` of the definition says that the commands below a node travel in one Atomic; a SCEP certificate is not there without it. \
           For other CSPs than ClientCertificateInstall it is a warning: no failure is on record. It is said where two or more commands are about \
           one such instance. Fleet puts SCEP into an Atomic itself; tables and Intune's settings have none. The fix wraps the commands where \
           they stand side by side.",
    bad: Example::of(SCEP, "<⟦Add⟧>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/ServerURL</LocURI></Target>
    <Data>https://scep.contoso.com</Data>
  </Item>
</Add>
<Add>
  <CmdID>2</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/SubjectName</LocURI></Target>
    <Data>CN=Wifi</Data>
  </Item>
</Add>
").in_dialect(Dialect::Plain),
    good: Example::of(SCEP, "<Atomic>
  <CmdID>3</CmdID>
  <Add>
    <CmdID>1</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/ServerURL</LocURI></Target>
      <Data>https://scep.contoso.com</Data>
    </Item>
  </Add>
  <Add>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/SubjectName</LocURI></Target>
      <Data>CN=Wifi</Data>
    </Item>
  </Add>
</Atomic>
").in_dialect(Dialect::Plain),
    check: Check::File(check),
};

/// What the example is about.
const SCEP: &str = "csp ClientCertificateInstall
root ./Device/Vendor/MSFT
0 0 ClientCertificateInstall
  access Get
1 1 SCEP
  access Get
2 2 UniqueID
  dynamic
  access Add Delete Get Replace
  occurrence ZeroOrMore
  atomic-required
3 3 ServerURL
  format chr
  access Add Delete Get Replace
3 4 SubjectName
  format chr
  access Add Delete Get Replace
";

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if !matches!(file.profile.carrier, Carrier::SyncMl | Carrier::Fleet) {
        return;
    }
    let mut instances: BTreeMap<String, Vec<&Subject<'_>>> = BTreeMap::new();
    for subject in &file.subjects {
        let is_write = matches!(subject.verb(), Some(Verb::Add | Verb::Replace | Verb::Exec));
        if let (Some(instance), true) = (instance(subject), is_write) {
            instances.entry(instance).or_default().push(subject);
        }
    }
    for (instance, subjects) in instances {
        let mut unwrapped = subjects
            .iter()
            .copied()
            .filter(|subject| subject.atomic().is_none());
        let Some(first) = unwrapped.next().filter(|_| subjects.len() > 1) else {
            continue;
        };
        let is_certificate = instance.contains("/clientcertificateinstall/");
        if is_certificate && file.dialect == Dialect::Fleet {
            continue;
        }
        let message = "the commands about this instance have to be in one Atomic";
        let finding = findings.of(first, first.verb_place(), message);
        if !is_certificate {
            finding.level(Level::Warning);
        }
        finding.label("put them into one `<Atomic>`");
        if let Some(node) = first.node() {
            let above = node.ancestors().find(|node| node.is_atomic_required());
            let above = above.unwrap_or(node);
            finding.note(format!(
                "the definition of {} says AtomicRequired",
                above.uri()
            ));
        }
        finding.note(if is_certificate {
            "there is no certificate, whatever the commands are answered with"
        } else {
            "what Windows does without it is not known"
        });
        finding.unsafe_fix(wrapped(file, &subjects).unwrap_or_default());
    }
}

/// The key of the instance that requires an Atomic.
fn instance(subject: &Subject<'_>) -> Option<String> {
    let node = subject.node()?;
    let below = node
        .ancestors()
        .position(|node| node.is_atomic_required())?;
    let key = node_key(subject.setting.address.as_ref()?.as_str(), false);
    let segments: Vec<&str> = key.split('/').collect();
    let own = segments.len().checked_sub(below)?;
    Some(segments.get(..own)?.join("/"))
}

/// The edits that put commands into an Atomic, where all of them stand side by side outside of every container.
fn wrapped(file: &File<'_>, subjects: &[&Subject<'_>]) -> Option<Vec<Edit>> {
    let (first, last) = (subjects.first()?, subjects.last()?);
    let range = first.command.place.start..last.command.place.end;
    let commands = file.profile.entries.iter().filter_map(|entry| match entry {
        Entry::Command(command) => Some(command),
        Entry::Group(_) => None,
    });
    let inside = commands
        .filter(|command| range.contains(&command.place.start))
        .count();
    let is_alone = inside == subjects.len()
        && subjects
            .iter()
            .all(|subject| subject.groups.is_empty() && subject.command.settings.len() == 1);
    // Fleet takes an Atomic alone.
    let is_all = inside == file.profile.entries.len();
    if !is_alone || file.dialect == Dialect::Fleet && !is_all {
        return None;
    }
    let number = Numbers::of(&file.profile.entries).take();
    let begin = format!("<Atomic>\n<CmdID>{number}</CmdID>\n");
    Some(vec![
        Edit::new(range.start..range.start, begin),
        Edit::new(range.end..range.end, "\n</Atomic>"),
    ])
}
