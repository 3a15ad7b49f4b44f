//! `csp admx payload` and `csp admx syncml`.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use super::definition;
use super::in_changed;
use crate::run::{csp, csp_with, text};

const URI: &str = "./Device/Vendor/MSFT/Policy/Config/Lamps~Policy~Lamps~Hall/Everything";

const VALUES: [&str; 16] = [
    "--set",
    "Warm=true",
    "--set",
    "Percent=50",
    "--set",
    "Hours=1",
    "--set",
    "Name=Hall & more",
    "--set",
    "Colour=blue",
    "--set",
    "Rooms=Hall",
    "--set",
    "Rooms=Stairs",
    "--set",
    "Owners=Ann=first",
];

#[test]
fn a_payload_has_every_element() {
    let outcome = csp(&[&["admx", "payload", URI, "--admx", "admx"][..], &VALUES].concat());
    assert_snapshot!(outcome);
    let json = csp(&[
        &["admx", "payload", URI, "--admx", "admx", "--format", "json"][..],
        &VALUES,
    ]
    .concat());
    let written: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&written["uri"], &written["policy"]),
        (&URI.into(), &"Everything".into())
    );
    assert_eq!(
        format!("{}\n", written["payload"].as_str().unwrap()),
        outcome.out
    );
    let disabled = csp(&["admx", "payload", URI, "--admx", "admx", "--disabled"]);
    assert_eq!(
        (disabled.code, disabled.out.as_str()),
        (Some(0), "<disabled/>\n")
    );
}

#[test]
fn every_wrong_value_is_told_at_once() {
    assert_snapshot!(csp(&[
        "admx",
        "payload",
        URI,
        "--admx",
        "admx",
        "--set",
        "Percent=500",
        "--set",
        "Colour=Red",
        "--set",
        "Nam=x"
    ]));
}

/// An item that deletes the registry value has no value, here as in the check of payloads.
#[test]
fn a_choice_that_deletes_is_empty_and_unproven() {
    let values = VALUES.map(|value| {
        if value == "Colour=blue" {
            "Colour="
        } else {
            value
        }
    });
    let outcome = csp(&[&["admx", "payload", URI, "--admx", "admx"][..], &values].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(
        outcome.out.ends_with("<data id=\"Colour\" value=\"\"/>\n"),
        "{outcome}"
    );
    let note = "note: `Colour` is empty, for the choice that deletes the registry value";
    assert!(outcome.err.contains(note), "{outcome}");
}

#[test]
fn a_node_that_is_not_there_is_told() {
    let outcome = csp(&[
        "admx",
        "payload",
        "./Device/Vendor/MSFT/Policy/Config/Lamps~Policy~Hall/Everything",
        "--admx",
        "admx",
    ]);
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome
            .err
            .contains("no policy of the templates has the node"),
        "{outcome}"
    );
    let outcome = csp(&["admx", "payload", "Everything", "--admx", "admx"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let misspelt = format!("{URI}x");
    let outcome = csp(&["admx", "payload", &misspelt, "--admx", "admx"]);
    let meant = format!("did you mean {URI}?");
    assert!(outcome.err.contains(&meant), "{outcome}");
}

/// What is written is a profile, which a device takes that has the nodes: the policy is set to what was given.
#[test]
fn a_profile_sets_the_policy_in_every_carrier() {
    let (_folder, ddf) = definition("Lamps");
    for carrier in ["fleet", "syncml", "intune", "csv", "windc"] {
        let written = csp(&[
            &["admx", "syncml", URI, "--admx", "admx", "--to", carrier][..],
            &VALUES,
        ]
        .concat());
        assert_eq!(
            (written.code, written.err.as_str()),
            (Some(0), ""),
            "{carrier}"
        );
        let back = csp_with(&["convert", "-", "--to", "syncml"], &written.out);
        let answered = csp_with(&["respond", "--ddf", text(&ddf)], &back.out);
        assert!(
            answered.out.contains("<Data>200</Data>"),
            "{carrier}: {written}{answered}"
        );
    }
    let written = csp(&[&["admx", "syncml", URI, "--admx", "admx"][..], &VALUES].concat());
    assert_snapshot!(written);
}

/// The same node by its definition, as those of Windows are.
#[test]
fn a_node_of_definitions_finds_its_policy() {
    let (_folder, ddf) = definition("Own");
    let uri = URI.replace("Lamps~Policy", "Own~Policy").to_lowercase();
    let outcome = csp(&[
        "admx",
        "payload",
        &uri,
        "--admx",
        "admx",
        "--ddf",
        text(&ddf),
        "--disabled",
    ]);
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (Some(0), "<disabled/>\n"),
        "{outcome}"
    );
}

#[test]
fn a_template_is_ingested_before_its_policy_is_set() {
    let uri = "./Device/Vendor/MSFT/Policy/Config/Lamps~Policy~Lamps/Switch";
    let outcome = csp(&[
        "admx", "syncml", uri, "--admx", "admx", "--ingest", "--to", "csv",
    ]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert!(
        lines[1].starts_with(
            "Add,./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Lamps/Policy/lamps,chr,"
        ),
        "{outcome}"
    );
    assert!(
        lines[1].contains("<policyDefinitions revision"),
        "{outcome}"
    );
    assert!(!outcome.out.contains("<?xml"), "{outcome}");
    assert!(
        outcome
            .out
            .contains(&format!("Replace,{uri},chr,text/plain,<enabled/>")),
        "{outcome}"
    );
    let key = (
        "Software\\Policies\\Contoso\\Lamps\" valueName=\"On\"",
        "System\\Lamps\" valueName=\"On\"",
    );
    let blocked = in_changed(&[key], &["admx", "syncml", uri, "--admx", ".", "--ingest"]);
    assert_eq!(
        blocked.err,
        "warning: a device refuses System\\Lamps to ingested policies\n"
    );
}

/// A template with any text comes back from the message as it was.
#[test]
fn an_ingested_template_is_what_the_file_holds() {
    let uri = "./Device/Vendor/MSFT/Policy/Config/Lamps~Policy~Lamps/Switch";
    let outcome = csp(&[
        "admx",
        "syncml",
        uri,
        "--admx",
        "admx",
        "--ingest",
        "--disabled",
    ]);
    let wrapped = format!("<all>{}</all>", outcome.out);
    let document = roxmltree::Document::parse(&wrapped).unwrap();
    let data = document
        .descendants()
        .find(|node| node.has_tag_name("Data"))
        .unwrap();
    let file = fs::read_to_string(crate::run::data().join("admx/lamps.admx")).unwrap();
    let body = file.split_once("?>").unwrap().1.trim();
    assert_eq!(data.text().unwrap().trim(), body);
}

/// As published ones are misspelt: a backslash, a category too few, another scope.
#[test]
fn a_node_that_must_be_meant_is_told() {
    for (uri, meant) in [
        (URI.replace("/Everything", "\\Everything"), URI.to_owned()),
        (URI.replace("~Hall", ""), URI.to_owned()),
        (
            "./User/Vendor/MSFT/Policy/Config/Everything".to_owned(),
            "./User/Vendor/MSFT/Policy/Config/NAME~Policy~Lamps~Hall/Everything".to_owned(),
        ),
    ] {
        let outcome = csp(&["admx", "payload", &uri, "--admx", "admx"]);
        let question = format!("did you mean {meant}?");
        assert!(outcome.err.contains(&question), "{outcome}");
    }
}

/// It becomes a part of two addresses, which would be others.
#[test]
fn the_app_of_a_node_is_one_that_can_be_a_name() {
    for app in ["a b", "", "..", "%", "a&b", &"a".repeat(201)] {
        let uri = URI.replace("Lamps~Policy", &format!("{app}~Policy"));
        let outcome = csp(&[
            &["admx", "syncml", &uri, "--ingest", "--admx", "admx"][..],
            &VALUES,
        ]
        .concat());
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(1), ""),
            "{outcome}"
        );
        assert!(outcome.err.contains("it is a part of URIs"), "{outcome}");
        let listed = csp(&["admx", "list", "--admx", "admx", "--app", app]);
        assert_eq!(listed.code, Some(2), "{listed}");
    }
}

/// `csp admx show` tells the default, and a lint rule holds it for worth knowing.
#[test]
fn a_value_beyond_a_default_is_noted() {
    let long = format!("Name={}", "x".repeat(1024));
    let uri = "./User/Vendor/MSFT/Policy/Config/Lamps~Policy~System/Defaults";
    let values = [
        "--set",
        "Percent=10000",
        "--set",
        &long,
        "--set",
        "Warm=true",
    ];
    let outcome = csp(&[&["admx", "payload", uri, "--admx", "admx"][..], &values].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for note in [
        "`Percent` has more than 9999,",
        "`Name` has more than 1023 characters,",
    ] {
        assert!(outcome.err.contains(note), "{outcome}");
    }
}
