//! `csp codegen --lock`: the names that code goes by are not lost unseen.

use insta::assert_snapshot;

use crate::codegen::Place;
use crate::run::Outcome;

#[test]
fn a_lock_records_every_public_name() {
    let place = Place::new();
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_snapshot!(place.read("names.lock"));
    let outcome = place.codegen("lamp --out src --lock names.lock --check");
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

#[test]
fn names_that_disappear_are_reported_until_they_are_accepted() {
    let place = Place::new();
    place.codegen("lamp --out src --lock names.lock");
    place.edit("lamp/Lamp.xml", "<NodeName>Switch<", "<NodeName>Toggle<");
    place.edit(
        "lamp/Lamp.xml",
        "ValueDescription>Off<",
        "ValueDescription>Dark<",
    );
    let gone = [
        "lamp::BulbsMode::OFF",
        "lamp::node::Lamp::switch",
        "lamp::node::Switch",
    ];
    let reported = |outcome: &Outcome| -> Vec<String> {
        let lines = outcome.err.lines();
        lines
            .filter_map(|line| line.strip_prefix("disappeared: ").map(str::to_owned))
            .collect()
    };
    let names = |place: &Place| -> Vec<String> {
        place
            .read("names.lock")
            .lines()
            .map(str::to_owned)
            .collect()
    };

    let before = names(&place);
    let outcome = place.codegen("lamp --out src --lock names.lock --check");
    assert_eq!(
        (outcome.code, reported(&outcome)),
        (Some(1), gone.map(str::to_owned).to_vec())
    );
    assert_eq!(names(&place), before);

    for _ in 0..2 {
        let outcome = place.codegen("lamp --out src --lock names.lock");
        assert_eq!(
            (outcome.code, reported(&outcome)),
            (Some(1), gone.map(str::to_owned).to_vec())
        );
        assert!(
            outcome
                .err
                .contains("3 of the names in names.lock disappeared"),
            "{outcome}"
        );
        let names = names(&place);
        assert!(gone.iter().all(|name| names.contains(&(*name).to_owned())));
        for new in [
            "lamp::node::Toggle",
            "lamp::node::Lamp::toggle",
            "lamp::BulbsMode::DARK",
        ] {
            assert!(names.contains(&new.to_owned()), "{new}");
        }
        assert!(place.read("src/lamp.rs").contains("Toggle"));
    }

    let outcome = place.codegen("lamp --out src --lock names.lock --accept-removals");
    assert_eq!((outcome.code, reported(&outcome)), (Some(0), Vec::new()));
    assert!(
        !gone
            .iter()
            .any(|name| names(&place).contains(&(*name).to_owned()))
    );
    assert_eq!(
        place
            .codegen("lamp --out src --lock names.lock --check")
            .code,
        Some(0)
    );
}

#[test]
fn a_lock_with_the_marks_of_a_merge_is_no_lock() {
    let place = Place::new();
    place.write("names.lock", "# Names\nlamp\n<<<<<<< main\n");
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.err.contains("names.lock: line 3: `<<<<<<< main`"),
        "{outcome}"
    );
    assert_eq!(place.list("src"), [""; 0], "nothing is written");
}

/// Modules of another run are left alone: their names have not disappeared, and are not forgotten.
#[test]
fn one_lock_serves_several_runs_into_one_folder() {
    let (place, whole) = (Place::new(), Place::new());
    let outcome = whole.codegen("lamp faulty/Good.xml --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for run in ["lamp", "faulty/Good.xml", "lamp"] {
        for more in ["", " --accept-removals", " --check"] {
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
    assert!(place.read("kept.lock").contains("lamp::Csp\n"));
}
