//! `csp check`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, repository, text};

#[test]
fn a_file_with_warnings_is_good() {
    assert_snapshot!(csp(&["check", "lamp/Lamp.xml"]));
}

#[test]
fn the_definitions_of_this_repository_have_nothing_to_report() {
    let outcome = csp(&["check", text(&repository("ddf/definitions"))]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert!(
        outcome.out.starts_with("5 files without errors, "),
        "{}",
        outcome.out
    );
}

#[test]
fn constraints_that_are_not_evaluated_are_counted() {
    let cases = repository("csp-codegen/tests/cases");
    let outcome = csp(&["check", text(&cases.join("unevaluated.xml"))]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let last = outcome.out.lines().last();
    assert_eq!(
        last,
        Some("not evaluated: 1 XSD, 1 JSON, 1 SDDL"),
        "{outcome}"
    );
}

#[test]
fn a_message_is_pointed_to_the_command_that_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, message) in [
        ("whole.xml", "<SyncML><SyncHdr/></SyncML>"),
        ("fragment.xml", "<Get><CmdID>1</CmdID></Get>"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, message).unwrap();
        let outcome = csp(&["check", text(&file)]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            outcome.err.contains("which `csp respond` answers"),
            "{outcome}"
        );
    }
}

#[test]
fn every_fault_is_reported_in_one_run() {
    assert_snapshot!(csp(&["check", "faulty", "lamp"]));
}

#[test]
fn faults_are_json_for_programs_those_of_files_that_cannot_be_read_too() {
    let outcome = csp(&["check", "--format", "json", "faulty", "nowhere.xml"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(1), ""));
    let faults: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    let place = |fault: &Value| {
        let text = |key: &str| fault[key].as_str().unwrap().to_owned();
        let (line, column) = (&fault["line"], &fault["column"]);
        format!(
            "{}:{line}:{column} {} {}",
            text("file"),
            text("severity"),
            text("code")
        )
    };
    let places: Vec<String> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            "faulty/Broken.xml:3:3 error DDF0040",
            "faulty/Broken.xml:12:21 error DDF0034",
            "faulty/Broken.xml:13:19 error DDF0030",
            "faulty/Good.xml:7:7 warning DDF0036",
            "faulty/Truncated.xml:4:18 error DDF0007",
            "nowhere.xml:1:1 error GEN0003",
        ]
    );
    assert_eq!(faults[1]["node"], "Broken/Text");
    let clean = csp(&[
        "check",
        "--format",
        "json",
        text(&repository("ddf/definitions")),
    ]);
    assert_eq!((clean.code, clean.out.as_str()), (Some(0), "[\n]\n"));
}

#[test]
fn a_folder_without_definitions_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = csp(&["check", text(folder.path())]);
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.err.contains("has no `.xml` file"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let outcome = csp(&["check", "lamp", "lamp/Lamp.xml"]);
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (Some(0), "1 file without errors, 11 nodes\n")
    );
}
