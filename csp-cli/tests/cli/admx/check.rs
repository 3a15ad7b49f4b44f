//! `csp admx check`.

use insta::assert_snapshot;
use serde_json::Value;

use super::in_changed;
use crate::run::csp;

#[test]
fn good_templates_have_nothing_to_report() {
    let outcome = csp(&["admx", "check", "admx"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(outcome.out, "2 files read, 3 policies\n");
}

#[test]
fn what_a_device_refuses_is_a_warning_and_what_cannot_be_read_an_error() {
    let key = r#"key="Software\Policies\Contoso\Lamps" valueName="On""#;
    let blocked = (
        key,
        r#"key="Software\Policies\Microsoft\Lamps" valueName="On""#,
    );
    let outcome = in_changed(&[blocked], &["admx", "check", "."]);
    assert_eq!(outcome.code, Some(0));
    assert_snapshot!(outcome);
    let faults = in_changed(
        &[blocked, ("class=\"Both\"", "class=\"All\"")],
        &["admx", "check", "lamps.admx", "--format", "json"],
    );
    assert_eq!(faults.code, Some(1));
    let faults: Vec<Value> = serde_json::from_str(&faults.out).unwrap();
    let codes: Vec<&str> = faults
        .iter()
        .map(|fault| fault["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["ADMX0060", "ADMX0027"]);
    assert_eq!(
        (&faults[1]["file"], &faults[1]["line"]),
        (&"lamps.admx".into(), &31.into())
    );
}
