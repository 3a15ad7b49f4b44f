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
    let scep = || {
        file.subjects
            .iter()
            .filter(|subject| below(subject).is_some())
    };
    let Some(first) = scep().next() else {
        return;
    };
    let (since, whom) = match is_user(first) {
        true => (USER_SCEP_SINCE, " for users"),
        false => (SCEP_SINCE, ""),
    };
    if file.linter.options.is_older_fleet(since) {
        let message = format!("Fleet has SCEP profiles{whom} since {since}");
        told(findings, first, &message);
        return;
    }
    for subject in &file.subjects {
        let Some(address) = &subject.setting.address else {
            continue;
        };
        let Some(below) = below(subject) else {
            told(
                findings,
                subject,
                "a profile with a SCEP certificate has nothing else",
            )
            .label("put it into a profile of its own");
            continue;
        };
        if is_user_scope(address.as_str()) != is_user(first) {
            told(
                findings,
                subject,
                "a SCEP profile has one scope, `./Device` or `./User`",
            );
        }
        if !is_variable(below.split('/').next().unwrap_or_default(), &[SCEP_ID]) {
            told(
                findings,
                subject,
                "the certificate's node has another name than Fleet wants",
            )
            .label(format!("write `$FLEET_VAR_{SCEP_ID}` behind `SCEP/`"));
        }
        if below.ends_with("/Install/SubjectName") && !has_renewal(subject) {
            told(
                findings,
                subject,
                "SubjectName has no `OU=$FLEET_VAR_CERTIFICATE_RENEWAL_ID`",
            )
            .label("add it, so that Fleet can renew the certificate");
        }
    }
    let mut enrolls = scep().filter(|subject| is_enroll(subject));
    if enrolls.next().is_none() {
        told(
            findings,
            first,
            "a SCEP profile has an Exec of `Install/Enroll`",
        );
    }
    for second in enrolls {
        told(
            findings,
            second,
            "a SCEP profile has one Exec of `Install/Enroll`",
        );
    }
    for other in scep().filter(|subject| subject.verb() == Some(Verb::Exec) && !is_enroll(subject))
    {
        told(
            findings,
            other,
            "the Exec of a SCEP profile is that of `Install/Enroll`",
        );
    }
    let is_set = |name: &str| {
        scep().any(|subject| {
            below(subject).is_some_and(|below| below.ends_with(&format!("/Install/{name}")))
        })
    };
    let missing: Vec<&str> = SCEP_REQUIRED
        .iter()
        .copied()
        .filter(|name| !is_set(name))
        .collect();
    if !missing.is_empty() {
        let message = format!("the SCEP profile does not set {}", missing.join(", "));
        told(findings, first, &message);
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
