//! `csp codegen --lock`: the names that code goes by outlive a change of the definitions, or the change is refused.

mod file;
mod given;
mod places;
mod refused;

use insta::assert_snapshot;

use crate::codegen::Place;
use crate::run::Outcome;

pub(crate) const LOCKED: &str = "radio --out src --lock names.lock";

/// A radio that is generated and locked.
pub(crate) fn locked() -> Place {
    let place = Place::new();
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    place
}

/// The lines of a lock behind its head.
fn names(place: &Place) -> Vec<String> {
    let text = place.read("names.lock");
    text.lines().skip(1).map(str::to_owned).collect()
}

/// What a run says behind a word.
pub(crate) fn said(outcome: &Outcome, word: &str) -> Vec<String> {
    let word = format!("{word}: ");
    let lines = outcome.err.lines();
    lines
        .filter_map(|line| line.strip_prefix(&word).map(str::to_owned))
        .collect()
}

/// Refuses, changing nothing; takes it with `--accept`; and finds nothing more to say. What was refused is the answer.
fn refused_until_accepted(place: &Place) -> String {
    let (lock, module) = (place.read("names.lock"), place.read("src/radio.rs"));
    let check = place.codegen(&format!("{LOCKED} --check"));
    let outcome = place.codegen(LOCKED);
    for outcome in [&check, &outcome] {
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.err.contains("--accept takes it"), "{outcome}");
    }
    assert_eq!(check.err, outcome.err);
    assert_eq!(place.read("names.lock"), lock);
    assert_eq!(place.read("src/radio.rs"), module);

    let accepted = place.codegen(&format!("{LOCKED} --accept"));
    assert_eq!(accepted.code, Some(0), "{accepted}");
    assert_eq!(said(&accepted, "accepted"), said(&outcome, "refused"));
    assert_eq!(place.codegen(&format!("{LOCKED} --check")).code, Some(0));
    let lock = place.read("names.lock");
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(place.read("names.lock"), lock);
    said(&outcome, "refused").join("\n")
}

#[test]
fn a_lock_says_what_every_public_name_stands_for() {
    let place = Place::new();
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_snapshot!(place.read("names.lock"));
    let mut sorted = names(&place);
    sorted.sort();
    assert_eq!(names(&place), sorted);
    let outcome = place.codegen("lamp --out src --lock names.lock --check");
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

/// Words of one scope: the scopes still share their types, so a handler on one serves both.
#[test]
fn an_edit_of_words_moves_no_type() {
    let place = locked();
    let before = (names(&place), place.read("src/radio.rs"));
    place.edit(
        "radio/Radio.xml",
        "Whether the user hears it.",
        "Whether anybody does.",
    );
    let text = place.read("radio/Radio.xml");
    let user = text.rfind("Silent").unwrap();
    place.write(
        "radio/Radio.xml",
        &format!("{}Off{}", &text[..user], &text[user + 6..]),
    );
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(names(&place), before.0);
    let kinds = |module: &str| -> Vec<String> {
        let lines = module.lines().map(str::trim);
        lines
            .filter(|line| line.starts_with("pub "))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(kinds(&place.read("src/radio.rs")), kinds(&before.1));
}

/// The same tree of another vendor, in a file that is read first, with a lock and without.
#[test]
fn a_new_vendor_takes_no_module() {
    for lock in ["", " --lock names.lock"] {
        let place = Place::new();
        place.codegen(&format!("radio --out src{lock}"));
        let before = place.read("src/radio.rs");
        let text = place
            .read("radio/Radio.xml")
            .replace("Vendor/MSFT", "Vendor/Fabrikam");
        place.write("radio/A.xml", &text);
        let outcome = place.codegen(&format!("radio --out src{lock}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert_eq!(place.read("src/radio.rs"), before);
        assert_eq!(
            place.list("src"),
            [".csp-codegen", "fabrikam_radio.rs", "mod.rs", "radio.rs"]
        );
    }
}

/// Two descriptions are exchanged: each constant keeps its value, and a line tells.
#[test]
fn a_constant_keeps_its_value_when_words_move() {
    let place = locked();
    let text = place.read("radio/Radio.xml");
    let text = text
        .replace("Silent", "?")
        .replace("Audible", "Silent")
        .replace('?', "Audible");
    place.write("radio/Radio.xml", &text);
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(
        said(&outcome, "kept"),
        [
            "`radio::Power::AUDIBLE`: it is still `1`, but the description of that value now reads as `SILENT`",
            "`radio::Power::SILENT`: it is still `0`, but the description of that value now reads as `AUDIBLE`",
        ]
    );
    let module = place.read("src/radio.rs");
    assert!(
        module.contains("pub const SILENT: Self = Self(0, "),
        "{module}"
    );
    assert!(
        names(&place).contains(&"radio::Power::SILENT constant 0 described AUDIBLE".to_owned())
    );
    // It is told once.
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "kept")),
        (Some(0), Vec::new())
    );
}

/// Two enums come to say the same: each stays a type of its own.
#[test]
fn enums_that_become_alike_stay_two() {
    let place = locked();
    let before = names(&place);
    let text = place.read("radio/Radio.xml");
    let text = text
        .replace(">Silent<", ">Heard<")
        .replace(">Audible<", ">Muted<");
    place.write("radio/Radio.xml", &text);
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let types = |names: &[String]| -> Vec<String> {
        names
            .iter()
            .filter(|name| !name.contains(" constant "))
            .cloned()
            .collect()
    };
    assert_eq!(types(&names(&place)), types(&before));
    place.write("names.lock", "");
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(types(&names(&place)), types(&before));
}

/// A further place, a further verb and a further value break nobody.
#[test]
fn what_is_added_moves_nobody() {
    let place = locked();
    let before = names(&place);
    place.edit(
        "radio/Radio.xml",
        "<AccessType><Add /><Delete /><Get /></AccessType>",
        "<AccessType><Add /><Delete /><Get /><Replace /></AccessType>",
    );
    let value = "<MSFT:Enum><MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>Audible";
    let first = "<MSFT:Enum><MSFT:Value>2</MSFT:Value><MSFT:ValueDescription>Silent</MSFT:ValueDescription></MSFT:Enum>";
    place.edit("radio/Radio.xml", value, &format!("{first}{value}"));
    // A method that wants the name of another.
    let child = "<Node><NodeName>station</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><int /></DFFormat></DFProperties></Node>";
    let frequency = "<Node>\n          <NodeName>Frequency";
    place.edit("radio/Radio.xml", frequency, &format!("{child}{frequency}"));
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let name = |line: &String| line.split(' ').take(1).collect::<String>();
    let after: Vec<String> = names(&place).iter().map(name).collect();
    assert!(before.iter().all(|line| after.contains(&name(line))));
    assert!(
        after.contains(&"radio::node::StationsStation::station_2".to_owned()),
        "{after:#?}"
    );
}
