//! Every published profile among the shared samples: what a person sees in it is read, each part where it stands.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;

use csp_corpus::{shared, xml_files};
use csp_profile::{Carrier, FaultKind, Profile};

csp_corpus::tests! {
    &["samples/profiles"] => profiles_are_read_as_people_see_them, what_is_seen_stands_there, profiles_are_written_in_every_carrier;
    &["samples/syncml"] => messages_are_read;
}

/// Verbs and how many settings have an address, a format and a value; and the sorts of faults.
type Seen = (&'static str, &'static str, &'static [FaultKind]);

const PROFILES: &[Seen] = &[
    (
        "fleet-05-pin-to-windows-11-24h2.xml",
        "Replace Replace: 2 2 2",
        &[],
    ),
    ("fleet-DisableAllowGameDVR.xml", "Replace: 1 1 1", &[]),
    (
        "fleet-disable-simple-TCPIP-services-SimpleTcp.xml",
        "Replace: 1 1 1",
        &[],
    ),
    (
        "fleet-itsec-Disable-password-hints.xml",
        "Replace Replace: 2 2 2",
        &[],
    ),
    ("fleet-itsec-password.xml", "Replace Replace: 2 2 2", &[]),
    (
        "fleet-windows-localpoliciessecurityoptions-disable-adminaccountstatus.xml",
        "Replace: 1 1 1",
        &[],
    ),
    (
        "fleet2025-disable_defender_realtime_scanning.xml",
        "Add: 1 1 1",
        &[FaultKind::Prefix, FaultKind::Prefix],
    ),
    ("fleet2025-get_software_version.xml", "Get: 1 0 0", &[]),
    (
        "fleettest-integration_mdm_profiles_test-L5786.xml",
        "Replace: 1 1 1",
        &[],
    ),
    ("fleettest-mdm_test-L158.xml", "Get: 1 1 1", &[]),
    ("fleettest-microsoft_mdm_test-L20.xml", ": 0 0 0", &[]),
    (
        "fleettest-windows_mdm_test-L166.xml",
        "Replace Item: 2 0 0",
        &[FaultKind::Unknown],
    ),
    (
        "fleettest-windows_mdm_test-L292.xml",
        "Replace: 1 0 0",
        &[FaultKind::Xml],
    ),
    ("fleettest-windows_mdm_test-L383.xml", "Replace: 0 0 0", &[]),
    (
        "fleettest-windows_mdm_test-L520.xml",
        "Replace: 1 0 1",
        &[FaultKind::Misplaced, FaultKind::Misplaced],
    ),
    (
        "gitops-AdamBaali-BlockMDMUnenrollment-acd5994.xml",
        "Replace: 1 1 1",
        &[FaultKind::Namespace],
    ),
    (
        "marcosd4h-diaglog_diagnosticarchive_minimal.xml",
        "Exec: 1 0 1",
        &[],
    ),
    (
        "marcosd4h-replace_personalization_lock_screen_image_url.xml",
        "Replace: 1 1 1",
        &[FaultKind::Namespace],
    ),
    (
        "msdocs-appv-deploy-and-config-L98.xml",
        "Replace: 1 1 1",
        &[FaultKind::Namespace, FaultKind::Namespace],
    ),
    (
        "msdocs-deviceinstanceservice-csp-L71.xml",
        "Get Get: 2 0 0",
        &[],
    ),
    (
        "msdocs-enterprise-app-management-L282.xml",
        "Exec: 1 1 1",
        &[FaultKind::Xml],
    ),
    (
        "msdocs-enterpriseassignedaccess-csp-L1334.xml",
        "Add: 1 1 1",
        &[FaultKind::Misplaced, FaultKind::Misplaced],
    ),
    ("msdocs-remotering-csp-L32.xml", "Exec: 1 0 0", &[]),
    ("msdocs-wifi-csp-L171.xml", "Results: 1 1 1", &[]),
];

fn read(folder: &str) -> Vec<(String, Profile)> {
    let files = xml_files(&shared(folder)).into_iter().map(|file| {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let profile = Profile::read(&name, &fs::read(&file).unwrap(), None);
        (name, profile.unwrap_or_else(|error| panic!("{error}")))
    });
    files.collect()
}

fn profiles_are_read_as_people_see_them() {
    let read = read("samples/profiles");
    let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<&str> = PROFILES.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, expected);
    for ((name, profile), (_, seen, faults)) in read.iter().zip(PROFILES) {
        assert_eq!(profile.carrier, Carrier::Fleet, "{name}");
        let settings = || profile.settings().map(|(_, setting)| setting);
        let verbs: Vec<String> = profile
            .settings()
            .map(|(command, _)| command.verb.to_string())
            .collect();
        let found = format!(
            "{}: {} {} {}",
            verbs.join(" "),
            settings()
                .filter(|setting| setting.address.is_some())
                .count(),
            settings()
                .filter(|setting| setting.format.is_some())
                .count(),
            settings().filter(|setting| setting.value.is_some()).count(),
        );
        assert_eq!(found, *seen, "{name}");
        let kinds: Vec<FaultKind> = profile.faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, *faults, "{name}: {:?}", profile.faults);
    }
}

fn what_is_seen_stands_there() {
    for (name, profile) in read("samples/profiles") {
        let text = profile.source.as_str();
        for (command, setting) in profile.settings() {
            let verb = command.verb_place.clone().unwrap();
            assert_eq!(&text[verb], command.verb.as_str(), "{name}");
            for part in [&setting.address, &setting.format, &setting.mime]
                .into_iter()
                .flatten()
            {
                assert_eq!(&text[part.place()], part.as_str(), "{name}");
            }
            let value = setting.value.as_ref().map(|value| &value.text);
            if let Some(value) = value.filter(|value| value.place().len() == value.as_str().len()) {
                assert_eq!(&text[value.place()], value.as_str(), "{name}");
            }
        }
    }
}

fn profiles_are_written_in_every_carrier() {
    for (name, profile) in read("samples/profiles") {
        for carrier in Carrier::ALL {
            let output = profile.write(carrier);
            let back = Profile::read("back", output.text.as_bytes(), Some(carrier))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(back.faults, [], "{name} as {carrier}: {}", output.text);
            // Everything is there, or is said not to be.
            let all = profile.settings().count();
            assert!(
                back.settings().count() == all || !output.is_whole(),
                "{name} as {carrier}"
            );
        }
    }
}

/// Some are no profiles; what is no XML at all says where.
fn messages_are_read() {
    let mut settings = 0;
    for file in xml_files(&shared("samples/syncml")) {
        let name = file.display().to_string();
        let profile = Profile::read(&name, &fs::read(&file).unwrap(), None)
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(
            matches!(profile.carrier, Carrier::SyncMl | Carrier::Fleet),
            "{name}: {}",
            profile.carrier
        );
        settings += profile
            .settings()
            .filter(|(_, setting)| setting.address.is_some())
            .count();
    }
    assert!(settings > 20, "{settings} settings have an address");
}
