//! Every fact of a definition that changes is seen, and said to be what it is.

use std::collections::BTreeSet;
use std::fs;

use super::{allowed_values, behavior, changes, json, lamp, nodes};

#[test]
fn every_changed_fact_is_seen_and_classed() {
    let folder = tempfile::tempdir().unwrap();
    let old = lamp();
    fs::write(folder.path().join("old.xml"), &old).unwrap();
    let before = json(folder.path(), &["tree", "--format", "json", "old.xml"]);
    let mut seen = BTreeSet::new();
    for (from, to, expected) in [nodes::EDITS, allowed_values::EDITS, behavior::EDITS].concat() {
        assert!(
            expected.is_empty() || old.contains(from),
            "the edit of {from} does nothing"
        );
        let new = old.replacen(from, to, 1);
        fs::write(folder.path().join("new.xml"), &new).unwrap();
        let mut found = changes(&json(
            folder.path(),
            &["diff", "--format", "json", "old.xml", "new.xml"],
        ));
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{from} -> {to}");

        let after = json(folder.path(), &["tree", "--format", "json", "new.xml"]);
        let nodes = before
            .as_array()
            .unwrap()
            .iter()
            .zip(after.as_array().unwrap());
        for (before, after) in nodes {
            let facts = before.as_object().unwrap().iter();
            seen.extend(
                facts
                    .filter(|(key, value)| after[key.as_str()] != **value)
                    .map(|(key, _)| key.clone()),
            );
        }
    }
    // Whatever `csp tree` knows of a node, some edit of the table changes; but a node that is named becomes another one, and no edit adds a line.
    let keys = before[0].as_object().unwrap().keys().cloned();
    let unseen: Vec<String> = keys.filter(|key| !seen.contains(key)).collect();
    assert_eq!(unseen, ["dynamic", "line"]);
}

#[test]
fn what_is_taken_back_is_seen_the_other_way() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("new.xml"), lamp()).unwrap();
    for (edit, expected) in [
        (
            "<MSFT:AtomicRequired />",
            "breaking atomic_required: - -> true",
        ),
        (
            "<DefaultValue>50</DefaultValue>",
            "additive default: - -> 50",
        ),
        (
            "<MSFT:List Delimiter=\"0xF000\" />",
            "breaking delimiter: - -> 0xF000",
        ),
        (
            "<MSFT:EditionAllowList>0x4;0x1B;</MSFT:EditionAllowList>",
            "breaking edition_allow_list: - -> 0x4;0x1B;",
        ),
        (
            "<MSFT:RequiresAzureAd>true</MSFT:RequiresAzureAd>",
            "breaking requires_azure_ad: - -> true",
        ),
        (
            "<MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>",
            "breaking os_build_version: - -> 10.0.22000, 10.0.19041.1202",
        ),
    ] {
        let old = lamp();
        assert!(old.contains(edit));
        fs::write(folder.path().join("old.xml"), old.replacen(edit, "", 1)).unwrap();
        let found = changes(&json(
            folder.path(),
            &["diff", "--format", "json", "old.xml", "new.xml"],
        ));
        assert_eq!(found, [expected], "{edit}");
    }
}

/// A fact that moves to a node above holds as before.
#[test]
fn what_is_inherited_instead_of_stated_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let stated = "<MSFT:OsBuildVersion>99.9.99999</MSFT:OsBuildVersion>";
    let inherited = "<MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>";
    fs::write(
        folder.path().join("old.xml"),
        lamp().replace(stated, inherited),
    )
    .unwrap();
    fs::write(folder.path().join("new.xml"), lamp().replace(stated, "")).unwrap();
    let found = changes(&json(
        folder.path(),
        &["diff", "--format", "json", "old.xml", "new.xml"],
    ));
    assert_eq!(
        found,
        ["documentation os_build_version: 10.0.22000, 10.0.19041.1202 -> -"]
    );
}

/// Microsoft writes `[0-1]` in one drop and the values 0 and 1 in the next.
#[test]
fn a_range_and_a_list_are_compared_by_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let range = "ValueType=\"Range\">\n          <MSFT:Value>[0-100]</MSFT:Value>";
    let with = |allowed: &str| {
        let lamp = lamp();
        assert!(lamp.contains(range));
        lamp.replacen(range, allowed, 1)
    };
    let numbers = |intervals: &str| {
        with(&format!(
            "ValueType=\"Range\"><MSFT:Value>{intervals}</MSFT:Value>"
        ))
    };
    let listed = |values: &[&str]| {
        let value =
            |value: &&str| format!("<MSFT:Enum><MSFT:Value>{value}</MSFT:Value></MSFT:Enum>");
        let values: String = values.iter().map(value).collect();
        with(&format!("ValueType=\"ENUM\">{values}"))
    };
    for (old, new, expected) in [
        (
            numbers("[49-51]"),
            listed(&["50", "0x31", "51"]),
            "documentation",
        ),
        (numbers("[49-51]"), listed(&["50", "51"]), "breaking"),
        (listed(&["50", "51"]), numbers("[49-51]"), "additive"),
        (listed(&["50", "53"]), numbers("[49-51]"), "breaking"),
        (
            listed(&["50", "53"]),
            numbers("[49-51],[53-53]"),
            "additive",
        ),
    ] {
        fs::write(folder.path().join("old.xml"), old).unwrap();
        fs::write(folder.path().join("new.xml"), new).unwrap();
        let whole = json(
            folder.path(),
            &["diff", "--format", "json", "old.xml", "new.xml"],
        );
        let nodes = whole["nodes"].as_array().unwrap().iter();
        let allowed = nodes.filter(|node| node["fact"] == "allowed");
        let classes: Vec<&str> = allowed
            .map(|node| node["class"].as_str().unwrap())
            .collect();
        assert_eq!(classes, [expected], "{whole}");
    }
}
