//! `csp check`.

use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, csp_in, data, repository, text};

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
fn examples_are_counted_as_not_evaluated_and_schemas_are_not() {
    let cases = repository("csp-codegen/tests/cases");
    let outcome = csp(&["check", text(&cases.join("unevaluated.xml"))]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let last = outcome.out.lines().last();
    assert_eq!(last, Some("not evaluated: 1 JSON"), "{outcome}");
}

#[test]
fn a_message_is_pointed_to_the_command_that_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, message) in [
        ("whole.xml", "<SyncML><SyncHdr/></SyncML>"),
        ("fragment.xml", "<Get><CmdID>1</CmdID></Get>"),
        (
            "several.xml",
            "<!-- Two. -->\n<Get><CmdID>1</CmdID></Get>\n<Exec><CmdID>2</CmdID></Exec>\n",
        ),
        ("empty.xml", "<SyncBody/><SyncBody/>"),
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

/// What passes the check is generated.
#[test]
fn what_the_generator_refuses_is_reported_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(data().join("faulty/Good.xml")).unwrap();
    let long = good.replacen(
        "<NodeName>Good<",
        &format!("<NodeName>{}<", "n".repeat(253)),
        1,
    );
    std::fs::write(folder.path().join("Good.xml"), good).unwrap();
    std::fs::write(folder.path().join("Long.xml"), long).unwrap();
    let outcome = csp_in(folder.path(), &["check", "."], "");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("error[GEN0004]"), "{outcome}");
    let place = Path::new(".").join("Long.xml");
    assert!(
        outcome
            .err
            .contains(&format!("--> {}:4:15\n", text(&place))),
        "{outcome}"
    );
    assert!(
        outcome.out.starts_with("1 file without errors, 2 nodes\n"),
        "{outcome}"
    );
    let outcome = csp_in(folder.path(), &["check", ".", "--format", "json"], "");
    let faults: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    let codes: Vec<&str> = faults
        .iter()
        .filter_map(|fault| fault["code"].as_str())
        .collect();
    assert_eq!(codes, ["DDF0036", "GEN0004", "DDF0036"], "{outcome}");
}

/// A root below Vendor/MSFT is taken for Microsoft's, which nobody who reads it can correct: who made it up is told where his own belongs.
#[test]
fn who_makes_up_a_root_of_microsofts_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let lamp = std::fs::read_to_string(data().join("lamp/Lamp.xml")).unwrap();
    let wrong = lamp.replacen("<DefaultValue>50<", "<DefaultValue>500<", 1);
    let msft = wrong.replacen("./Device/Vendor/Contoso<", "./Device/Vendor/MSFT<", 1);
    for (definition, code, severity) in [(wrong, Some(1), "error"), (msft, Some(0), "warning")] {
        std::fs::write(folder.path().join("Lamp.xml"), definition).unwrap();
        let outcome = csp_in(folder.path(), &["check", "Lamp.xml"], "");
        assert_eq!(outcome.code, code, "{outcome}");
        assert!(
            outcome.err.contains(&format!("{severity}[DDF006")),
            "{outcome}"
        );
        let is_told = outcome
            .err
            .contains("give its root a Path of its own, as `./Device/Vendor/Contoso`");
        assert_eq!(is_told, severity == "warning", "{outcome}");
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

#[test]
fn a_schema_that_is_none_is_a_warning_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Form.xml");
    let leaf = |name: &str, value_type: &str, text: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat>\
             <MSFT:AllowedValues ValueType=\"{value_type}\"><MSFT:Value>{text}</MSFT:Value></MSFT:AllowedValues></DFProperties></Node>\n"
        )
    };
    let text = "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><VerDTD>1.2</VerDTD>\n\
        <Node><NodeName>Form</NodeName><Path>./Device/Vendor/Contoso</Path>\
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>\n"
        .to_owned()
        + &leaf(
            "Cdata",
            "XSD",
            "<![CDATA[\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n  <xs:element/>\n</xs:schema>]]>",
        )
        + &leaf("Escaped", "XSD", "&lt;html/&gt;")
        + &leaf("Json", "JSON", "{\"type\": \"object\", \"required\": 1}")
        + "</Node></MgmtTree>";
    std::fs::write(&file, text).unwrap();
    let outcome = csp(&["check", "--format", "json", crate::run::text(&file)]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let found: Value = serde_json::from_str(&outcome.out).unwrap();
    let found: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let place = (found["line"].as_u64(), found["column"].as_u64());
            assert_eq!(
                (&found["code"], &found["severity"]),
                (&Value::from("DDF0068"), &Value::from("warning"))
            );
            (place, found["message"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].0, (Some(5), Some(3)));
    assert_eq!(found[1].0.0, Some(7));
    assert_eq!(found[2].0.0, Some(8));
}
