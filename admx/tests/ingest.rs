//! The nodes of ingested policies, and what a device refuses.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use admx::{PolicySet, Report};
use common::{category, codes, contoso, policy, read, template};

fn uris(set: &PolicySet, name: &str) -> Vec<String> {
    set.any_policy(name).unwrap().ingested_uris("App")
}

/// A parent in another file is left out of the path, whether that file is read or not.
#[test]
fn a_uri_has_the_categories_of_its_file_and_the_scopes_of_its_class() {
    let (set, _) = contoso("en-US");
    assert_eq!(
        uris(&set, "Switch"),
        ["./Device/Vendor/MSFT/Policy/Config/App~Policy~Lamps/Switch"]
    );
    assert_eq!(
        uris(&set, "Everything"),
        [
            "./Device/Vendor/MSFT/Policy/Config/App~Policy~Lamps~Hall/Everything",
            "./User/Vendor/MSFT/Policy/Config/App~Policy~Lamps~Hall/Everything",
        ]
    );
    assert_eq!(
        uris(&set, "Defaults"),
        ["./User/Vendor/MSFT/Policy/Config/App~Policy~System/Defaults"]
    );
}

#[test]
fn a_policy_outside_of_the_categories_of_its_file_has_no_uri_and_is_told() {
    let file = template("", &policy("Far", "other:Cat", ""));
    let (set, mut report) = read(&[("a.admx", &file)]);
    assert!(uris(&set, "Far").is_empty());
    admx::check_ingestion(&set, &mut report);
    assert_eq!(codes(&report), ["ADMX0044"]);
}

#[test]
fn names_that_are_unfit_are_encoded_and_told() {
    let categories = category("Hall & Stairs", None);
    let (set, mut report) = read(&[(
        "a.admx",
        &template(
            &categories.replace('&', "&amp;"),
            &policy("100%/Größe", "Hall &amp; Stairs", ""),
        ),
    )]);
    assert_eq!(
        uris(&set, "100%/Größe"),
        [
            "./Device/Vendor/MSFT/Policy/Config/App~Policy~Hall%20&%20Stairs/100%25%2FGr%C3%B6%C3%9Fe"
        ]
    );
    admx::check_ingestion(&set, &mut report);
    assert_eq!(codes(&report), ["ADMX0061", "ADMX0061"]);
}

#[test]
fn a_uri_that_is_too_long_is_none() {
    let name = |nth: usize| format!("{nth}{}", "n".repeat(1000));
    let mut categories = category(&name(0), None);
    for nth in 1..4 {
        categories += &category(&name(nth), Some(&name(nth - 1)));
    }
    let file = template(&categories, &policy(&name(9), &name(3), ""));
    let (set, mut report) = read(&[("a.admx", &file)]);
    assert!(
        set.policies()
            .next()
            .unwrap()
            .ingested_uris("App")
            .is_empty()
    );
    admx::check_ingestion(&set, &mut report);
    assert_eq!(codes(&report), ["ADMX0062"]);
}

#[test]
fn blocked_keys_are_found_wherever_a_policy_writes() {
    for (key, is_blocked) in [
        ("System\\CurrentControlSet", true),
        ("system", true),
        ("Systems", false),
        ("SOFTWARE\\Microsoft\\Windows", true),
        ("Software\\Microsoft\\OneDrive", false),
        ("Software\\Policies\\Microsoft\\Edge\\Recommended", false),
        ("Software\\Policies\\Microsoft\\EdgeX", true),
        ("Software\\Policies\\Microsoft\\VBA", true),
        ("Software\\Policies\\Microsoft\\VBA\\Security", false),
        ("Software\\Policies\\Contoso", false),
        ("\\Software\\Microsoft\\", true),
        ("", false),
    ] {
        assert_eq!(admx::is_blocked(key), is_blocked, "{key}");
    }
    let elements = "<list id=\"L\" key=\"Software\\Microsoft\\X\"/><boolean id=\"B\" valueName=\"B\"><trueList><item key=\"System\\Y\" valueName=\"v\">\
        <value><delete/></value></item></trueList></boolean>";
    let file = template(&category("A", None), &policy("P", "A", elements));
    let (set, _) = read(&[("a.admx", &file)]);
    let found = set.policies().next().unwrap().blocked_keys();
    assert_eq!(found, ["Software\\Microsoft\\X", "System\\Y"]);
    let mut report = Report::new();
    admx::check_ingestion(&set, &mut report);
    assert_eq!(codes(&report), ["ADMX0060"]);
    assert!(
        report
            .iter()
            .next()
            .unwrap()
            .message()
            .contains("and 1 more")
    );
}

#[test]
fn the_own_prefix_is_an_error_for_devices_alone() {
    let categories = category("A", None) + &category("B", Some("T:A"));
    let (set, mut report) = read(&[("a.admx", &template(&categories, &policy("P", "B", "")))]);
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        uris(&set, "P"),
        ["./Device/Vendor/MSFT/Policy/Config/App~Policy~A~B/P"]
    );
    admx::check_ingestion(&set, &mut report);
    assert_eq!(codes(&report), ["ADMX0063"]);
    assert!(report.has_errors());
    assert!(
        report
            .iter()
            .next()
            .unwrap()
            .help()
            .starts_with("write `A`")
    );
}

/// The library writes it, and another one reads it: without a finding, every node at its URI, with its policy.
#[test]
fn the_definition_is_one_that_has_every_uri() {
    let (set, _) = contoso("en-US");
    let file = set.file("lamps.admx").unwrap();
    let source = ddf::Source::new("lamps.xml", file.definition("App").unwrap());
    let mut report = ddf::Report::new();
    let document = ddf::parse(&source, &mut report);
    let model = ddf::validate(document.into_iter().collect(), &mut report);
    assert!(report.is_empty(), "{report}");
    let leaves: Vec<_> = model
        .nodes()
        .filter(|node| node.allowed_values().is_some())
        .collect();
    let mut uris: Vec<String> = leaves.iter().map(|node| node.uri()).collect();
    let mut expected: Vec<String> = file
        .policies()
        .flat_map(|policy| policy.ingested_uris("App"))
        .collect();
    uris.sort();
    expected.sort();
    assert_eq!(uris, expected);
    for node in leaves {
        let backing = &node.allowed_values().unwrap().admx()[0];
        assert_eq!(
            (backing.name(), backing.file()),
            (node.name().unwrap(), "lamps.admx")
        );
        let policy = file.policy(backing.name()).unwrap();
        assert_eq!(Some(backing.area().to_owned()), policy.ingested_area("App"));
        assert_eq!(node.description(), policy.explain_text());
    }
}
