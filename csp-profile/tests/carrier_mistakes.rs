//! What people get wrong in the forms of Intune, tables, provisioning documents and declared configuration: each has its rule and its place.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use csp_profile::lint::{Definitions, LAMP, Level, Linter, Options};
use csp_schema::Tree;

const SETTING: &str = "{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"displayName\": \"Color\", \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Color\", \"value\": \"warm\"}";

const WAP: &str = "<wap-provisioningdoc version=\"1.1\"><characteristic type=\"A\"><parm name=\"B\" value=\"1\" datatype=\"integer\"/></characteristic></wap-provisioningdoc>";

const WINDC: &str = "<DeclaredConfiguration schema=\"1.0\" context=\"Device\" id=\"1\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\"><CSP name=\"./Vendor/Contoso/Lamp\"><URI path=\"Color\" type=\"chr\">warm</URI></CSP></DeclaredConfiguration>";

const ROWS: &str = "OMA-URI,Format,Value\n./Device/Vendor/Contoso/Lamp/Color,chr,warm\n";

/// A text with a part of it replaced.
fn but(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

fn policy(setting: &str) -> String {
    format!("{{\"omaSettings\": [{setting}]}}")
}

/// The rule, how bad it is, and a file with the mistake between marks.
fn mistakes() -> Vec<(&'static str, Level, String)> {
    use Level::{Error, Info, Warning};
    let intune = "intune-structure";
    let setting = |from, to| policy(&but(SETTING, from, to));
    let uri = "\"omaUri\": \"./Device/Vendor/Contoso/Lamp/Color\", ";
    let kind = "\"@odata.type\": \"#microsoft.graph.omaSettingString\", ";
    let windc = |from, to| but(WINDC, from, to);
    let wap = |from, to| but(WAP, from, to);
    let rows = |from, to| but(ROWS, from, to);
    vec![
        ("intune-odata-type", Error, setting("#microsoft.graph.omaSettingString", "⟦#microsoft.graph.omaSettingText⟧")),
        (intune, Error, policy(&but(&format!("⟦{{⟧{}", &SETTING[1..]), uri, ""))),
        (intune, Error, policy(&but(&format!("⟦{{⟧{}", &SETTING[1..]), kind, ""))),
        (intune, Error, policy(&but(&format!("⟦{{⟧{}", &SETTING[1..]), ", \"value\": \"warm\"", ""))),
        (intune, Error, setting("omaUri", "⟦omaURI⟧\": \"x\", \"omaUri")),
        (intune, Error, setting("\"value\": \"warm\"", "\"value\": \"warm\", \"⟦value⟧\": \"cold\"")),
        (intune, Warning, setting("\"value\"", "\"⟦priority⟧\": 1, \"value\"")),
        (intune, Error, "{\"omaSettings\": [⟦1⟧]}".to_owned()),
        (intune, Error, setting("\"./Device/Vendor/Contoso/Lamp/Color\"", "⟦[\"./Device/Vendor/Contoso/Lamp/Color\"]⟧")),
        (intune, Error, "{\"@odata.type\": \"#microsoft.graph.windows10CustomConfiguration\", \"⟦displayname⟧\": \"a\", \"omaSettings\": []}".to_owned()),
        (intune, Info, "[⟦{⟧\"displayName\": \"a\"}]".to_owned()),
        ("csv-structure", Error, rows("warm", "warm,⟦and more⟧")),
        ("csv-structure", Error, rows("warm", "⟦\"⟧warm")),
        ("csv-structure", Error, rows("warm", "\"warm\"⟦ and more⟧")),
        ("csv-structure", Error, rows("./Device/Vendor/Contoso/Lamp/Color,chr,warm", "⟦,chr,warm⟧")),
        ("csv-structure", Error, rows("Value", "⟦Vlaue⟧")),
        ("csv-structure", Error, rows("OMA-URI,Format,Value\n", "Verb,OMA-URI,Format,Value\n⟦Set⟧,")),
        ("wap-structure", Error, wap("<characteristic type=\"A\">", "⟦<characteristic>⟧")),
        ("wap-structure", Error, wap("<parm name=\"B\"", "⟦<parm").replace("datatype=\"integer\"/>", "datatype=\"integer\"/>⟧")),
        ("wap-structure", Error, wap("\"integer\"", "\"⟦int⟧\"")),
        ("wap-structure", Error, wap("datatype", "⟦dataType⟧")),
        ("wap-structure", Error, wap("<parm ", "<⟦param⟧ ")),
        ("wap-structure", Error, wap("</characteristic>", "⟦text⟧</characteristic>")),
        ("windc-structure", Error, windc("<DeclaredConfiguration", "⟦<DeclaredConfiguration⟧").replace(" id=\"1\"", "")),
        ("windc-structure", Warning, windc("<DeclaredConfiguration", "⟦<DeclaredConfiguration⟧").replace(" checksum=\"A0\"", "")),
        ("windc-structure", Error, windc("<CSP name=\"./Vendor/Contoso/Lamp\">", "⟦<CSP>⟧")),
        ("windc-structure", Error, windc("<URI path=\"Color\" type=\"chr\">", "⟦<URI type=\"chr\">⟧")),
        ("windc-structure", Error, windc("<URI", "<⟦Uri⟧").replace("</URI>", "</Uri>")),
        ("windc-structure", Error, windc("<CSP", "<⟦Csp⟧").replace("</CSP>", "</Csp>")),
        ("file-malformed", Error, "⟦⟧Address of the node,Value\na,b\n".to_owned()),
        ("file-malformed", Error, "{\"omaSettings\": [1,⟦⟧]}".to_owned()),
    ]
}

fn linter() -> Linter {
    let options = Options {
        is_pedantic: true,
        ignore: ["scope-user-delivery".to_owned()].into(),
        ..Options::default()
    };
    Linter::new(
        Definitions::new([Tree::load(LAMP).unwrap()], false),
        options,
    )
}

#[test]
fn each_mistake_of_form_is_found_where_it_is() {
    let linter = linter();
    for (rule, level, marked) in mistakes() {
        let text = marked.replace(['⟦', '⟧'], "");
        let name = if text.starts_with(['{', '[']) {
            "x.json"
        } else {
            "x.csv"
        };
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let linted = linter.lint(name, text.as_bytes());
        let own = linted.findings.iter().find(|finding| finding.rule == rule);
        let Some(finding) = own else {
            panic!("{rule}: {marked}\n{:#?}", linted.findings);
        };
        assert_eq!(
            (finding.place.clone(), finding.level),
            (start..end, level),
            "{marked}\n{finding:#?}"
        );
    }
}

#[test]
fn a_key_that_is_misspelt_is_said_once() {
    for (from, to) in [("omaUri", "omaURI"), ("\"value", "\"Value")] {
        let text = policy(&but(SETTING, from, to));
        let linted = linter().lint("x.json", text.as_bytes());
        assert_eq!(linted.findings.len(), 1, "{:#?}", linted.findings);
    }
}

#[test]
fn what_stands_outside_of_a_command_is_said_once() {
    for part in ["<CmdID>1</CmdID>", "<LocURI>./Lamp</LocURI>"] {
        let text = format!(
            "{part}<Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target></Item>"
        );
        let linted = linter().lint("x.xml", text.as_bytes());
        let first: Vec<_> = linted
            .findings
            .iter()
            .filter(|finding| finding.place.start < part.len())
            .map(|finding| (finding.rule, finding.place.start))
            .collect();
        assert_eq!(first, [("syncml-structure", 1)], "{text}");
    }
}

#[test]
fn what_is_right_has_no_finding() {
    let secret = "{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Color\", \"value@odata.type\": \"a\", \"isEncrypted\": true, \"secretReferenceValueId\": \"b\"}";
    let other = "<DSC namespace=\"root/x\" className=\"y\"><Key name=\"a\">b</Key></DSC>";
    let texts = [
        policy(SETTING),
        policy(secret),
        WAP.replace(" value=\"1\" datatype=\"integer\"", ""),
        WINDC.to_owned(),
        but(WINDC, "<CSP", &format!("{other}<CSP")),
        ROWS.to_owned(),
        ROWS.replace("Value\n", "Value,Owner\n").replace("warm\n", "\"warm\",me\n"),
        "\u{FEFF}Name;OMA-URI;Data type;Value\r\n\"a \"\"b\"\"\";./Device/Vendor/Contoso/Lamp/Color;String;\"warm\"\r\n".to_owned(),
    ];
    for text in texts {
        let linted = linter().lint("x", text.as_bytes());
        assert_eq!(linted.findings, [], "{text}");
    }
}

#[test]
fn a_slip_in_a_key_or_a_column_is_mended() {
    for (text, then) in [
        (policy(&but(SETTING, "value", "Value")), policy(SETTING)),
        (policy(&but(SETTING, "omaUri", "omaURI")), policy(SETTING)),
        (but(ROWS, "Value", "Vlaue"), ROWS.to_owned()),
    ] {
        let fixed = linter().fix("x", text.as_bytes(), true).unwrap();
        assert_eq!(fixed.text, then);
        assert_eq!(fixed.linted.findings, []);
    }
}
