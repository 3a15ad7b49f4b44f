//! Overlays and a lock: the names that users choose.

use insta::assert_snapshot;

use super::{LOCKED, locked, names, said};
use crate::codegen::Place;

/// The names that users would choose for a radio.
const NAMES: &str = r#"
[[name]]
path = "./Vendor/MSFT/Radio"
module = "wireless"
why = "ours is a wireless"

[[name]]
path = "./Vendor/MSFT/Radio/Stations/{}/Frequency"
type = "Tuned"
method = "tuned"
why = "short"

[[name]]
path = "./Vendor/MSFT/Radio/Power"
type = "Sound"
value_type = "Loudness"
constants = { 0 = "MUTE", 1 = "LOUD" }
why = "what one hears"
"#;

/// An overlay names the places that share a type with the one that it states, too.
#[test]
fn an_overlay_gives_names() {
    let place = Place::new();
    place.write("names.toml", NAMES);
    let outcome = place.codegen(&format!("{LOCKED} --overlay names.toml"));
    assert_eq!(
        (outcome.code, outcome.err.as_str()),
        (Some(0), "recorded: 26 new names in names.lock\n"),
        "{outcome}"
    );
    assert_snapshot!(names(&place).join("\n"));
    let module = place.read("src/wireless.rs");
    assert!(
        module.contains("pub fn tuned(self) -> At<'a, Tuned>"),
        "{module}"
    );
    assert_eq!(
        place
            .codegen(&format!("{LOCKED} --overlay names.toml --check"))
            .code,
        Some(0)
    );
    // They are kept when the overlay goes.
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(place.read("src/wireless.rs"), module);
}

/// A name that an overlay takes from what exists is refused as any other.
#[test]
fn an_overlay_that_renames_is_refused() {
    let place = locked();
    place.write(
        "names.toml",
        &NAMES.replace("module = \"wireless\"\n", "type = \"Radio\"\n"),
    );
    let run = format!("{LOCKED} --overlay names.toml");
    let outcome = place.codegen(&run);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_snapshot!(said(&outcome, "refused").join("\n"), @r"
    `radio::Power::AUDIBLE`: the constant is `radio::Loudness::LOUD` now; code that names it does not compile
    `radio::Power::SILENT`: the constant is `radio::Loudness::MUTE` now; code that names it does not compile
    `radio::node::StationsStation::frequency`: the method is `tuned` now; code that calls it does not compile
    ");
    assert_eq!(place.codegen(&format!("{run} --accept")).code, Some(0));
    assert_eq!(place.codegen(&format!("{run} --check")).code, Some(0));
    assert_eq!(place.codegen(LOCKED).code, Some(0));
}

/// What would not compile is not done, and said.
#[test]
fn a_name_of_something_else_is_not_given() {
    let place = Place::new();
    let entry = |path: &str, names: &str| {
        format!("[[name]]\npath = \"./Vendor/MSFT/Radio/{path}\"\n{names}\nwhy = \"a trial\"\n")
    };
    let names = [
        entry("Power", "value_type = \"Csp\""),
        entry("Stations", "type = \"Stations\""),
        entry("Stations/{}", "type = \"Stations\""),
        entry("Stations/{}/Frequency", "method = \"muted\""),
        entry("Stations/{}/Muted", "method = \"muted\""),
    ];
    place.write("names.toml", &names.concat());
    let outcome = place.codegen("radio --out src --overlay names.toml");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let told: Vec<&str> = outcome
        .err
        .lines()
        .filter(|line| line.starts_with("warning["))
        .collect();
    assert_eq!(
        told,
        [
            "warning[GEN0006]: `Csp` is the name of something else",
            "warning[GEN0006]: `Stations` is the name of something else",
            "warning[GEN0006]: `muted` is the name of something else"
        ]
    );
    let module = place.read("src/radio.rs");
    assert!(module.contains("pub fn muted_2(self)"), "{module}");
}
