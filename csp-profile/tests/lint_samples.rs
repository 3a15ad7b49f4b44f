//! What is found in the published profiles among the shared samples, with the published definitions: each finding was looked at, and none is false.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod nodes;

use std::fs;

use csp_corpus::{shared, xml_files};
use csp_profile::lint::{Definitions, Linter, Options};
use csp_schema::Verb;

use nodes::{address, value};

csp_corpus::tests! {
    &["samples/syncml", "ddf/2024-05"] => what_is_found_in_published_messages_is_wrong_with_them;
    &["samples/profiles", "ddf/2024-05"] => what_is_found_in_published_profiles_is_wrong_with_them, what_the_published_definitions_permit_is_right;
}

/// File, line and column, level, rule.
const FOUND: &[&str] = &[
    // Windows updates, which Fleet may set itself.
    "fleet-05-pin-to-windows-11-24h2.xml:4:21 info fleet-reserved",
    "fleet-05-pin-to-windows-11-24h2.xml:11:21 info fleet-reserved",
    // DevicePasswordEnabled, on which both depend, is 1 where nobody sets it.
    "fleet-itsec-password.xml:8:61 warning value-dependency",
    "fleet-itsec-password.xml:20:61 warning value-dependency",
    // Replace is permitted too, and a second Add is not.
    "fleet2025-disable_defender_realtime_scanning.xml:1:2 warning verb-add-not-idempotent",
    // `A:Format` and `A:Type`, cut out of a message that declares `A`.
    "fleet2025-disable_defender_realtime_scanning.xml:8:5 error xml-unbound-prefix",
    "fleet2025-disable_defender_realtime_scanning.xml:9:5 error xml-unbound-prefix",
    // `xxcmdidxx`.
    "fleet2025-get_software_version.xml:2:9 warning value-placeholder",
    // Commands of a test with nothing in them.
    "fleettest-microsoft_mdm_test-L20.xml:1:2 error syncml-structure",
    "fleettest-microsoft_mdm_test-L20.xml:1:2 warning syncml-cmdid-missing",
    "fleettest-microsoft_mdm_test-L20.xml:1:15 error syncml-structure",
    "fleettest-microsoft_mdm_test-L20.xml:1:15 warning syncml-cmdid-missing",
    // Fleet's own test of what it refuses, with an Item directly in the Atomic.
    "fleettest-windows_mdm_test-L166.xml:7:2 error fleet-command",
    "fleettest-windows_mdm_test-L166.xml:8:4 error syncml-structure",
    "fleettest-windows_mdm_test-L292.xml:6:1 error xml-malformed",
    // An Item with nothing in it.
    "fleettest-windows_mdm_test-L383.xml:2:2 error syncml-structure",
    // A Target directly in the command, and Data in the Target.
    "fleettest-windows_mdm_test-L520.xml:3:10 error syncml-structure",
    "fleettest-windows_mdm_test-L520.xml:5:12 error syncml-structure",
    // `xxcmdidxx`.
    "marcosd4h-diaglog_diagnosticarchive_minimal.xml:2:10 warning value-placeholder",
    // The definition has AllowAppVClient, and `<enabled/>` is not escaped.
    "msdocs-appv-deploy-and-config-L98.xml:9:65 warning uri-case",
    "msdocs-appv-deploy-and-config-L98.xml:11:9 warning data-raw-markup",
    // `<License Content="{LicenseBlob}">` stands in Data without its end.
    "msdocs-enterprise-app-management-L282.xml:10:13 error xml-malformed",
    // Meta and Data in the Target.
    "msdocs-enterpriseassignedaccess-csp-L1334.xml:6:6 error syncml-structure",
    "msdocs-enterpriseassignedaccess-csp-L1334.xml:10:6 error syncml-structure",
];

/// The same of messages, of servers and of devices, and of parts of them.
const FOUND_IN_MESSAGES: &[&str] = &[
    // The definition asks for an Atomic, and the page sends the Add and the Exec without one: whether Windows insists, nobody has shown.
    "learn-edam-add-exec-msiinstalljob-1.2.xml:3:6 warning atomic-required",
    "msdocs-assignedaccess-csp-L164.xml:7:64 warning node-deprecated",
    // `xmlns=”syncml:metinf”`, in the quotes of a word processor.
    "msdocs-azure-active-directory-integration-with-mdm-L661-9c47fe11.xml:7:5 error xml-malformed",
    "msdocs-azure-active-directory-integration-with-mdm-L661-9c47fe11.xml:8:5 error xml-malformed",
    "msdocs-dynamicmanagement-csp-L85.xml:11:15 warning data-raw-markup",
    "msdocs-dynamicmanagement-csp-L85.xml:26:11 warning data-raw-markup",
    "msdocs-messaging-csp-L56.xml:8:15 info scope-user-delivery",
    "msdocs-messaging-csp-L56.xml:23:15 info scope-user-delivery",
    // `$CmdID$`.
    "msdocs-policy-configuration-service-provider-L5114.xml:4:20 warning value-placeholder",
    "msdocs-policy-configuration-service-provider-L5114.xml:7:68 warning value-dependency",
    "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml:4:20 warning value-placeholder",
    // Markup that is not escaped, and ids of hardware with a bare `&` in it.
    "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml:12:23 warning data-raw-markup",
    "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml:12:183 error xml-malformed",
    "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml:12:189 error xml-malformed",
    "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml:12:198 error xml-malformed",
    "msdocs-understanding-admx-backed-policies-L324.xml:14:15 warning data-raw-markup",
    // The quotes, an Alert without its end, and a comment with the dash of a word processor.
    "omadm-spec-41-L438.xml:1:1 error xml-malformed",
    "omadm-spec-41-L438.xml:13:6 error xml-malformed",
    "omadm-spec-41-L438.xml:15:24 error xml-malformed",
];

/// Rules whose findings stand in the list; what else there is says less or more than these do, and has tests of its own.
const LISTED: &[&str] = &[
    "xml-malformed",
    "uri-unknown-node",
    "uri-case",
    "uri-whitespace",
    "uri-backslash",
    "uri-no-dot",
    "scope-not-in-ddf",
    "verb-not-allowed",
    "verb-read-only",
    "format-missing",
    "format-mismatch",
    "value-not-allowed",
    "syncml-cmdid-missing",
    "syncml-cmdid-duplicate",
    "fleet-envelope",
    "fleet-command",
    "uri-malformed",
    "uri-guid-braces",
    "uri-escape",
    "value-list-delimiter",
    "value-xml-schema",
    "value-sid",
    "value-base64",
    "value-base64-twice",
    "xml-unbound-prefix",
    "xml-nested-declaration",
    "xml-escaped-command",
    "syncml-structure",
    "data-double-escaped",
    "data-raw-markup",
    "admx-needs-string",
    "admx-line-endings",
    "atomic-content",
    "atomic-duplicate-target",
    "atomic-required",
    "scep-enroll-last",
    "set-conflict",
    "set-duplicate",
    "fleet-variable",
    "fleet-reserved",
    "fleet-scep",
    "file-malformed",
    "intune-structure",
    "csv-structure",
    "wap-structure",
    "windc-structure",
    "windc-id-mismatch",
    "value-placeholder",
];

/// The same of rules about what is permitted and all the same not wise, or not everywhere.
const LISTED_ADVICE: &[&str] = &[
    "uri-scope-missing",
    "scope-user-delivery",
    "scope-mixed",
    "verb-add-not-idempotent",
    "verb-parent-missing",
    "verb-unreadable",
    "verb-no-delete",
    "value-localized-principal",
    "value-wlan",
    "value-dependency",
    "node-deprecated",
    "target-build",
    "target-edition",
];

fn linter(is_pedantic: bool) -> Linter {
    let files = csp_codegen::Generator::new().file(shared("ddf/2024-05"));
    let (model, mut report) = files.model();
    let modules = csp_codegen::lower(&model, &mut report).modules;
    assert!(!report.has_errors());
    let options = Options {
        is_pedantic,
        ..Options::default()
    };
    let trees = modules.into_iter().map(|module| module.tree);
    Linter::new(Definitions::new(trees, false), options)
}

fn what_is_found_in_published_profiles_is_wrong_with_them() {
    let found = found_in("samples/profiles");
    assert_eq!(found, FOUND, "{found:#?}");
}

fn what_is_found_in_published_messages_is_wrong_with_them() {
    let found = found_in("samples/syncml");
    assert_eq!(found, FOUND_IN_MESSAGES, "{found:#?}");
}

fn found_in(folder: &str) -> Vec<String> {
    let linter = linter(true);
    let mut found = Vec::new();
    for path in xml_files(&shared(folder)) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let linted = linter.lint(name, &fs::read(&path).unwrap());
        for finding in linted.findings.iter().filter(|finding| {
            // What a definition leaves to a template, which is not there, is not said to be wrong.
            let is_said = !finding.message.starts_with("not evaluated: which elements");
            is_said && (LISTED.contains(&finding.rule) || LISTED_ADVICE.contains(&finding.rule))
        }) {
            found.push(format!(
                "{name}:{} {} {}",
                finding.start, finding.level, finding.rule
            ));
        }
    }
    found
}

/// Every node, with every verb that it permits and a value that it allows, as its definition spells it.
fn what_the_published_definitions_permit_is_right() {
    let linter = linter(true);
    for node in linter.definitions.trees().flat_map(|tree| tree.nodes()) {
        let uri = address(node, "Contoso").replace('&', "&amp;");
        let value = value(node, 7, "some text");
        let data = value
            .map(|value| format!("<Data><![CDATA[{value}]]></Data>"))
            .unwrap_or_default();
        let format = node.format.as_str();
        for verb in node.access().iter().map(Verb::as_str) {
            let profile = format!(
                "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>\
                 <Meta><Format>{format}</Format></Meta>{data}</Item></{verb}>"
            );
            let linted = linter.lint("node", profile.as_bytes());
            let is_listed = |rule: &str| LISTED.contains(&rule) && !rule.starts_with("fleet-");
            let mut wrong = linted
                .findings
                .iter()
                .filter(|finding| is_listed(finding.rule));
            assert!(
                wrong.next().is_none(),
                "{verb} {uri}: {:#?}",
                linted.findings
            );
        }
    }
}
