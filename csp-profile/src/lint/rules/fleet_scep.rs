//! `fleet-scep`: a SCEP profile that is not as Fleet wants it.

use csp_schema::Verb;
use csp_schema::same_node::is_user_scope;

use super::scep_enroll_last::is_enroll;
use crate::lint::fleet::{
    READ, SCEP_ID, SCEP_RENEWAL, SCEP_REQUIRED, SCEP_SINCE, USER_SCEP_SINCE, variables,
};
use crate::lint::{Check, Dialect, Example, File, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "fleet-scep",
    level: Level::Error,
    summary: "A SCEP profile is not as Fleet wants it",
    docs: "In a profile that sets anything below `ClientCertificateInstall/SCEP`, Fleet takes nothing else, in one scope; the certificate is called \
           `$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID`, and there is one Exec, of its `Install/Enroll`. CAThumbprint, Challenge, EKUMapping, \
           HashAlgorithm, KeyLength, KeyUsage, ServerURL and SubjectName are set, the last with `OU=$FLEET_VAR_CERTIFICATE_RENEWAL_ID`. Fleet has such \
           profiles since 4.77.0, for users since 4.78.0 (`--fleet-version`).",
    bad: Example::of_lamp(BAD),
    good: Example::of_lamp(GOOD),
    check: Check::File(check),
};

macro_rules! profile {
    ($other:literal) => {
        concat!(
            "<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID</LocURI></Target>
  <Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/CAThumbprint</LocURI></Target>
  <Data>0123456789abcdef0123456789abcdef01234567</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/Challenge</LocURI></Target>
  <Data>$FLEET_VAR_NDES_SCEP_CHALLENGE</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/EKUMapping</LocURI></Target>
  <Data>1.3.6.1.5.5.7.3.2</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/HashAlgorithm</LocURI></Target>
  <Data>SHA-256</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/KeyLength</LocURI></Target>
  <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>2048</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/KeyUsage</LocURI></Target>
  <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>160</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/ServerURL</LocURI></Target>
  <Data>$FLEET_VAR_NDES_SCEP_PROXY_URL</Data></Item></Add>
<Add><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/SubjectName</LocURI></Target>
  <Data>CN=$FLEET_VAR_HOST_UUID,OU=$FLEET_VAR_CERTIFICATE_RENEWAL_ID</Data></Item></Add>
",
            $other,
            "<Exec><Item><Target><LocURI>./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/$FLEET_VAR_SCEP_WINDOWS_CERTIFICATE_ID/Install/Enroll</LocURI></Target></Item></Exec>
"
        )
    };
}

const GOOD: &str = profile!("");
const BAD: &str = profile!(
    "<Replace><Item><Target><LocURI>⟦./Device/Vendor/Contoso/Lamp/Color⟧</LocURI></Target><Data>warm</Data></Item></Replace>
"
);

const SCEP: &str = "Vendor/MSFT/ClientCertificateInstall/SCEP/";

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.dialect != Dialect::Fleet {
        return;
    }
    let subjects = file.subjects.iter();
    let scep: Vec<&Subject<'_>> = subjects.filter(|it| below(it).is_some()).collect();
    let Some(first) = scep.first() else {
        return;
    };
    let (since, whom) = if is_user(first) {
        (USER_SCEP_SINCE, " for users")
    } else {
        (SCEP_SINCE, "")
    };
    if file.linter.options.is_older_fleet(since) {
        let message = format!("Fleet has SCEP profiles{whom} since {since}");
        told(findings, first, &message);
        return;
    }
    for subject in &file.subjects {
        if subject.setting.address.is_some() {
            setting(subject, first, findings);
        }
    }
    execs(&scep, first, findings);
    let is_set = |name: &str| {
        let end = format!("/Install/{name}");
        let mut settings = scep.iter().filter_map(|subject| below(subject));
        settings.any(|below| below.ends_with(&end))
    };
    let required = SCEP_REQUIRED.iter().copied();
    let missing: Vec<&str> = required.filter(|name| !is_set(name)).collect();
    if !missing.is_empty() {
        let message = format!("the SCEP profile does not set {}", missing.join(", "));
        told(findings, first, &message);
    }
}

/// What a setting has to be in a file whose first one below `SCEP/` is this.
fn setting(subject: &Subject<'_>, first: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(below) = below(subject) else {
        let message = "a profile with a SCEP certificate has nothing else";
        told(findings, subject, message).label("put it into a profile of its own");
        return;
    };
    if is_user(subject) != is_user(first) {
        let message = "a SCEP profile has one scope, `./Device` or `./User`";
        told(findings, subject, message);
    }
    if !is_variable(below.split('/').next().unwrap_or_default(), &[SCEP_ID]) {
        let message = "the certificate's node has another name than Fleet wants";
        let label = format!("write `$FLEET_VAR_{SCEP_ID}` behind `SCEP/`");
        told(findings, subject, message).label(label);
    }
    if below.ends_with("/Install/SubjectName") && !has_renewal(subject) {
        let message = "SubjectName has no `OU=$FLEET_VAR_CERTIFICATE_RENEWAL_ID`";
        let label = "add it, so that Fleet can renew the certificate";
        told(findings, subject, message).label(label);
    }
}

/// The one Exec, which enrols.
fn execs(scep: &[&Subject<'_>], first: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut enrolls = scep.iter().filter(|subject| is_enroll(subject));
    if enrolls.next().is_none() {
        let message = "a SCEP profile has an Exec of `Install/Enroll`";
        told(findings, first, message);
    }
    for second in enrolls {
        let message = "a SCEP profile has one Exec of `Install/Enroll`";
        told(findings, second, message);
    }
    for subject in scep {
        if subject.verb() == Some(Verb::Exec) && !is_enroll(subject) {
            let message = "the Exec of a SCEP profile is that of `Install/Enroll`";
            told(findings, subject, message);
        }
    }
}

fn told<'f>(
    findings: &'f mut Findings<'_>,
    subject: &Subject<'_>,
    message: &str,
) -> &'f mut crate::lint::Finding {
    let address = subject.setting.address.as_ref();
    let place = address.map_or_else(|| subject.verb_place(), |address| address.place());
    findings.of(subject, place, message).note(format!(
        "Fleet refuses the upload (fleetdm/fleet, as of {READ})"
    ))
}

/// What stands behind `ClientCertificateInstall/SCEP/`.
fn below<'s>(subject: &'s Subject<'_>) -> Option<&'s str> {
    let address = subject.setting.address.as_ref()?.as_str();
    Some(address.split_once(SCEP)?.1)
}

fn is_user(subject: &Subject<'_>) -> bool {
    let address = subject.setting.address.as_ref();
    address.is_some_and(|address| is_user_scope(address.as_str()))
}

/// Whether a text is one of these variables and nothing else.
fn is_variable(text: &str, names: &[&str]) -> bool {
    variables(text).next().is_some_and(|variable| {
        let name = variable.name.strip_prefix("FLEET_VAR_");
        variable.whole == text && name.is_some_and(|name| names.contains(&name))
    })
}

fn has_renewal(subject: &Subject<'_>) -> bool {
    let Some(value) = &subject.setting.value else {
        return false;
    };
    let mut parts = value.text.as_str().split(',');
    parts.any(|part| {
        let part = part.trim();
        part.strip_prefix("OU=")
            .is_some_and(|unit| is_variable(unit.trim(), SCEP_RENEWAL))
    })
}
