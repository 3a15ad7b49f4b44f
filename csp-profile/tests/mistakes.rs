//! What people have been seen to get wrong: each mistake has its finding, at the character where it is, and the fix that mends it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use csp_profile::lint::{Definitions, Finding, Linter, Options};
use csp_schema::{OsBuild, Tree};

/// Nodes like those that the mistakes were made with.
const DEFINITIONS: &[&str] = &[
    "csp Update\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 Update\n1 1 TargetReleaseVersion\n  format chr\n  access Add Delete Get Replace\n",
    "csp Search\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 Search\n1 1 AllowIndexingEncryptedItems\n  format int\n  access Add Delete Get Replace\n  allowed range 0..1\n",
    "csp TimeLanguageSettings\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 TimeLanguageSettings\n\
        1 1 ConfigureTimeZone\n  format chr\n  access Add Delete Get Replace\n1 2 AllowSet24HourClock\n  format int\n  access Add Delete Get Replace\n  deprecated 10.0.22000\n",
    "csp UserRights\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 UserRights\n1 1 AllowLocalLogOn\n  format chr\n  access Add Delete Get Replace\n  list \\u{f000}\n",
    "csp DeviceLock\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 DeviceLock\n1 1 DevicePasswordEnabled\n  format int\n  access Add Delete Get Replace\n  default 1\n\
        1 2 MinDevicePasswordLength\n  format int\n  access Add Delete Get Replace\n  group Length\n  depends-on Device/Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled\n  allowed range 0..0\n",
    "csp AppVirtualization\nroot ./Device/Vendor/MSFT/Policy/Config\n0 0 AppVirtualization\n1 1 AllowAppVClient\n  format chr\n  access Add Delete Get Replace\n  editions 0x4;0x79;\n",
    "csp VPNv2\nroot ./User/Vendor/MSFT\n0 0 VPNv2\n1 1 ProfileName\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n2 2 ProfileXML\n  format chr\n  access Add Delete Get Replace\n\
        root ./Device/Vendor/MSFT\n0 3 VPNv2\n1 4 ProfileName\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n2 5 ProfileXML\n  format chr\n  access Add Delete Get Replace\n",
    "csp WiFi\nroot ./Device/Vendor/MSFT\n0 0 WiFi\n1 1 Profile\n2 2 SSID\n  dynamic\n  access Add Delete Get Replace\n  occurrence ZeroOrMore\n3 3 WlanXml\n  format chr\n  access Add Delete Get Replace\n",
    "csp ApplicationControl\nroot ./Vendor/MSFT\n0 0 ApplicationControl\n1 1 Policies\n2 2 Guid\n  dynamic\n  access Get\n  occurrence ZeroOrMore\n3 3 Policy\n  format b64\n  access Add Delete Get Replace\n",
    "csp RootCATrustedCertificates\nroot ./Device/Vendor/MSFT\n0 0 RootCATrustedCertificates\n1 1 Root\n2 2 Hash\n  dynamic\n  access Get\n3 3 EncodedCertificate\n  format b64\n  access Add Delete Get Replace\n",
    "csp Printers\nroot ./User/Vendor/MSFT\n0 0 Printers\n1 1 Default\n  format chr\n  access Add Delete Get Replace\n",
    "csp Health\nroot ./Device/Vendor/MSFT\n0 0 Health\n1 1 SenseIsRunning\n  format bool\n  access Get\n1 2 Onboarding\n  format chr\n  access Get Replace\n1 3 Secret\n  format chr\n  access Delete Replace\n\
        1 4 AttestPrivateKey\n  format int\n  access Add Delete Get Replace\n  os-build 99.9.99999\n",
];

/// What mends a mistake.
enum Mended {
    /// A safe fix; this stands in the file then.
    Safely(&'static str),
    /// A fix that somebody has to look at.
    WithCare(&'static str),
    /// Somebody has to think.
    ByHand,
}

use Mended::{ByHand, Safely, WithCare};

const CONFIG: &str = "./Device/Vendor/MSFT/Policy/Config";

fn command(verb: &str, uri: &str, format: &str, data: &str) -> String {
    let name = verb.replace(['⟦', '⟧'], "");
    format!(
        "<{verb}><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data></Item></{name}>\n"
    )
}

fn replace(uri: &str, format: &str, data: &str) -> String {
    command("Replace", uri, format, data)
}

fn policy(name: &str, format: &str, data: &str) -> String {
    replace(&format!("{CONFIG}/{name}"), format, data)
}

fn numbered(cmd_id: &str, command: &str) -> String {
    command.replacen("<Item>", &format!("{cmd_id}<Item>"), 1)
}

/// The rule, a file with the mistake between marks, and what mends it.
fn mistakes() -> Vec<(&'static str, String, Mended)> {
    let certificate = "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/00/EncodedCertificate";
    let control = "./Vendor/MSFT/ApplicationControl/Policies";
    let guid = "2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f";
    let wlan = "./Device/Vendor/MSFT/WiFi/Profile";
    let add_profile = |name: &str| {
        format!(
            "<Add><Item><Target><LocURI>{wlan}/{name}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>\n"
        )
    };
    let network = |hex: &str, protected: &str| {
        format!(
            "&lt;WLANProfile&gt;&lt;SSIDConfig&gt;&lt;SSID&gt;&lt;hex&gt;{hex}&lt;/hex&gt;&lt;name&gt;Lab&lt;/name&gt;&lt;/SSID&gt;&lt;/SSIDConfig&gt;\
             &lt;sharedKey&gt;&lt;protected&gt;{protected}&lt;/protected&gt;&lt;/sharedKey&gt;&lt;/WLANProfile&gt;"
        )
    };
    let member = |name: &str| {
        let groups = "&lt;GroupConfiguration&gt;&lt;accessgroup desc=\"S-1-5-32-544\"&gt;&lt;group action=\"U\"/&gt;&lt;add member=\"";
        policy(
            "LocalUsersAndGroups/Configure",
            "chr",
            &format!("{groups}{name}\"/&gt;&lt;/accessgroup&gt;&lt;/GroupConfiguration&gt;"),
        )
    };
    let twice = "QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOGdJU0lqSkNVbUp5Z3BLaXNzTFM0dk1ERXlNelExTmpjNE9UbzcK";
    let long = "<Data>AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7</Data>";
    vec![
        (
            "uri-unknown-node",
            policy("Search/⟦AllowIndexingEncyptedItems⟧", "int", "0"),
            WithCare("/AllowIndexingEncryptedItems<"),
        ),
        (
            "format-mismatch",
            policy("Update/TargetReleaseVersion", "⟦int⟧", "24H2"),
            Safely(">chr<"),
        ),
        (
            "uri-whitespace",
            policy("TimeLanguageSettings/⟦ ⟧ConfigureTimeZone", "chr", "UTC"),
            Safely("Settings/ConfigureTimeZone<"),
        ),
        (
            "uri-backslash",
            policy("Update⟦\\⟧TargetReleaseVersion", "chr", "24H2"),
            Safely("Update/TargetReleaseVersion"),
        ),
        ("uri-malformed", replace("⟦⟧", "chr", "24H2"), ByHand),
        (
            "uri-malformed",
            replace("⟦/⟧Vendor/MSFT/Policy", "chr", "24H2"),
            ByHand,
        ),
        (
            "uri-malformed",
            policy("⟦..⟧/Config/Update", "chr", "24H2"),
            ByHand,
        ),
        (
            "uri-case",
            policy("Update/⟦targetReleaseVersion⟧", "chr", "24H2"),
            Safely("/TargetReleaseVersion<"),
        ),
        (
            "uri-scope-missing",
            command("Add", "./⟦Vendor⟧/MSFT/VPNv2/Lab/ProfileXML", "chr", "x"),
            WithCare("./Device/Vendor/MSFT/VPNv2"),
        ),
        (
            "scope-not-in-ddf",
            policy("Update/TargetReleaseVersion", "chr", "24H2").replace("Device", "⟦User⟧"),
            WithCare("./Device/Vendor"),
        ),
        (
            "scope-user-delivery",
            replace("./⟦User⟧/Vendor/MSFT/Printers/Default", "chr", "Lab"),
            ByHand,
        ),
        (
            "scope-mixed",
            format!(
                "<Atomic><CmdID>1</CmdID>{}{}</Atomic>",
                numbered(
                    "<CmdID>2</CmdID>",
                    &policy("Update/TargetReleaseVersion", "chr", "24H2")
                ),
                numbered(
                    "<CmdID>3</CmdID>",
                    &replace("./⟦User⟧/Vendor/MSFT/Printers/Default", "chr", "Lab")
                )
            ),
            ByHand,
        ),
        (
            "syncml-cmdid-missing",
            format!(
                "<Atomic><CmdID>1</CmdID>{}</Atomic>",
                command(
                    "⟦Replace⟧",
                    &format!("{CONFIG}/Update/TargetReleaseVersion"),
                    "chr",
                    "24H2"
                )
            ),
            Safely("<CmdID>2</CmdID>"),
        ),
        (
            "xml-malformed",
            policy("Update/TargetReleaseVersion", "chr", "24H2").replace("</Replace>", "⟦</Add>⟧"),
            ByHand,
        ),
        (
            "xml-malformed",
            policy("Update/TargetReleaseVersion", "chr", "24H2 ⟦&⟧ later"),
            Safely("24H2 &amp; later"),
        ),
        (
            "value-list-delimiter",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "Users⟦ ⟧Administrators",
            ),
            WithCare("Users&#xF000;Administrators"),
        ),
        (
            "value-list-delimiter",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "*S-1-5-32-544⟦, ⟧*S-1-5-32-545",
            ),
            WithCare("544&#xF000;*S-1-5-32-545"),
        ),
        (
            "value-sid",
            policy(
                "UserRights/AllowLocalLogOn",
                "chr",
                "*S-1-5-32-545&#xF000;⟦`⟧*S-1-5-32-544",
            ),
            Safely("&#xF000;*S-1-5-32-544<"),
        ),
        (
            "value-sid",
            member("⟦`⟧S-1-12-1-1-2-3-4"),
            Safely("member=\"S-1-12"),
        ),
        (
            "value-localized-principal",
            policy("UserRights/AllowLocalLogOn", "chr", "⟦Administrators⟧"),
            ByHand,
        ),
        (
            "value-localized-principal",
            member("⟦NT AUTHORITY\\Local Service⟧"),
            ByHand,
        ),
        (
            "value-base64",
            replace(
                certificate,
                "b64",
                "⟦-----BEGIN CERTIFICATE-----\nAAEC\nAw==\n-----END CERTIFICATE-----⟧",
            ),
            Safely("<Data>AAECAw==</Data>"),
        ),
        (
            "value-base64",
            replace(certificate, "b64", "⟦AAEC\nAw==⟧"),
            Safely("<Data>AAECAw==</Data>"),
        ),
        (
            "value-base64-twice",
            replace(
                &format!("{control}/{guid}/Policy"),
                "b64",
                &format!("⟦{twice}⟧"),
            ),
            WithCare(long),
        ),
        (
            "uri-guid-braces",
            replace(&format!("{control}/⟦{{{guid}}}⟧/Policy"), "b64", "AAECAw=="),
            WithCare("Policies/2dcbd6ca-32fc-44a1-98a1-5a5dbe2a3d1f/Policy"),
        ),
        (
            "uri-escape",
            add_profile("⟦My Lab⟧"),
            WithCare("/My%20Lab<"),
        ),
        (
            "value-wlan",
            add_profile("Lab")
                + &replace(
                    &format!("{wlan}/Lab/WlanXml"),
                    "chr",
                    &network("⟦4C6163⟧", "false"),
                ),
            ByHand,
        ),
        (
            "value-wlan",
            add_profile("Lab")
                + &replace(
                    &format!("{wlan}/Lab/WlanXml"),
                    "chr",
                    &network("4C6162", "⟦true⟧"),
                ),
            ByHand,
        ),
        (
            "target-edition",
            policy("AppVirtualization/⟦AllowAppVClient⟧", "chr", "x"),
            ByHand,
        ),
        (
            "target-build",
            replace("./Device/Vendor/MSFT/Health/⟦AttestPrivateKey⟧", "int", "1"),
            ByHand,
        ),
        (
            "verb-add-not-idempotent",
            command(
                "⟦Add⟧",
                &format!("{CONFIG}/Update/TargetReleaseVersion"),
                "chr",
                "24H2",
            ),
            WithCare("</Replace>"),
        ),
        (
            "verb-parent-missing",
            replace(
                &format!("{wlan}/⟦Lab⟧/WlanXml"),
                "chr",
                &network("4C6162", "false"),
            ),
            WithCare("</Add>\n<Replace>"),
        ),
        (
            "verb-not-allowed",
            command(
                "⟦Add⟧",
                "./Device/Vendor/MSFT/Health/Onboarding",
                "chr",
                "x",
            ),
            Safely("</Replace>"),
        ),
        (
            "verb-read-only",
            command(
                "⟦Replace⟧",
                "./Device/Vendor/MSFT/Health/SenseIsRunning",
                "bool",
                "true",
            ),
            ByHand,
        ),
        (
            "verb-unreadable",
            replace("./Device/Vendor/MSFT/Health/⟦Secret⟧", "chr", "x"),
            ByHand,
        ),
        (
            "verb-no-delete",
            replace("./Device/Vendor/MSFT/Health/⟦Onboarding⟧", "chr", "x"),
            ByHand,
        ),
        (
            "value-not-allowed",
            policy("Search/AllowIndexingEncryptedItems", "int", "⟦2⟧"),
            ByHand,
        ),
        (
            "value-dependency",
            policy("DeviceLock/⟦MinDevicePasswordLength⟧", "int", "10"),
            ByHand,
        ),
        (
            "node-deprecated",
            policy("TimeLanguageSettings/⟦AllowSet24HourClock⟧", "int", "1"),
            ByHand,
        ),
    ]
}

fn linter() -> Linter {
    let trees = DEFINITIONS.iter().map(|table| Tree::load(table).unwrap());
    let options = Options {
        os_build: OsBuild::parse("10.0.26100"),
        edition: "pro".parse().ok(),
        is_pedantic: true,
        ..Options::default()
    };
    Linter::new(Definitions::new(trees, false), options)
}

#[test]
fn each_mistake_is_found_where_it_is_and_mended() {
    let linter = linter();
    for (rule, marked, mended) in mistakes() {
        let text = marked.replace(['⟦', '⟧'], "");
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let linted = linter.lint("profile.xml", text.as_bytes());
        let own: Vec<&Finding> = linted
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .collect();
        let [finding] = own.as_slice() else {
            panic!("{rule}: {marked}\n{:#?}", linted.findings);
        };
        assert_eq!(finding.place, start..end, "{rule}: {marked}");
        match (&finding.fix, mended) {
            (None, ByHand) => {}
            (Some(fix), Safely(then)) if fix.is_safe => assert_mended(&text, finding, then),
            (Some(fix), WithCare(then)) if !fix.is_safe => assert_mended(&text, finding, then),
            (fix, _) => panic!("{rule}: {marked}\n{fix:?}"),
        }
    }
}

#[test]
fn of_a_value_in_base64_no_part_is_changed() {
    // `<GroupConfiguration><accessgroup desc="G"><add member="`S-1-5-32-544"/></accessgroup></GroupConfiguration>`
    let value = "PEdyb3VwQ29uZmlndXJhdGlvbj48YWNjZXNzZ3JvdXAgZGVzYz0iRyI+PGFkZCBtZW1iZXI9ImBTLTEtNS0zMi01NDQiLz48L2FjY2Vzc2dyb3VwPjwvR3JvdXBDb25maWd1cmF0aW9uPg==";
    let text = format!(
        "{{\"@odata.type\": \"#microsoft.graph.omaSettingStringXml\", \"omaUri\": \"{CONFIG}/LocalUsersAndGroups/Configure\", \"value\": \"{value}\"}}"
    );
    let text = format!("{{\"omaSettings\": [{text}]}}");
    let linted = linter().lint("policy.json", text.as_bytes());
    let sid = linted
        .findings
        .iter()
        .find(|finding| finding.rule == "value-sid");
    assert_eq!(sid.unwrap().fix, None);
}

/// Its edits make this stand in the file.
fn assert_mended(text: &str, finding: &Finding, then: &str) {
    let mut fixed = text.to_owned();
    for edit in finding.fix.iter().flat_map(|fix| fix.edits.iter().rev()) {
        fixed.replace_range(edit.place.clone(), &edit.text);
    }
    assert!(!text.contains(then), "{}: {text}", finding.rule);
    assert!(fixed.contains(then), "{}: {fixed}", finding.rule);
}
