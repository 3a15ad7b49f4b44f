//! What is reported of two definitions as a whole, and which of their nodes are the same.

use std::fs;

use csp_corpus::zip::{self, File};
use insta::assert_snapshot;

use super::{changes, json};
use crate::run::{csp, data};

#[test]
fn the_text_is_by_class_and_csp_with_a_summary() {
    assert_snapshot!(csp(&["diff", "diff/old", "diff/new"]));
}

#[test]
fn the_json_has_the_summary_and_every_change() {
    assert_snapshot!(csp(&["diff", "diff/old", "diff/new", "--format", "json"]).out);
}

/// Siblings whose names differ by case alone are two nodes still.
#[test]
fn a_sibling_in_another_case_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let node = |name: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>"
        )
    };
    let whole = |children: &str| {
        format!(
            "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Lamp</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{children}</Node></MgmtTree>"
        )
    };
    fs::write(folder.path().join("old.xml"), whole(&node("On"))).unwrap();
    let twins = node("On") + &node("on");
    fs::write(folder.path().join("new.xml"), whole(&twins)).unwrap();
    let arguments = ["diff", "--format", "json", "old.xml", "new.xml"];
    assert_eq!(
        changes(&json(folder.path(), &arguments)),
        ["additive added"]
    );
}

#[test]
fn a_definition_does_not_differ_from_itself() {
    let outcome = csp(&["diff", "lamp", "lamp/Lamp.xml"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(
        outcome.out,
        "0 files added, 0 removed; 0 nodes added, 0 removed; 0 facts changed; 0 changes in all: 0 breaking, 0 additive, 0 documentation\n"
    );
}

/// The nodes of a file that cannot be read would seem to be gone.
#[test]
fn with_errors_nothing_is_compared() {
    for sides in [["faulty", "lamp"], ["lamp", "faulty"], ["lamp", "nowhere"]] {
        let outcome = csp(&["diff", sides[0], sides[1]]);
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
        assert!(outcome.err.contains("error["), "{outcome}");
    }
}

/// In the folders of a zip several files may have one name: it goes with whatever is lost of one of them.
#[test]
fn files_of_one_name_in_folders_of_a_zip_are_all_compared() {
    let good = fs::read_to_string(data().join("faulty/Good.xml")).unwrap();
    let named = |name: &str| good.replace(">Good<", &format!(">{name}<"));
    let (gone, moved, other) = (named("Gone"), named("Moved"), named("Other"));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, files: &[File<'_>]| {
        fs::write(folder.path().join(name), zip::of(files)).unwrap();
    };
    let other = File::new("Other.xml", &other);
    let old = [
        File::new("a/DDF.xml", &gone),
        File::new("b/DDF.xml", &moved),
        other,
    ];
    write("old.zip", &old);
    write("new.zip", &[File::new("Moved.xml", &moved), other]);
    let arguments = ["diff", "old.zip", "new.zip", "--format", "json"];
    let difference = json(folder.path(), &arguments);
    assert_eq!(changes(&difference), ["breaking removed"; 2]);
    let files = difference["files"].as_array().unwrap().iter();
    let files: Vec<_> = files.map(|file| (&file["file"], &file["class"])).collect();
    assert_eq!(
        files,
        [
            (&"DDF.xml".into(), &"breaking".into()),
            (&"Moved.xml".into(), &"documentation".into())
        ]
    );
}
