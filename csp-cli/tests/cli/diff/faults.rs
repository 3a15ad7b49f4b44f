//! What is said of sides that have errors: each once.

use std::fs;

use tempfile::TempDir;

use crate::run::{Outcome, csp_in, data};

/// The folders `old` and `new` with these definitions of one name each, and the files alone as `old.xml` and `new.xml`.
fn sides(old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (side, text) in [("old", old), ("new", new)] {
        fs::create_dir(folder.path().join(side)).unwrap();
        fs::write(folder.path().join(side).join("Broken.xml"), text).unwrap();
        fs::write(folder.path().join(format!("{side}.xml")), text).unwrap();
    }
    folder
}

fn diff(folder: &TempDir, old: &str, new: &str) -> Outcome {
    let outcome = csp_in(folder.path(), &["diff", old, new], "");
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    outcome
}

/// The places of the errors, and what is said after the diagnostics.
fn told(outcome: &Outcome) -> (Vec<&str>, Vec<&str>) {
    let lines = || outcome.err.lines().map(str::trim);
    let (_, end) = outcome.err.rsplit_once("\n\n").unwrap();
    (
        lines()
            .filter_map(|line| line.strip_prefix("--> "))
            .collect(),
        end.lines().collect(),
    )
}

fn broken() -> String {
    fs::read_to_string(data().join("faulty/Broken.xml")).unwrap()
}

#[test]
fn an_error_of_both_sides_is_told_of_the_new_one() {
    // A line more above moves the errors, which are the same still.
    let moved = broken().replacen("<Node>", "<!-- Moved. -->\n  <Node>", 1);
    let folder = sides(&broken(), &moved);
    let outcome = diff(&folder, "old", "new");
    let (places, end) = told(&outcome);
    let new = |line_column: &str| format!("new/Broken.xml:{line_column}");
    assert_eq!(places, ["4:3", "13:21", "14:19"].map(new), "{outcome}");
    assert_eq!(end, ["3 errors", "OLD has 3 of them too"], "{outcome}");
    // The same where files are given that have names of their own.
    let outcome = diff(&folder, "old.xml", "new.xml");
    assert_eq!(
        told(&outcome).1,
        ["3 errors", "OLD has 3 of them too"],
        "{outcome}"
    );
    assert!(!outcome.err.contains("old.xml"), "{outcome}");
}

#[test]
fn an_error_of_one_side_is_told_and_its_warnings_are_not() {
    let mended = broken().replace("<Read />", "<Get />");
    assert_ne!(mended, broken());
    let folder = sides(&broken(), &mended);
    let warned = fs::read_to_string(data().join("faulty/Good.xml")).unwrap();
    fs::write(folder.path().join("new/Good.xml"), warned).unwrap();
    let outcome = diff(&folder, "old", "new");
    let (places, end) = told(&outcome);
    assert_eq!(
        places,
        [
            "new/Broken.xml:3:3",
            "new/Broken.xml:13:19",
            "old/Broken.xml:12:21"
        ],
        "{outcome}"
    );
    assert_eq!(end, ["3 errors", "OLD has 2 of them too"], "{outcome}");
    let outcome = diff(&folder, "new", "new/Good.xml");
    assert_eq!(told(&outcome).1, ["2 errors"], "{outcome}");
}

#[test]
fn sides_that_are_one_are_told_once() {
    let folder = sides(&broken(), &broken());
    let outcome = diff(&folder, "nowhere", "nowhere");
    let (places, end) = told(&outcome);
    assert_eq!(places.len(), 1, "{outcome}");
    assert_eq!(end, ["1 error", "OLD has 1 of them too"], "{outcome}");
}
