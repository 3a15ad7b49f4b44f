//! What is read of files that have every part: elements, registry, texts, references across files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use admx::{Class, ControlKind, ElementKind, Policy, PolicySet, Value};
use common::{codes, contoso};

fn policy<'s>(set: &'s PolicySet, name: &str) -> Policy<'s> {
    set.file("lamps.admx").unwrap().policy(name).unwrap()
}

#[test]
fn files_know_their_names_and_namespaces() {
    let (set, report) = contoso("en-US");
    assert!(report.is_empty(), "{report}");
    let names: Vec<&str> = set.files().map(|file| file.name()).collect();
    assert_eq!(names, ["contoso.admx", "lamps.admx"]);
    let lamps = set.file("LAMPS").unwrap();
    assert_eq!(lamps.target().unwrap().uri, "Contoso.Policies.Lamps");
    assert_eq!(lamps.using()[1].prefix, "windows");
    assert_eq!(
        (lamps.revision(), lamps.min_required_revision()),
        (Some("2.1"), Some("2.0"))
    );
    assert_eq!(
        (lamps.fallback_culture(), lamps.language()),
        ("en-US", Some("en-US"))
    );
    assert_eq!((lamps.policies().len(), lamps.categories().len()), (3, 3));
}

#[test]
fn what_a_policy_writes_is_kept() {
    let (set, _) = contoso("en-US");
    let switch = policy(&set, "SWITCH");
    assert_eq!((switch.name(), switch.class()), ("Switch", Class::Machine));
    assert_eq!(
        (switch.key(), switch.value_name()),
        (r"Software\Policies\Contoso\Lamps", Some("On"))
    );
    assert_eq!(switch.enabled_value(), Some(&Value::Decimal(1)));
    assert_eq!(switch.disabled_value(), Some(&Value::Delete));
    let list = switch.enabled_list().unwrap();
    assert_eq!(
        list.default_key.as_deref(),
        Some(r"Software\Policies\Contoso\Log")
    );
    assert_eq!(list.items[0].value, Value::Text("yes".to_owned()));
    assert_eq!(list.items[1].value, Value::LongDecimal(5_000_000_000));
    assert_eq!(
        switch.keys(),
        [
            r"Software\Policies\Contoso\Lamps",
            r"Software\Policies\Contoso\Log",
            r"Software\Policies\Contoso\Count"
        ]
    );
    assert_eq!(switch.line(), 21);
}

#[test]
fn texts_and_requirements_are_found_across_files() {
    let (set, _) = contoso("en-US");
    let switch = policy(&set, "Switch");
    assert_eq!(switch.display_name(), Some("Switch the lamps"));
    assert!(
        switch
            .explain_text()
            .unwrap()
            .contains("\n\nIf you disable")
    );
    assert_eq!(
        switch.supported_on(),
        Some("Contoso lamps of 2024 or later")
    );
    assert_eq!(switch.category_path(), ["Cat_Contoso", "Lamps"]);
    assert_eq!(switch.category().unwrap().path_in_file(), ["Lamps"]);
    // A reference in another letter case is the same, and one into files that are not read ends the path.
    assert_eq!(
        policy(&set, "Everything").category_path(),
        ["Cat_Contoso", "Lamps", "Hall"]
    );
    assert_eq!(policy(&set, "Defaults").category_path(), ["System"]);
}

#[test]
fn every_kind_of_element_has_its_facts() {
    let (set, _) = contoso("en-US");
    let everything = policy(&set, "Everything");
    let kinds: Vec<(&str, &str, bool)> = everything
        .elements()
        .map(|element| (element.id(), element.kind().as_str(), element.required()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Warm", "boolean", false),
            ("Percent", "decimal", true),
            ("Hours", "longDecimal", false),
            ("Name", "text", true),
            ("Rooms", "multiText", false),
            ("Scenes", "list", false),
            ("Owners", "list", false),
            ("Colour", "enum", true),
        ]
    );
    let element = |id: &str| everything.element(id).unwrap();
    let ElementKind::Boolean(warm) = element("Warm").kind() else {
        panic!()
    };
    assert_eq!(warm.true_value, Some(Value::Decimal(2)));
    assert_eq!(warm.false_value, Some(Value::Text("cold".to_owned())));
    let ElementKind::Decimal(percent) = element("Percent").kind() else {
        panic!()
    };
    assert_eq!((percent.min(), percent.max()), (1, 100));
    let ElementKind::LongDecimal(hours) = element("Hours").kind() else {
        panic!()
    };
    assert_eq!(
        (hours.min, hours.max, hours.store_as_text),
        (None, Some(9_999_999_999), true)
    );
    let ElementKind::Text(name) = element("Name").kind() else {
        panic!()
    };
    assert_eq!((name.max_length(), name.expandable), (20, true));
    let ElementKind::MultiText(rooms) = element("Rooms").kind() else {
        panic!()
    };
    assert_eq!((rooms.max_strings, rooms.max_length()), (Some(8), 1023));
    let ElementKind::List(scenes) = element("Scenes").kind() else {
        panic!()
    };
    assert_eq!(
        (scenes.value_prefix.as_deref(), scenes.additive),
        (Some("Scene"), true)
    );
    assert_eq!(
        element("Scenes").key(),
        r"Software\Policies\Contoso\Lamps\Scenes"
    );
    let ElementKind::List(owners) = element("Owners").kind() else {
        panic!()
    };
    assert!(owners.explicit_value);
    let choices: Vec<(String, Option<&str>)> = element("Colour")
        .choices()
        .map(|choice| (choice.value().to_string(), choice.display_name()))
        .collect();
    assert_eq!(
        choices,
        [
            ("7".to_owned(), Some("Red")),
            ("blue".to_owned(), Some("Blue")),
            (String::new(), Some("No colour")),
        ]
    );
    assert!(
        everything
            .keys()
            .contains(&r"Software\Policies\Contoso\Paint")
    );
}

#[test]
fn limits_that_are_not_given_are_those_of_the_schema() {
    let (set, _) = contoso("en-US");
    let defaults = policy(&set, "Defaults");
    let ElementKind::Decimal(percent) = defaults.element("Percent").unwrap().kind() else {
        panic!()
    };
    assert_eq!((percent.max, percent.min(), percent.max()), (None, 0, 9999));
    let ElementKind::Text(name) = defaults.element("Name").unwrap().kind() else {
        panic!()
    };
    assert_eq!((name.max_length, name.max_length()), (None, 1023));
}

#[test]
fn controls_say_what_is_beside_elements() {
    let (set, _) = contoso("en-US");
    let everything = policy(&set, "Everything");
    let control = |id: &str| everything.element(id).unwrap().control().unwrap();
    assert_eq!(
        everything.element("Warm").unwrap().label(),
        Some("Warm light")
    );
    assert_eq!(control("Warm").default.as_deref(), Some("true"));
    assert_eq!(control("Percent").default.as_deref(), Some("50"));
    assert_eq!(control("Name").kind, ControlKind::ComboBox);
    assert_eq!(control("Name").suggestions, ["Hall", "Stairs"]);
    assert_eq!(control("Name").default.as_deref(), Some("Hall"));
    assert_eq!(control("Colour").default.as_deref(), Some("1"));
    assert_eq!(
        everything.presentation().unwrap().controls[0].kind,
        ControlKind::Text
    );
}

#[test]
fn another_language_is_read_where_it_is_there() {
    let (set, report) = contoso("de-DE");
    assert_eq!(
        policy(&set, "Switch").display_name(),
        Some("Lampen schalten")
    );
    // The other file has none in German.
    assert_eq!(codes(&report), ["ADMX0051"]);
    let base = set.categories().next().unwrap();
    assert_eq!(
        (base.name(), base.display_name()),
        ("Cat_Contoso", Some("Contoso"))
    );
}

#[test]
fn parts_of_a_file_may_be_absent() {
    let text = "<policyDefinitions><categories><category name=\"A\" displayName=\"A\"/></categories>\
        <policies><policy name=\"P\" class=\"User\" displayName=\"P\" key=\"Software\\A\"><parentCategory ref=\"A\"/></policy></policies></policyDefinitions>";
    let (set, report) = common::read(&[("a.admx", text)]);
    assert!(report.is_empty(), "{report}");
    assert_eq!(set.policies().next().unwrap().category_path(), ["A"]);
}
