//! `csp admx resolve`.

use serde_json::{Value, json};

use super::in_changed;
use crate::run::{csp, text};

/// Outside checks rely on these keys, and on no others.
#[test]
fn each_node_has_its_policy_or_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let ddf = folder.path().join("lamps.xml");
    let made = csp(&[
        "admx",
        "ddf",
        "admx/lamps.admx",
        "--app",
        "Own",
        "--out",
        text(&ddf),
    ]);
    assert_eq!(made.code, Some(0), "{made}");
    let resolve = [
        "admx",
        "resolve",
        "--ddf",
        text(&ddf),
        "--admx",
        ".",
        "--format",
        "json",
    ];
    let outcome = in_changed(&[], &resolve);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let found: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(found, json!({"leaves": 4, "resolved": 4, "unresolved": []}));
    let gone = ("policy name=\"Switch\"", "policy name=\"Other\"");
    let outcome = in_changed(&[gone], &resolve);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let found: Value = serde_json::from_str(&outcome.out).unwrap();
    let uri = "./Device/Vendor/MSFT/Policy/Config/Own~Policy~Lamps/Switch";
    let reason = "Switch of lamps.admx: the file has no such policy";
    assert_eq!(
        found,
        json!({"leaves": 4, "resolved": 3, "unresolved": [{"uri": uri, "reason": reason}]})
    );
    let words = in_changed(&[gone], &resolve[..6]);
    assert_eq!(
        words.out,
        format!("{uri}\n    {reason}\n3 of 4 ADMX-backed nodes have their policy\n")
    );
}
