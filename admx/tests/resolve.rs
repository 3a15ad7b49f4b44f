//! From what a DDF says of a node to its policy.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use admx::{AdmxBacking, Resolution};
use common::{contoso, read, template};

fn resolve(area: &str, name: &str, file: &str) -> String {
    let (set, _) = contoso("en-US");
    let resolution = set.resolve(AdmxBacking { area, name, file });
    let kind = match resolution {
        Resolution::Found(_) => "found",
        Resolution::OtherArea(_) => "other area",
        Resolution::OtherFile(_) => "other file",
        Resolution::NoFile => "no file",
        Resolution::NoPolicy => "no policy",
        _ => panic!("{resolution}"),
    };
    let policy = resolution.policy();
    let policy = policy.map_or("", |policy| policy.name());
    format!("{kind}: {policy}: {resolution}")
}

#[test]
fn letter_case_does_not_count_and_the_area_is_compared() {
    assert_eq!(
        resolve("lamps~AT~Cat_Contoso~LAMPS", "switch", "LAMPS.admx"),
        "found: Switch: it is in lamps.admx"
    );
    assert_eq!(
        resolve("lamps~AT~Cat_Contoso~Garden", "Switch", "lamps.admx"),
        "other area: Switch: it is in lamps.admx, in the categories Cat_Contoso~Lamps"
    );
    // The whole path, where all of it is read.
    assert!(
        resolve("lamps~AT~Top~Cat_Contoso~Lamps", "Switch", "lamps.admx").starts_with("other area")
    );
    // What stands around a category in a file that is not read is not known.
    assert!(
        resolve("lamps~AT~System~Windows~System", "Defaults", "lamps.admx").starts_with("found")
    );
}

#[test]
fn what_is_not_there_has_a_reason() {
    assert_eq!(
        resolve("a~AT~Garden", "Switch", "garden.admx"),
        "no file: : the file is not there"
    );
    assert_eq!(
        resolve("a~AT~Cat_Contoso~Lamps", "Switch", "garden.admx"),
        "other file: : it is not in the file that is named, but in lamps.admx"
    );
    assert_eq!(
        resolve("a~AT~Cat_Contoso", "Absent", "contoso.admx"),
        "no policy: : the file has no such policy"
    );
}

#[test]
fn a_policy_without_a_category_is_found() {
    let file = template(
        "",
        "<policy name=\"P\" class=\"User\" displayName=\"P\" key=\"K\"/>",
    );
    let (set, _) = read(&[("a.admx", &file)]);
    let backing = AdmxBacking {
        area: "a~AT~X",
        name: "P",
        file: "A.ADMX",
    };
    assert!(matches!(set.resolve(backing), Resolution::OtherArea(_)));
}
