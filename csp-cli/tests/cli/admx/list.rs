//! `csp admx list`.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::run::{csp, csp_in, data, text};

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
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| std::fs::read(data().join("admx").join(name)).unwrap();
    let names = [
        "contoso.admx",
        "lamps.admx",
        "en-US/Contoso.adml",
        "en-US/lamps.adml",
    ];
    let contents: Vec<Vec<u8>> = names.iter().map(|name| read(name)).collect();
    let packed: Vec<String> = names
        .iter()
        .map(|name| format!("PolicyDefinitions/{name}"))
        .collect();
    let entries = packed
        .iter()
        .zip(&contents)
        .map(|(name, bytes)| csp_corpus::zip::File::new(name, bytes));
    let entries: Vec<_> = entries.collect();
    let zip = folder.path().join("templates.zip");
    std::fs::write(&zip, csp_corpus::zip::of(&entries)).unwrap();
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
    }
}
