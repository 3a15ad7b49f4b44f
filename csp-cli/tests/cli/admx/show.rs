//! `csp admx show`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, text};

#[test]
fn a_policy_is_shown_with_all_that_is_known_of_it() {
    assert_snapshot!(csp(&[
        "admx",
        "show",
        "everything",
        "--admx",
        "admx",
        "--app",
        "Lamps"
    ]));
    assert_snapshot!(csp(&[
        "admx",
        "show",
        "lamps.admx/Switch",
        "--admx",
        "admx"
    ]));
}

#[test]
fn programs_get_every_fact_under_its_own_key() {
    let outcome = csp(&[
        "admx",
        "show",
        "Everything",
        "--admx",
        "admx",
        "--app",
        "Lamps",
        "--format",
        "json",
    ]);
    let policies: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&policies).unwrap());
}

#[test]
fn the_nodes_of_windows_are_shown_by_their_definitions() {
    let (_folder, ddf) = super::definition("Own");
    let outcome = csp(&[
        "admx",
        "show",
        "Switch",
        "--admx",
        "admx",
        "--ddf",
        text(&ddf),
    ]);
    assert!(
        outcome
            .out
            .contains("  at ./Device/Vendor/MSFT/Policy/Config/Own~Policy~Lamps/Switch\n"),
        "{outcome}"
    );
}

#[test]
fn a_name_that_is_not_there_has_one_that_was_meant() {
    let outcome = csp(&["admx", "show", "Swich", "--admx", "admx"]);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(
        outcome.err,
        "error: there is no policy `Swich`; did you mean `lamps.admx/Switch`?\n"
    );
    let outcome = csp(&["admx", "show", "Garden", "--admx", "admx"]);
    assert!(outcome.err.contains("csp admx list --search"), "{outcome}");
}
