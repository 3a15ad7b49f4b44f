//! `csp admx diff`.

use insta::assert_snapshot;
use serde_json::Value;

use super::in_changed;

#[test]
fn the_same_templates_have_no_difference() {
    let outcome = in_changed(&[], &["admx", "diff", "OLD", ".", "--all"]);
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (Some(0), "0 breaking, 0 additive, 0 documentation\n")
    );
}

/// What breaks profiles that are in use comes first.
#[test]
fn changes_are_told_by_what_they_do_to_profiles() {
    let changes = [
        ("maxValue=\"100\" required", "maxValue=\"50\" required"),
        ("maxLength=\"20\"", "maxLength=\"40\""),
        (
            "<text id=\"Name\" valueName=\"Name\"/>",
            "<text id=\"Name\" valueName=\"Name\" required=\"true\"/><boolean id=\"Dimmed\" valueName=\"Dimmed\"/>",
        ),
        (
            "<item displayName=\"$(string.Red)\"><value><decimal value=\"7\"/>",
            "<item displayName=\"$(string.Blue)\"><value><decimal value=\"8\"/>",
        ),
        (
            "name=\"Switch\" class=\"Machine\"",
            "name=\"Switch\" class=\"Both\"",
        ),
        ("<list id=\"Owners\"", "<text id=\"Owners\""),
        (" explicitValue=\"true\"", ""),
        (
            "<parentCategory ref=\"System\"/>",
            "<parentCategory ref=\"Lamps\"/>",
        ),
        (
            "explainText=\"$(string.Everything_Help)\"",
            "explainText=\"$(string.Hall)\"",
        ),
    ];
    let outcome = in_changed(&changes, &["admx", "diff", "OLD", ".", "--all"]);
    assert_eq!(outcome.code, Some(0));
    assert_snapshot!(outcome.out);
    let short = in_changed(&changes, &["admx", "diff", "OLD", "."]);
    assert!(!short.out.contains("the help text"), "{short}");
    let json = in_changed(&changes, &["admx", "diff", "OLD", ".", "--format", "json"]);
    let found: Value = serde_json::from_str(&json.out).unwrap();
    let came = &found["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["element"] == "Dimmed")
        .unwrap();
    assert_eq!(
        (&came["class"], &came["policy"]),
        (&"breaking".into(), &"Defaults".into())
    );
}

#[test]
fn policies_that_came_or_went_are_told_and_many_in_one_line() {
    let outcome = in_changed(
        &[("policy name=\"Switch\"", "policy name=\"Other\"")],
        &["admx", "diff", "OLD", "."],
    );
    assert_eq!(
        outcome.out,
        "breaking\n  lamps.admx/Switch: the policy went\n\nadditive\n  lamps.admx/Other: the policy came\n\n1 breaking, 1 additive, 0 documentation\n"
    );
    let more: String = (0..5).map(|nth| format!("<policy name=\"New{nth}\" class=\"User\" displayName=\"New\" key=\"K\"><parentCategory ref=\"Lamps\"/></policy>")).collect();
    let outcome = in_changed(
        &[("<policies>", &format!("<policies>{more}"))],
        &["admx", "diff", "OLD", "."],
    );
    assert_eq!(
        outcome.out,
        "additive\n  the policy came: 5 policies, the first is lamps.admx/New0\n\n0 breaking, 5 additive, 0 documentation\n"
    );
}

#[test]
fn nothing_is_compared_with_faults() {
    let outcome = in_changed(&[("</policies>", "")], &["admx", "diff", "OLD", "."]);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(outcome.err.contains("error[ADMX0008]"), "{outcome}");
}
