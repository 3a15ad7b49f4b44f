//! The lock as a file: read from any editor and merge, refused where it is none.

use super::{LOCKED, locked, names, said};
use crate::codegen::Place;

#[test]
fn a_lock_that_is_none_says_where() {
    let place = Place::new();
    for (text, reason) in [
        (
            "# Names\nlamp module Vendor/Contoso/Lamp\n<<<<<<< main\n",
            "line 3: `<<<<<<<` is left over from a merge: keep the lines of both sides and delete this one",
        ),
        (
            "lamp module Vendor/Contoso/Lamp\n=======\n",
            "line 2: `=======` is left over from a merge",
        ),
        ("lamp\n", "line 1: `lamp` has no meaning beside it"),
        (
            "lamp module a\nlamp module b\n",
            "line 2: `lamp` stands for something else already",
        ),
        (
            "lamp module a b\n",
            "line 1: `lamp module a b` is no line of a lock",
        ),
        (
            "lamp module a\nbulb module A\n",
            "line 2: `bulb` stands for what `lamp` stands for: keep one of the lines",
        ),
        (
            "lamp module a\nlamp::node::A node Get i64 ./a\nlamp::node::B node Get i64 ./a\n",
            "line 3: `lamp::node::B` stands for what `lamp::node::A` stands for",
        ),
        (
            "lamp module a\nlamp::A value Int ./a\nlamp::A::ON constant 1\nlamp::A::AN constant 1\n",
            "line 4: `lamp::A::AN` stands for what `lamp::A::ON` stands for",
        ),
        (
            "lamp::device root ./a\n",
            "line 1: no line says what `lamp` is",
        ),
        (
            "lamp module a\nlamp::A::ON constant 1\n",
            "line 2: no line says what `lamp::A` is",
        ),
        (
            "lamp module a\nlamp::node::B alias A ./a\n",
            "line 2: no line says what `lamp::node::A` is",
        ),
        ("\0 module a\n", "line 1: `\\0` is no path"),
    ] {
        place.write("names.lock", text);
        let outcome = place.codegen("lamp --out src --lock names.lock");
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            outcome.err.contains(&format!("names.lock: {reason}")),
            "{outcome}"
        );
        assert_eq!(place.read("names.lock"), text, "nothing is lost");
        assert!(
            !place.list("src").contains(&"mod.rs".to_owned()),
            "nothing is written"
        );
    }
}

/// A name that generated code cannot have is refused where it stands: what is generated compiles, and lies in the folder.
#[test]
fn a_lock_names_nothing_that_cannot_stand() {
    let place = Place::new();
    let head = "lamp module a\nlamp::node::A node Get i64 ./a\nlamp::V value Int ./a\n";
    for line in [
        "../x module b",
        "con module b",
        "mod module b",
        "rustfmt module b",
        "Lamp2 module b",
        "r#type module b",
        "a::b module b",
        "lamp::fn root ./a",
        "lamp::csp root ./a",
        "lamp::at root ./a",
        "lamp::node::At node Get i64 ./b",
        "lamp::node::fn node Get i64 ./b",
        "lamp::node::Self node Get i64 ./b",
        "lamp::Csp value Int ./b",
        "lamp::TREE value Int ./b",
        "lamp::Choice alias V ./b",
        "lamp::node::A::self child b",
        "lamp::node::A::type child b",
        "lamp::node::A::r#lit child b",
        "lamp::node::A::b::c child b",
        "lamp::V::fn constant 1",
        "lamp::V::Off constant 1",
        "lamp::V::1 constant 1",
    ] {
        place.write("names.lock", &format!("{head}{line}\n"));
        let outcome = place.codegen("lamp --out src --lock names.lock");
        assert_eq!(outcome.code, Some(1), "{line}: {outcome}");
        assert!(outcome.err.contains("names.lock: line 4: "), "{outcome}");
        assert!(!place.list("src").contains(&"mod.rs".to_owned()), "{line}");
    }
}

/// However a lock was written or copied, it is the same; a line that is as long as a book is not shown.
#[test]
fn a_lock_is_read_from_any_editor() {
    let place = locked();
    let text = place.read("names.lock");
    place.write(
        "names.lock",
        &format!("\u{FEFF}{}", text.replace('\n', "\r\n")),
    );
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "refused").len()),
        (Some(0), 0)
    );
    assert_eq!(place.read("names.lock"), text);
    place.write("names.lock", &"x".repeat(10_000_000));
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.err.len() < 1000, "{}", outcome.err.len());
}

/// Two children whose names differ in letter case alone are two nodes, and each keeps its names.
#[test]
fn nodes_that_differ_in_case_keep_their_names() {
    let place = locked();
    let child = |name: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><int /></DFFormat></DFProperties></Node>"
        )
    };
    let frequency = "<Node>\n          <NodeName>Frequency";
    let before = place.read("radio/Radio.xml");
    let with = |names: [&str; 2]| {
        before.replacen(
            frequency,
            &format!("{}{}{frequency}", child(names[0]), child(names[1])),
            1,
        )
    };
    place.write("radio/Radio.xml", &with(["Band", "BAND"]));
    assert_eq!(place.codegen(&format!("{LOCKED} --accept")).code, Some(0));
    let lines = names(&place);
    place.write("radio/Radio.xml", &with(["BAND", "Band"]));
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "refused")),
        (Some(0), Vec::new())
    );
    assert_eq!(names(&place), lines);
}

/// Two branches that each record something are merged line by line, in any order.
#[test]
fn a_merged_lock_is_put_in_order() {
    let place = locked();
    let text = place.read("names.lock");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    place.write("names.lock", &lines.join("\n"));
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(place.read("names.lock"), text);
}

/// Without a folder the file alone is brought in line: for build scripts and macros.
#[test]
fn a_lock_alone_is_written() {
    let (place, whole) = (Place::new(), locked());
    let outcome = place.codegen("radio --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(place.read("names.lock"), whole.read("names.lock"));
    assert_eq!(place.list("src"), [""; 0]);
    assert_eq!(place.codegen("radio").code, Some(2));
}

/// Modules of another run are left alone: their names have not gone, and are not forgotten.
#[test]
fn one_lock_serves_several_runs_into_one_folder() {
    let (place, whole) = (Place::new(), Place::new());
    let outcome = whole.codegen("lamp faulty/Good.xml --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for run in ["lamp", "faulty/Good.xml", "lamp"] {
        for more in ["", " --accept", " --check"] {
            let outcome = place.codegen(&format!("{run} --out src --lock names.lock{more}"));
            assert_eq!(outcome.code, Some(0), "{outcome}");
        }
    }
    assert_eq!(place.read("names.lock"), whole.read("names.lock"));
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_stays_one() {
    let place = Place::new();
    let root = place.0.path();
    place.write("kept.lock", "");
    std::os::unix::fs::symlink("kept.lock", root.join("names.lock")).unwrap();
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(root.join("names.lock").is_symlink());
    assert!(place.read("kept.lock").contains("contoso_lamp module "));
}
