//! Payloads that a device takes, and what is said of values that it would refuse.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::contoso;
use proptest::prelude::*;

/// A value for every element that must be given.
const LEAST: [(&str, &str); 5] = [
    ("Warm", "TRUE"),
    ("Percent", "050"),
    ("Hours", "7"),
    ("Name", "Hall"),
    ("Colour", "blue"),
];

fn payload(name: &str, values: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let (set, _) = contoso("en-US");
    let payload = set.any_policy(name).unwrap().payload(values);
    payload.map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn every_element_is_written_in_the_order_of_the_file() {
    assert_eq!(payload("Switch", &[]), Ok("<enabled/>".to_owned()));
    assert_eq!(
        payload("Everything", &LEAST),
        Ok("<enabled/><data id=\"Warm\" value=\"true\"/><data id=\"Percent\" value=\"50\"/><data id=\"Hours\" value=\"7\"/>\
            <data id=\"Name\" value=\"Hall\"/><data id=\"Rooms\" value=\"\"/><data id=\"Scenes\" value=\"\"/><data id=\"Owners\" value=\"\"/>\
            <data id=\"Colour\" value=\"blue\"/>"
            .to_owned())
    );
}

#[test]
fn lists_are_pairs_and_texts_are_escaped() {
    let more = [
        ("Rooms", "a & b"),
        ("Rooms", "<c>"),
        ("Scenes", "Dawn"),
        ("Scenes", "Dusk"),
        ("Owners", "x=1=\"2\""),
        ("Owners", "y=\n"),
    ];
    let payload = payload("Everything", &[&LEAST[..], &more].concat()).unwrap();
    for part in [
        "<data id=\"Rooms\" value=\"a &amp; b&#xF000;&lt;c&gt;\"/>",
        "<data id=\"Scenes\" value=\"Scene1&#xF000;Dawn&#xF000;Scene2&#xF000;Dusk\"/>",
        "<data id=\"Owners\" value=\"x&#xF000;1=&quot;2&quot;&#xF000;y&#xF000;&#10;\"/>",
    ] {
        assert!(payload.contains(part), "{payload}");
    }
}

#[test]
fn every_wrong_value_is_told_with_what_to_write() {
    let with = |id: &str, value: &str| {
        let mut values: Vec<(&str, &str)> = LEAST
            .iter()
            .copied()
            .filter(|(other, _)| *other != id)
            .collect();
        values.push((id, value));
        payload("Everything", &values).unwrap_err().join("; ")
    };
    for (id, value, says) in [
        (
            "Warm",
            "yes",
            "element Warm: `yes` is neither `true` nor `false`",
        ),
        ("Percent", "0", "element Percent: `0` is not from 1 to 100"),
        (
            "Percent",
            "+5",
            "element Percent: `+5` is not a number in decimal digits",
        ),
        ("Percent", "", "element Percent: it must not be empty"),
        (
            "Hours",
            "99999999999",
            "element Hours: `99999999999` is not from 0 to 9999999999",
        ),
        (
            "Name",
            "a name of too many letters",
            "element Name: it has 26 characters; 20 is the most",
        ),
        (
            "Name",
            "a\u{F000}b",
            "element Name: \"a\\u{f000}b\" has a character that a payload cannot hold",
        ),
        ("Owners", "x", "element Owners: `x` is no `name=value`"),
        (
            "Colour",
            "Red",
            "element Colour: `Red` is the name of a choice; its value is `7`",
        ),
        (
            "Colour",
            "1",
            "element Colour: `1` is no value of a choice; they are `7` (Red), `blue` (Blue), nothing (No colour)",
        ),
    ] {
        assert_eq!(with(id, value), says);
    }
    assert!(with("Nam", "x").contains("element Nam: did you mean `Name`?"));
    assert_eq!(
        payload("Everything", &[("Name", "a"), ("Name", "b")]).unwrap_err(),
        [
            "element Warm: set it to `true` or `false`",
            "element Percent: it must not be empty",
            "element Hours: set it to a number from 0 to 9999999999",
            "element Name: it has one value, and 2 are given",
            "element Colour: set it to one of `7` (Red), `blue` (Blue), nothing (No colour)",
        ]
    );
    let twice = [&LEAST[..], &[("Owners", "x=1"), ("Owners", "X=2")]].concat();
    assert_eq!(
        payload("Everything", &twice).unwrap_err(),
        ["element Owners: the name `X` is given twice"]
    );
    let many = [&LEAST[..], &[("Rooms", "x"); 9]].concat();
    assert_eq!(
        payload("Everything", &many).unwrap_err(),
        ["element Rooms: there are 9 texts; 8 is the most"]
    );
}

/// As whoever checks payloads takes it: no source says what Windows wants for an item that deletes the value.
#[test]
fn an_item_that_deletes_the_value_is_nothing() {
    let values = [&LEAST[..4], &[("Colour", "")]].concat();
    let payload = payload("Everything", &values).unwrap();
    assert!(
        payload.ends_with("<data id=\"Colour\" value=\"\"/>"),
        "{payload}"
    );
}

proptest! {
    /// What a reader of XML finds is what was given.
    #[test]
    fn texts_come_back(name in "[\\PC\n\t]{1,10}", rooms in proptest::collection::vec("[\\PC\r]{0,5}", 0..8)) {
        prop_assume!(!name.contains('\u{F000}') && !rooms.iter().any(|room| room.contains('\u{F000}')));
        prop_assume!(!name.contains(['\u{FFFE}', '\u{FFFF}']) && name.encode_utf16().count() <= 20);
        let mut values = vec![("Warm", "0"), ("Percent", "1"), ("Hours", "0"), ("Name", name.as_str()), ("Colour", "7")];
        values.extend(rooms.iter().map(|room| ("Rooms", room.as_str())));
        let written = format!("<p>{}</p>", payload("Everything", &values).unwrap());
        let document = roxmltree::Document::parse(&written).unwrap();
        let value = |id: &str| document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap().attribute("value").unwrap().to_owned();
        prop_assert_eq!(value("Name"), name);
        prop_assert_eq!(value("Rooms"), rooms.join("\u{F000}"));
    }
}
