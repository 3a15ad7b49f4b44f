//! Every SyncML message among the shared samples and in the seed documents: what each one gives.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "codec/check.rs"]
mod check;

use std::fs;

use check::check;
use csp_corpus::shared;
use syncml::{Form, Message, Namespace};

csp_corpus::tests! {
    &["samples/syncml"] => messages, details_of_what_windows_sends;
    &["samples/profiles"] => profiles;
    &["seeds"] => seeds;
    &["samples/syncml", "samples/profiles"] => spoiled_samples;
}

/// What each message gives. The no-break spaces of two of them are indentation; the faulty ones
/// have typographic quotation marks, an ampersand or tags that do not match.
const MESSAGES: &[(&str, &str)] = &[
    (
        "fleet-poc-ngrok-dump-02-server.xml",
        "message 1.2 Status[0]*4 final",
    ),
    (
        "learn-edam-add-exec-msiinstalljob-1.2.xml",
        "fragment 1.2 Add[1] Exec[1] final",
    ),
    (
        "msdocs-alljoynmanagement-csp-L105.xml",
        "fragment 1.2 Get[1] final",
    ),
    (
        "msdocs-assignedaccess-csp-L164.xml",
        "fragment 1.2 Add[1] final",
    ),
    (
        "msdocs-azure-active-directory-integration-with-mdm-L661-9c47fe11.xml",
        "line 7, column 17: `”` is a typographic quotation mark, which XML does not know: use a straight `\"`",
    ),
    (
        "msdocs-cmpolicyenterprise-csp-L335.xml",
        "fragment none Atomic[0] Add[1]*6 final",
    ),
    (
        "msdocs-diagnose-mdm-failures-in-windows-10-L96.xml",
        "fragment 1.2 Exec[1] final",
    ),
    (
        "msdocs-dynamicmanagement-csp-L85.xml",
        "fragment none Replace[1]*3",
    ),
    (
        "msdocs-enterpriseassignedaccess-csp-L1252.xml",
        "fragment 1.2 Replace[1] final",
    ),
    (
        "msdocs-enterpriseext-csp-L39.xml",
        "fragment 1.2 Get[2] final",
    ),
    (
        "msdocs-messaging-csp-L56.xml",
        "fragment 1.2 Replace[1]*2 Get[1] final",
    ),
    (
        "msdocs-policy-configuration-service-provider-L5114.xml",
        "fragment 1.2 Replace[1] final",
    ),
    (
        "msdocs-policy-csp-deviceinstallation-L473-d40320f0.xml",
        "line 12, column 183: `&` begins no reference: write `&amp;` where an ampersand is meant",
    ),
    (
        "msdocs-reporting-csp-L82.xml",
        "fragment none Replace[1] Get[1] final",
    ),
    (
        "msdocs-structure-of-oma-dm-provisioning-files-L54.xml",
        "message 1.2 Get[1] final",
    ),
    (
        "msdocs-understanding-admx-backed-policies-L324.xml",
        "fragment 1.2 Replace[1] final",
    ),
    (
        "msdocs-windowsadvancedthreatprotection-csp-L121.xml",
        "fragment 1.2 Get[1]*10 final",
    ),
    (
        "oma-security-5.3.1-md5-cred.xml",
        "message 1.2 Alert[0] final",
    ),
    (
        "omadm-spec-26-L10.xml",
        "message 1.2 Alert[0] Replace[5] final",
    ),
    ("omadm-spec-26-L482.xml", "message 1.2 Status[0]*2 final"),
    (
        "omadm-spec-41-L438.xml",
        "line 1, column 15: `’` is a typographic quotation mark, which XML does not know: use a straight `\"`",
    ),
    (
        "win19043-marcosd4h-01-client.xml",
        "message 1.2 Alert[0] Alert[1] Replace[5] final",
    ),
    (
        "windows-26200.9278-capability-probes.xml",
        "message 1.2 Status[0]*2 Results[1] Status[0] Results[1] Status[0]*3 final",
    ),
    (
        "windows-26200.9278-namespace11-response.xml",
        "message 1.1 Status[0]*4 Get[1] final",
    ),
    (
        "windows-26200.9278-package1-user.xml",
        "message 1.2 Alert[0] Alert[1] Replace[5] final",
    ),
];

/// What each profile gives: runs of commands, many without CmdID.
const PROFILES: &[(&str, &str)] = &[
    (
        "fleet-05-pin-to-windows-11-24h2.xml",
        "fragment none Replace[1]*2",
    ),
    ("fleet-DisableAllowGameDVR.xml", "fragment none Replace[1]"),
    (
        "fleet-disable-simple-TCPIP-services-SimpleTcp.xml",
        "fragment none Replace[1]",
    ),
    (
        "fleet-itsec-Disable-password-hints.xml",
        "fragment none Replace[1]*2",
    ),
    ("fleet-itsec-password.xml", "fragment none Replace[1]*2"),
    (
        "fleet-windows-localpoliciessecurityoptions-disable-adminaccountstatus.xml",
        "fragment none Replace[1]",
    ),
    (
        "fleet2025-disable_defender_realtime_scanning.xml",
        "fragment none Add[1]",
    ),
    ("fleet2025-get_software_version.xml", "fragment none Get[1]"),
    (
        "fleettest-integration_mdm_profiles_test-L5786.xml",
        "fragment none Replace[1]",
    ),
    ("fleettest-mdm_test-L158.xml", "fragment none Get[1]"),
    (
        "fleettest-microsoft_mdm_test-L20.xml",
        "fragment none Exec[0]*2",
    ),
    (
        "fleettest-windows_mdm_test-L166.xml",
        "fragment none Replace[1] Atomic[0] Item[0]",
    ),
    (
        "fleettest-windows_mdm_test-L292.xml",
        "line 6, column 1: `</Add>` does not close `<Replace>`, which begins at line 2, column 1: put `</Replace>` before it",
    ),
    (
        "fleettest-windows_mdm_test-L383.xml",
        "fragment none Replace[1]",
    ),
    (
        "fleettest-windows_mdm_test-L520.xml",
        "fragment none Replace[0]",
    ),
    (
        "gitops-AdamBaali-BlockMDMUnenrollment-acd5994.xml",
        "fragment none Replace[1]",
    ),
    (
        "marcosd4h-diaglog_diagnosticarchive_minimal.xml",
        "fragment none Exec[1]",
    ),
    (
        "marcosd4h-replace_personalization_lock_screen_image_url.xml",
        "fragment none Replace[1]",
    ),
    (
        "msdocs-appv-deploy-and-config-L98.xml",
        "fragment none Replace[1]",
    ),
    (
        "msdocs-deviceinstanceservice-csp-L71.xml",
        "fragment none Get[2]",
    ),
    (
        "msdocs-enterprise-app-management-L282.xml",
        "line 10, column 46: `</Data>` does not close `<License>`, which begins at line 10, column 13: put `</License>` before it",
    ),
    (
        "msdocs-enterpriseassignedaccess-csp-L1334.xml",
        "fragment none Add[1]",
    ),
    ("msdocs-remotering-csp-L32.xml", "fragment none Exec[1]"),
    ("msdocs-wifi-csp-L171.xml", "fragment none Results[1]"),
];

/// The files of a folder below `../shared`; they are not ours to copy.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(shared(folder))
        .expect("the folder can be listed")
        .map(|entry| entry.expect("the folder can be listed").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("the file can be read"))
        })
        .collect();
    files.sort();
    files
}

/// One line on a message: its form, its namespace, its commands with their items, or its error.
fn summary(bytes: &[u8]) -> String {
    let message = match Message::parse(bytes) {
        Ok(message) => message,
        Err(error) => return error.to_string(),
    };
    let form = if message.form == Form::Message {
        "message"
    } else {
        "fragment"
    };
    let namespace = match message.namespace {
        Namespace::SyncMl12 => "1.2",
        Namespace::SyncMl11 => "1.1",
        Namespace::SyncMl10 => "1.0",
        Namespace::None => "none",
    };
    let mut commands: Vec<String> = Vec::new();
    for command in &message.commands {
        let one = format!("{}[{}]", command.verb, command.items.len());
        match commands.last_mut() {
            Some(last) if last.split('*').next() == Some(&one) => {
                let count = last
                    .split('*')
                    .nth(1)
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(1)
                    + 1;
                *last = format!("{one}*{count}");
            }
            _ => commands.push(one),
        }
    }
    let last = if message.is_final { " final" } else { "" };
    format!("{form} {namespace} {}{last}", commands.join(" "))
}

fn compare(folder: &str, expected: &[(&str, &str)]) {
    let files = files(folder);
    for (name, summary_of_it) in expected {
        let (_, bytes) = files
            .iter()
            .find(|(file, _)| file == name)
            .expect("the sample is there");
        assert_eq!(summary(bytes), *summary_of_it, "{name}");
    }
    let unknown = files
        .iter()
        .filter(|(file, _)| !expected.iter().any(|(name, _)| name == file));
    assert_eq!(
        unknown.map(|(file, _)| file).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

fn messages() {
    compare("samples/syncml", MESSAGES);
}

fn profiles() {
    compare("samples/profiles", PROFILES);
}

fn details_of_what_windows_sends() {
    let folder = shared("samples/syncml");
    let read = |name: &str| fs::read(folder.join(name)).expect("the sample is there");

    let bytes = read("windows-26200.9278-capability-probes.xml");
    let message = Message::parse(&bytes).expect("Windows writes SyncML");
    let cred = message
        .header
        .cred
        .as_deref()
        .expect("the message has credentials");
    assert_eq!(cred.meta.kind.as_deref(), Some("syncml:auth-md5"));
    assert_eq!(
        message.header.source.name.as_deref(),
        Some("fixture-client")
    );
    let versions = message.items[1]
        .data
        .as_ref()
        .expect("the Results has a value");
    assert!(
        versions
            .text
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<")
    );
    assert!(
        !(versions.form == syncml::DataForm::Markup),
        "XML as text is text"
    );

    let bytes = read("msdocs-understanding-admx-backed-policies-L324.xml");
    let message = Message::parse(&bytes).expect("the sample is SyncML");
    let policy = message.items[0]
        .data
        .as_ref()
        .expect("the item has a value");
    assert!(policy.form == syncml::DataForm::Markup);
    assert!(
        policy
            .text
            .starts_with("<enabled/><data id=\"Virtualization_JITVAllowList_Prompt\"")
    );
    assert!(
        policy.text.contains("&#xF000;"),
        "markup is kept as it stands"
    );

    let bytes = read("msdocs-messaging-csp-L56.xml");
    let message = Message::parse(&bytes).expect("the sample is SyncML");
    let target = message.items[0].target.as_deref();
    assert_eq!(
        target,
        Some("./User/Vendor/MSFT/Messaging/Auditing/Messages/Count")
    );

    let bytes = read("omadm-spec-26-L10.xml");
    let message = Message::parse(&bytes).expect("the sample is SyncML");
    assert_eq!(message.header.meta.max_msg_size(), Some(5000));
}

/// The blocks of XML in a document of Markdown.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in markdown.lines() {
        let fence = line.trim_start();
        open = match open {
            None if fence.starts_with("```") => Some((
                &fence[..fence.bytes().take_while(|&byte| byte == b'`').count()],
                String::new(),
            )),
            None => None,
            Some((end, block)) if fence == end => {
                blocks.push(block);
                None
            }
            Some((end, block)) => Some((end, block + line + "\n")),
        };
    }
    blocks.retain(|block| block.trim_start().starts_with('<'));
    blocks
}

/// The seeds' blocks by what is faulty in them; all others are messages.
fn seeds() {
    let mut read = 0;
    let mut refused = Vec::new();
    for (name, bytes) in files("seeds") {
        for block in blocks(&String::from_utf8_lossy(&bytes)) {
            match Message::parse(block.as_bytes()) {
                Ok(message) => {
                    assert!(!message.commands.is_empty(), "{name}: {block}");
                    read += 1;
                }
                Err(error) => refused.push(format!("{name}: {error}")),
            }
        }
    }
    assert_eq!(read, 24);
    let expected = [
        "EnterpriseDesktopAppManagement.md: line 1, column 1: `<Enforcement>` is not SyncML: a message is `SyncML`, \
         `SyncBody` or commands",
        "EnterpriseModernAppManagement.md: line 1, column 1: `<!\u{2014}` is a typographic dash: a comment begins with \
         `<!--`, two hyphens",
        "EnterpriseModernAppManagement.md: line 1, column 1: `<!\u{2014}` is a typographic dash: a comment begins with \
         `<!--`, two hyphens",
    ];
    assert_eq!(refused, expected);
}

/// Every sample with pieces cut out, doubled and spoiled: no input may panic, and what is read
/// must be written and read again as the same.
fn spoiled_samples() {
    for folder in ["samples/syncml", "samples/profiles"] {
        for (_, bytes) in files(folder) {
            check(&bytes);
            for at in (0..bytes.len()).step_by(bytes.len() / 100 + 3) {
                let (before, after) = bytes.split_at(at);
                check(before);
                check(after);
                for spoiled in [b'<', b'>', b'&', b'"', b'/', 0, 0xE2] {
                    check(&[before, &[spoiled], after.get(1..).unwrap_or_default()].concat());
                }
            }
        }
    }
}
