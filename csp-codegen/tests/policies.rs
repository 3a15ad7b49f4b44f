//! The types of policies outlive a change of the templates: words decide about no name, and with a lock what breaks is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use csp_codegen::{Generator, Output};

const WORDS: &str = "en-US/lamps.adml";
const TEMPLATE: &str = "lamps.admx";

/// Generates the case `policies`, with edits of its template and of its words: what stands there, and what shall.
fn generate(folder: &Path, edits: &[(&str, &str, &str)]) -> Output {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let templates = folder.join("templates");
    fs::create_dir_all(templates.join("en-US")).unwrap();
    for file in [TEMPLATE, WORDS] {
        let mut text = fs::read_to_string(cases.join("policies").join(file)).unwrap();
        for (_, from, to) in edits.iter().filter(|(of, ..)| *of == file) {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        fs::write(templates.join(file), text).unwrap();
    }
    let generator = Generator::new().file(cases.join("policies.xml"));
    let generator = generator.admx(templates).lock(folder.join("names.lock"));
    generator.generate().unwrap()
}

/// Generates with the lock of the case as it is: what is refused, and the lock of the edited one.
fn after(edits: &[(&str, &str, &str)]) -> (Vec<String>, Output) {
    let folder = tempfile::tempdir().unwrap();
    let before = generate(folder.path(), &[]);
    fs::write(folder.path().join("names.lock"), before.lock().text()).unwrap();
    let after = generate(folder.path(), edits);
    let followed = after.follow(&BTreeSet::new());
    let refused = followed.refusals.iter().map(ToString::to_string).collect();
    (refused, after)
}

fn lines<'t>(text: &'t str, of: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(of)).collect()
}

#[test]
fn words_decide_about_no_type() {
    let folder = tempfile::tempdir().unwrap();
    let before = generate(folder.path(), &[]).lock().text();
    let edits = [
        (WORDS, ">Bright<", ">As in the day<"),
        (WORDS, ">How bright a room is<", ">Brightness<"),
        (WORDS, ">Percent:<", ">How much:<"),
        (WORDS, ">Shut<", ">Dark<"),
    ];
    let edited = generate(folder.path(), &edits).lock().text();
    let types = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains(" constant "));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(types(&before), types(&edited));
    assert_ne!(before, edited);
    // A constant keeps its name, and what the words would make of it is told.
    let (refused, after) = after(&edits);
    assert_eq!(refused, Vec::<String>::new());
    let constants = [
        "policy_lamps::HallModeItem::BRIGHT constant 4 described AS_IN_DAY",
        "policy_lamps::HallModeItem::DARK constant 0",
    ];
    assert_eq!(lines(&after.lock().text(), "HallModeItem::"), constants);
    let contradictions = after.follow(&BTreeSet::new()).contradictions;
    assert_eq!(contradictions.len(), 2, "{contradictions:#?}");
}

#[test]
fn a_lock_says_which_elements_came_and_went() {
    let percent = "<decimal id=\"Percent\" valueName=\"Percent\" minValue=\"1\" maxValue=\"100\" required=\"true\"/>";
    let (refused, _) = after(&[(
        TEMPLATE,
        percent,
        "<boolean id=\"Night\" valueName=\"Night\"/>",
    )]);
    assert_eq!(
        refused,
        [
            "`policy_lamps::Light::night`: the policy of `./Device/Vendor/MSFT/Policy/Config/Lamps/Light` has the new element `Night`; code that enables it does not compile until it gives that",
            "`policy_lamps::Light::percent`: the policy of `./Device/Vendor/MSFT/Policy/Config/Lamps/Light` has no element `Percent` any more; code that gives or reads it does not compile",
        ]
    );
    let text = "<text id=\"Percent\" valueName=\"Percent\" required=\"true\"/>";
    let (refused, _) = after(&[(TEMPLATE, percent, text)]);
    assert_eq!(
        refused,
        [
            "`policy_lamps::Light::percent`: the element `Percent` was of type `u32` and is of type `String`; code that gives or reads it does not compile"
        ]
    );
    let (refused, _) = after(&[(TEMPLATE, "<boolean id=\"Warm\"", "<multiText id=\"Warm\"")]);
    assert_eq!(
        refused,
        [
            "`policy_lamps::Light::warm`: the element `Warm` was of type `bool` and is of type `Vec<String>`; code that gives or reads it does not compile"
        ]
    );
    // Where all items are numbers, the type holds numbers.
    let (refused, _) = after(&[(
        TEMPLATE,
        "<item displayName=\"$(string.Open)\"><value><decimal value=\"0\"/>",
        "<item displayName=\"$(string.Open)\"><value><string>open</string>",
    )]);
    assert_eq!(
        refused,
        [
            "`policy_lamps::DoorModeItem`: it held Number values and holds ItemText values now; code that uses it does not compile",
            "`policy_lamps::DoorModeItem::OPEN`: `0` is no allowed value of `./Device/Vendor/MSFT/Policy/Config/Lamps/DoorMode/Mode` any more; code that names it does not compile",
        ]
    );
}

#[test]
fn a_struct_that_two_policies_shared_stays_with_the_first() {
    let stairs = "<enum id=\"Mode\" valueName=\"Mode\"><item displayName=\"$(string.Dark)\">";
    let (refused, after) = after(&[(
        TEMPLATE,
        stairs,
        &format!("<boolean id=\"Night\" valueName=\"Night\"/>{stairs}"),
    )]);
    assert_eq!(
        refused,
        [
            "`policy_lamps::node::StairsMode`: the value of `./Device/Vendor/MSFT/Policy/Config/Lamps/StairsMode` was of type `HallMode` and is of type `StairsMode`; code that reads or writes it does not compile"
        ]
    );
    let lock = after.lock().text();
    let places = "./Device/Vendor/MSFT/Policy/Config/Lamps";
    assert_eq!(
        lines(&lock, "ModeItem value"),
        [
            format!("policy_lamps::DoorModeItem value Number {places}/DoorMode/Mode"),
            format!("policy_lamps::HallModeItem value Number {places}/HallMode/Mode"),
            format!("policy_lamps::StairsModeItem value Number {places}/StairsMode/Mode"),
        ]
    );
    let described = "policy_lamps::StairsModeItem::BRIGHT constant 4";
    assert!(lock.lines().any(|line| line == described), "{lock}");
}

#[test]
fn fields_keep_their_names() {
    // What comes would take the name by its place.
    let owner = "<text id=\"owner\" valueName=\"Note\"/>";
    let (refused, after) = after(&[(
        TEMPLATE,
        "<text id=\"Owner\"",
        "<text id=\"OWNER\" valueName=\"Third\"/><text id=\"Owner\"",
    )]);
    assert_eq!(refused.len(), 1, "{refused:#?}");
    let fields = [
        "policy_lamps::Light::owner field Owner String",
        "policy_lamps::Light::owner_2 field owner Option<String>",
        "policy_lamps::Light::owner_3 field OWNER Option<String>",
    ];
    assert_eq!(lines(&after.lock().text(), "::owner"), fields);
    let folder = tempfile::tempdir().unwrap();
    let without = generate(folder.path(), &[(TEMPLATE, owner, "")]);
    assert_eq!(lines(&without.lock().text(), "::owner"), fields[..1]);
}
