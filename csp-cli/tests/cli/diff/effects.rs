//! `csp diff --lock`: what each change does to generated code stands with it.

use std::fs;

use insta::assert_snapshot;

use super::json;
use crate::codegen::Place;
use crate::run::csp_in;

/// A radio, a lamp and another CSP that are locked, and the next drop of them: the lamp's file is gone, the radio has lost a node and exchanged two
/// descriptions, and users may add what they could not.
fn drops() -> Place {
    let place = Place::new();
    place.write("radio/Lamp.xml", &place.read("lamp/Lamp.xml"));
    place.write("radio/Good.xml", &place.read("faulty/Good.xml"));
    let outcome = place.codegen("radio --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");

    fs::create_dir(place.0.path().join("new")).unwrap();
    place.write("new/Good.xml", &place.read("faulty/Good.xml"));
    let radio = place.read("radio/Radio.xml");
    let (device, user) = radio.split_at(radio.rfind("<NodeName>Radio<").unwrap());
    let muted = |text: &str| {
        let (before, after) = text
            .split_once("<Node>\n          <NodeName>Muted")
            .unwrap();
        let (_, after) = after.split_once("</Node>").unwrap();
        format!("{before}{after}")
    };
    let user = user.replace(
        "<AccessType><Get /><Replace /></AccessType><Description>In kilo",
        "<AccessType><Add /><Get /><Replace /></AccessType><Description>In kilo",
    );
    let radio = format!("{}{}", muted(device), muted(&user))
        .replace("Silent", "@")
        .replace("Audible", "Silent")
        .replace('@', "Audible");
    place.write("new/Radio.xml", &radio);
    place
}

fn diff(place: &Place, more: &str) -> String {
    let arguments = format!("diff radio new --lock names.lock{more}");
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let before = place.read("names.lock");
    let outcome = csp_in(place.0.path(), &arguments, "");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(place.read("names.lock"), before);
    outcome.out
}

#[test]
fn what_breaks_for_code_stands_with_the_change() {
    assert_snapshot!(diff(&drops(), ""));
}

#[test]
fn a_page_has_it_too() {
    assert_snapshot!(diff(&drops(), " --format markdown"));
}

#[test]
fn programs_get_every_effect() {
    let place = drops();
    let arguments = [
        "diff",
        "radio",
        "new",
        "--lock",
        "names.lock",
        "--format",
        "json",
    ];
    let whole = json(place.0.path(), &arguments);
    let effects = whole["effects"].as_array().unwrap();
    let lines: Vec<String> = effects.iter().map(ToString::to_string).collect();
    assert_snapshot!(lines.join("\n"));
    assert_eq!(whole["summary"]["names_refused"], effects.len() - 2);
    assert_eq!(whole["summary"]["names_new"], 10);

    let without = json(
        place.0.path(),
        &["diff", "radio", "new", "--format", "json"],
    );
    assert!(without["effects"].is_null());
    let breaking = |whole: &serde_json::Value| whole["summary"]["breaking"].as_u64().unwrap();
    let effects = u64::try_from(effects.len()).unwrap();
    assert_eq!(breaking(&whole), breaking(&without) + effects);
}

/// The same lines that `csp codegen` refuses with.
#[test]
fn it_says_what_codegen_refuses() {
    let place = drops();
    let outcome = place.codegen("new --lock names.lock");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let told = diff(&place, "");
    let mut refused = 0;
    for line in outcome.err.lines() {
        if let Some(line) = line
            .strip_prefix("refused: ")
            .or(line.strip_prefix("kept: "))
        {
            assert!(told.contains(line), "{line}\n{told}");
            refused += 1;
        }
    }
    assert!(refused > 3, "{outcome}");
}

/// One lock may serve several definitions: what neither side has did not change from one to the other.
#[test]
fn a_lock_of_more_than_is_compared_says_nothing_of_the_rest() {
    let place = drops();
    let outcome = csp_in(
        place.0.path(),
        &["diff", "lamp", "lamp", "--lock", "names.lock"],
        "",
    );
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(!outcome.out.contains("radio"), "{outcome}");
    assert!(
        outcome
            .out
            .ends_with("\nnames.lock: every name is kept, 0 names are new\n"),
        "{outcome}"
    );
}

#[test]
fn a_lock_that_is_not_there_is_said() {
    let outcome = csp_in(
        drops().0.path(),
        &["diff", "radio", "new", "--lock", "nowhere.lock"],
        "",
    );
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(
        outcome.err.starts_with("error: nowhere.lock: "),
        "{outcome}"
    );
}
