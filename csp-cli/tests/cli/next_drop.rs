//! `csp codegen` of the next drop into the folder of the last one: a module is that of its root path, whatever file gives it.

use std::fs;

use csp_corpus::zip::{self, File};

use crate::codegen::Place;

/// Two drops, as folders and as zips: the radio is there in both and has another edit in the second, as the lamp is, unchanged; `Good` is gone, and
/// `Other` is new.
fn drops() -> Place {
    let place = Place::new();
    let (lamp, radio) = (place.read("lamp/Lamp.xml"), place.read("radio/Radio.xml"));
    let good = place.read("faulty/Good.xml");
    let edited = radio.replace("In kilohertz.", "In megahertz.");
    let other = good.replace(">Good<", ">Other<");
    for (drop, files) in [
        (
            "2024",
            [
                ("Lamp.xml", &lamp),
                ("Radio.xml", &radio),
                ("Good.xml", &good),
            ],
        ),
        (
            "2025",
            [
                ("Lamp.xml", &lamp),
                ("Radio.xml", &edited),
                ("Other.xml", &other),
            ],
        ),
    ] {
        fs::create_dir(place.0.path().join(drop)).unwrap();
        for (name, text) in files {
            place.write(&format!("{drop}/{name}"), text);
        }
        let files = files.map(|(name, text)| File::new(name, text));
        fs::write(place.0.path().join(format!("{drop}.zip")), zip::of(&files)).unwrap();
    }
    place
}

/// What is in the folder, with the modules that its index declares.
fn modules(place: &Place) -> (Vec<String>, Vec<String>) {
    let index = place.read("src/mod.rs");
    let declared = index
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    (place.list("src"), declared.map(str::to_owned).collect())
}

const AFTER: [&str; 5] = [
    ".csp-codegen",
    "contoso_lamp.rs",
    "contoso_other.rs",
    "mod.rs",
    "radio.rs",
];
const DECLARED: [&str; 3] = ["contoso_lamp;", "contoso_other;", "radio;"];

fn is_the_next(place: &Place) {
    let (files, declared) = modules(place);
    assert_eq!(files, AFTER);
    assert_eq!(declared, DECLARED);
    assert!(place.read("src/radio.rs").contains("In megahertz."));
    let list = place.read("src/.csp-codegen");
    assert!(!list.contains("2024"), "{list}");
}

/// The old drop still lies beside the new one. What is gone is refused, and taken with `--accept`.
#[test]
fn the_next_drop_takes_the_place_of_the_last() {
    for ending in ["", ".zip"] {
        let place = drops();
        let run = |drop: &str, more: &str| {
            place.codegen(&format!("{drop}{ending} --out src --lock names.lock{more}"))
        };
        let outcome = run("2024", "");
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let before = (
            modules(&place),
            place.read("src/radio.rs"),
            place.read("names.lock"),
        );
        for more in ["", " --check"] {
            let outcome = run("2025", more);
            assert_eq!(outcome.code, Some(1), "{outcome}");
            let lines: Vec<&str> = outcome
                .err
                .lines()
                .filter(|line| line.starts_with("refused: "))
                .collect();
            assert_eq!(
                lines,
                [
                    "refused: `contoso_good`: nothing is defined at `Vendor/Contoso/Good` any more; code that uses the module does not compile"
                ]
            );
            let told = format!(
                "next drop of `../2024{ending}`: what that gave here and this does not give is removed\n"
            );
            assert!(outcome.err.contains(&told), "{outcome}");
            assert!(!outcome.err.contains("left alone"), "{outcome}");
        }
        assert_eq!(
            (
                modules(&place),
                place.read("src/radio.rs"),
                place.read("names.lock")
            ),
            before
        );

        let outcome = run("2025", " --accept");
        assert_eq!(outcome.code, Some(0), "{outcome}");
        is_the_next(&place);
        let lock = place.read("names.lock");
        assert!(
            !lock.contains("contoso_good") && lock.contains("contoso_other"),
            "{lock}"
        );
        for more in ["", " --check"] {
            let outcome = run("2025", more);
            assert_eq!(outcome.code, Some(0), "{outcome}");
            for word in ["refused", "next drop", "left alone"] {
                assert!(!outcome.err.contains(word), "{outcome}");
            }
        }
        assert_eq!(place.read("names.lock"), lock);
        is_the_next(&place);
    }
}

#[test]
fn without_a_lock_it_does_so_at_once() {
    let place = drops();
    assert_eq!(
        place.codegen("2024.zip --out src --manifest csps").code,
        Some(0)
    );
    // The old one may be gone, and the new one may be a folder.
    fs::remove_file(place.0.path().join("2024.zip")).unwrap();
    let outcome = place.codegen("2025 --out src --manifest csps");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let manifest = place.read("src/Cargo.toml");
    assert!(!manifest.contains("contoso_good"), "{manifest}");
    fs::remove_file(place.0.path().join("src/Cargo.toml")).unwrap();
    is_the_next(&place);
}

/// Who corrects one definition of many, or names single files, takes over the modules of those alone.
#[test]
fn a_few_corrected_definitions_are_no_drop() {
    for correction in ["2025/Radio.xml 2025/Lamp.xml", "corrected"] {
        let place = drops();
        assert_eq!(place.codegen("2024 --out src").code, Some(0));
        fs::create_dir(place.0.path().join("corrected")).unwrap();
        place.write("corrected/Radio.xml", &place.read("2025/Radio.xml"));
        let outcome = place.codegen(&format!("{correction} --out src"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.err.contains("left alone: "), "{outcome}");
        assert!(!outcome.err.contains("next drop"), "{outcome}");
        let (_, declared) = modules(&place);
        assert_eq!(declared, ["contoso_good;", "contoso_lamp;", "radio;"]);
        assert!(place.read("src/radio.rs").contains("In megahertz."));
    }
}

/// A module that an overlay calls otherwise is the same one: no second stays behind under the old name.
#[test]
fn a_module_that_is_renamed_with_the_drop_does_not_stay() {
    let place = drops();
    assert_eq!(place.codegen("2024 --out src").code, Some(0));
    place.write(
        "names.toml",
        "[[name]]\npath = \"./Vendor/MSFT/Radio\"\nmodule = \"wireless\"\nwhy = \"there are others\"\n",
    );
    let outcome = place.codegen("2025/Radio.xml --out src --overlay names.toml");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let (_, declared) = modules(&place);
    assert_eq!(declared, ["contoso_good;", "contoso_lamp;", "wireless;"]);
    assert!(!place.list("src").contains(&"radio.rs".to_owned()));
}

/// A list of an earlier form does not say of which root a module is: nothing that others gave is overwritten, and the list is brought in line by the
/// run that gave it.
#[test]
fn a_list_of_an_earlier_form_is_read() {
    let place = drops();
    assert_eq!(place.codegen("2024 --out src").code, Some(0));
    let list = place.read("src/.csp-codegen");
    let earlier: Vec<String> = list
        .lines()
        .map(|line| {
            line.split(' ')
                .filter(|field| !field.starts_with("./"))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    place.write("src/.csp-codegen", &earlier.join("\n"));
    assert!(
        earlier.contains(&"radio.rs ../2024/Radio.xml".to_owned()),
        "{earlier:#?}"
    );
    let outcome = place.codegen("2025 --out src");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.err.contains("it is generated from `../2024/"),
        "{outcome}"
    );
    assert_eq!(place.codegen("2024 --out src").code, Some(0));
    assert_eq!(place.read("src/.csp-codegen"), list);
    assert_eq!(place.codegen("2025 --out src").code, Some(0));
    is_the_next(&place);
}
