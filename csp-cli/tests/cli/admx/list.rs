//! `csp admx list`.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::zipped;
use crate::run::{csp, csp_in, text};

#[test]
fn policies_are_listed_with_their_nodes() {
    assert_snapshot!(csp(&["admx", "list", "--admx", "admx", "--app", "Lamps"]));
}

/// Outside checks rely on these keys, and on no others.
#[test]
fn programs_get_names_classes_uris_and_elements() {
    let outcome = csp(&[
        "admx", "list", "--admx", "admx", "--app", "Lamps", "--format", "json",
    ]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let policies: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(policies.len(), 3);
    assert_eq!(
        policies[2],
        json!({
            "name": "Defaults",
            "class": "User",
            "uris": ["./User/Vendor/MSFT/Policy/Config/Lamps~Policy~System/Defaults"],
            "elements": [
                {"id": "Percent", "kind": "decimal", "required": false},
                {"id": "Name", "kind": "text", "required": false},
                {"id": "Rooms", "kind": "multiText", "required": false},
                {"id": "Warm", "kind": "boolean", "required": false},
            ],
        })
    );
    assert_eq!(
        policies[1]["elements"][7],
        json!({"id": "Colour", "kind": "enum", "required": true})
    );
}

/// To the byte: a line for each policy, keys in this order, also from a zip, from files, and from several places.
#[test]
fn programs_get_the_same_bytes_from_wherever_templates_are() {
    let (_folder, zip) = zipped();
    let switch = "{\"name\":\"Switch\",\"class\":\"Machine\",\"uris\":[\"./Device/Vendor/MSFT/Policy/Config/Own~Policy~Lamps/Switch\"],\"elements\":[]}";
    let places: [&[&str]; 5] = [
        &["admx"],
        &["admx/lamps.admx"],
        &["admx/contoso.admx", "admx/lamps.admx"],
        &["admx", "admx"],
        &[text(&zip)],
    ];
    let mut written = Vec::new();
    for places in places {
        let mut arguments = vec!["admx", "list", "--app", "Own", "--format", "json"];
        arguments.extend(places.iter().flat_map(|place| ["--admx", place]));
        let outcome = csp(&arguments);
        assert_eq!(
            (outcome.code, outcome.err.as_str()),
            (Some(0), ""),
            "{places:?}"
        );
        written.push(outcome.out);
    }
    assert!(
        written[0].starts_with(&format!("[\n{switch},\n{{\"name\":\"Everything\",")),
        "{}",
        written[0]
    );
    assert!(
        written[0].ends_with("\"kind\":\"boolean\",\"required\":false}]}\n]\n"),
        "{}",
        written[0]
    );
    assert!(written.iter().all(|other| *other == written[0]));
}

fn names(arguments: &[&str]) -> Vec<String> {
    let outcome = csp(&[
        &["admx", "list", "--admx", "admx", "--format", "json"],
        arguments,
    ]
    .concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let policies: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    policies
        .iter()
        .map(|policy| policy["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn policies_are_chosen_by_words_classes_and_categories() {
    assert_eq!(names(&["--search", "SWITCHES EVERY"]), ["Switch"]);
    assert_eq!(names(&["--search", "lamps of the hall"]), ["Everything"]);
    assert_eq!(names(&["--search", "nothing of it"]), [""; 0]);
    assert_eq!(names(&["--class", "machine"]), ["Switch", "Everything"]);
    assert_eq!(names(&["--class", "user"]), ["Everything", "Defaults"]);
    assert_eq!(names(&["--class", "both"]), ["Everything"]);
    assert_eq!(names(&["--category", "contoso"]), ["Switch", "Everything"]);
    assert_eq!(
        names(&["--category", "hall", "--class", "machine"]),
        ["Everything"]
    );
}

#[test]
fn texts_of_another_language_are_read() {
    let outcome = csp(&["admx", "list", "--admx", "admx", "--language", "de-DE"]);
    assert!(
        outcome
            .out
            .starts_with("Switch (Machine): Lampen schalten\n"),
        "{outcome}"
    );
    assert_eq!(outcome.err, "1 warning, which `csp admx check` shows\n");
}

/// A file that is named finds its texts in the folders beside it, and one that is named twice is read once.
#[test]
fn files_folders_and_zips_are_the_same() {
    let whole = csp(&["admx", "list", "--admx", "admx", "--app", "A"]);
    let files = csp(&[
        "admx",
        "list",
        "--admx",
        "admx/contoso.admx",
        "--admx",
        "admx/lamps.admx",
        "--admx",
        "admx",
        "--app",
        "A",
    ]);
    assert_eq!((&files.out, &files.err), (&whole.out, &whole.err));
    let (_folder, zip) = zipped();
    let zipped = csp(&["admx", "list", "--admx", text(&zip), "--app", "A"]);
    assert_eq!(
        (zipped.code, &zipped.out),
        (Some(0), &whole.out),
        "{zipped}"
    );
}

#[test]
fn what_has_no_policies_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "a").unwrap();
    for (path, says) in [
        (".", "has no `.admx` file"),
        ("a.txt", "is no `.admx` file"),
        ("absent.admx", "cannot be read"),
        ("absent", "cannot be read"),
    ] {
        let outcome = csp_in(folder.path(), &["admx", "list", "--admx", path], "");
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.err.contains(says), "{outcome}");
        assert!(
            outcome.err.contains("give the path of an ADMX file"),
            "{outcome}"
        );
    }
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let outcome = csp(&["admx", "list", "--admx", "admx", "--search", "zebra"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(0), ""));
    assert_eq!(
        outcome.err,
        "note: no policy of the templates is like that\n"
    );
}
