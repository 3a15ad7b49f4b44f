//! `csp admx resolve`.

use serde_json::{Value, json};

use super::in_changed;
use super::{definition, zipped};
use crate::run::{csp, text};

/// Outside checks rely on these keys, and on no others.
#[test]
fn each_node_has_its_policy_or_a_reason() {
    let (_folder, ddf) = definition("Own");
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

/// To the byte, also from a zip, from a file, and from several places.
#[test]
fn programs_get_the_same_bytes_from_wherever_files_are() {
    let (folder, ddf) = definition("Own");
    let (_folder, zip) = zipped();
    let ddf_zip = folder.path().join("ddf.zip");
    let definition = std::fs::read(&ddf).unwrap();
    let packed = [csp_corpus::zip::File::new("lamps.xml", &definition)];
    std::fs::write(&ddf_zip, csp_corpus::zip::of(&packed)).unwrap();
    for (ddf, places) in [
        (&ddf, &["admx"][..]),
        (&ddf, &["admx/lamps.admx"]),
        (&ddf, &["admx/contoso.admx", "admx/lamps.admx"]),
        (&ddf_zip, &[text(&zip)]),
        (&ddf_zip, &["admx", text(&zip)]),
    ] {
        let mut arguments = vec!["admx", "resolve", "--ddf", text(ddf), "--format", "json"];
        arguments.extend(places.iter().flat_map(|place| ["--admx", place]));
        let outcome = csp(&arguments);
        assert_eq!(
            outcome.out, "{\"leaves\":4,\"resolved\":4,\"unresolved\":[]}\n",
            "{places:?}"
        );
    }
}
