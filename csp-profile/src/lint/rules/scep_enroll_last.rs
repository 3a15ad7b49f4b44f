//! `scep-enroll-last`: settings of a certificate behind the Exec that enrolls it.

use std::collections::BTreeMap;

use csp_schema::Verb;
use csp_schema::same_node::node_key;

use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "scep-enroll-last",
    level: Level::Error,
    summary: "A SCEP certificate is enrolled before all of its settings are there",
    docs: "Microsoft's page of ClientCertificateInstall: the Exec of `Install/Enroll` is the last command of the Atomic. What stands behind it comes too \
           late, and there is no certificate. The fix moves the Exec behind the last setting of the same certificate.",
    bad: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <⟦Exec⟧>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/Install/Enroll</LocURI></Target>
    </Item>
  </Exec>
  <Add>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/Install/ServerURL</LocURI></Target>
      <Data>https://scep.contoso.com</Data>
    </Item>
  </Add>
</Atomic>
",
    )
    .in_dialect(Dialect::Plain),
    good: Example::of_lamp(
        "<Atomic>
  <CmdID>1</CmdID>
  <Add>
    <CmdID>3</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/Install/ServerURL</LocURI></Target>
      <Data>https://scep.contoso.com</Data>
    </Item>
  </Add>
  <Exec>
    <CmdID>2</CmdID>
    <Item>
      <Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Wifi/Install/Enroll</LocURI></Target>
    </Item>
  </Exec>
</Atomic>
",
    )
    .in_dialect(Dialect::Plain),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // The last setting of each certificate.
    let mut last: BTreeMap<String, (usize, &Subject<'_>)> = BTreeMap::new();
    for (nth, subject) in file.subjects.iter().enumerate() {
        let is_set = matches!(subject.verb(), Some(Verb::Add | Verb::Replace));
        if let (Some(certificate), true) = (certificate(subject), is_set) {
            last.insert(certificate, (nth, subject));
        }
    }
    for (nth, subject) in file.subjects.iter().enumerate() {
        if !is_enroll(subject) {
            continue;
        }
        let behind = certificate(subject).and_then(|certificate| last.get(&certificate));
        let Some((_, behind)) = behind.filter(|(last, _)| *last > nth) else {
            continue;
        };
        let line = file
            .profile
            .source
            .position(behind.command.place.start)
            .line;
        let message = format!("the certificate is enrolled before its setting in line {line}");
        let finding = findings.of(subject, subject.verb_place(), message);
        finding.label("put it last");
        finding.note("Microsoft's page of ClientCertificateInstall: the Exec of Install/Enroll is the last command");
        finding.note("there is no certificate, whatever the commands are answered with");
        let place = &subject.command.place;
        let is_beside = |one: &Subject<'_>| one.groups.last().map(|group| group.place.start);
        if is_beside(subject) == is_beside(behind) && subject.command.settings.len() == 1 {
            let to = behind.command.place.end;
            finding.unsafe_fix([
                Edit::new(place.clone(), ""),
                Edit::new(to..to, format!("\n{}", file.written(place))),
            ]);
        }
    }
}

/// The key of the certificate that a setting is about: the node below `SCEP`.
fn certificate(subject: &Subject<'_>) -> Option<String> {
    let key = node_key(subject.setting.address.as_ref()?.as_str(), false);
    let mut parts = key.split('/');
    parts.find(|part| *part == "clientcertificateinstall")?;
    let is_scep = parts.next() == Some("scep");
    let name = parts.next().filter(|_| is_scep)?;
    let end = name.as_ptr() as usize - key.as_ptr() as usize + name.len();
    key.get(..end).map(str::to_owned)
}

pub(super) fn is_enroll(subject: &Subject<'_>) -> bool {
    let address = subject.setting.address.as_ref();
    let key = address.map(|address| node_key(address.as_str(), false));
    subject.verb() == Some(Verb::Exec)
        && key.is_some_and(|key| {
            key.contains("vendor/msft/clientcertificateinstall/scep/")
                && key.ends_with("/install/enroll")
        })
}
