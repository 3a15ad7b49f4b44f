//! Every command that reads definitions takes a zip of them as it takes the folder.

use std::fs;

use csp_corpus::zip::{self, File};

use crate::codegen::Place;
use crate::run::{Outcome, csp_in};

/// The folders `old` and `new`, and the zips of what is in them, one in a folder of its own.
fn place() -> Place {
    let place = Place::new();
    let lamp = place.read("lamp/Lamp.xml");
    let renamed = lamp.replace(">Brightness<", ">Light<");
    assert_ne!(lamp, renamed);
    let good = place.read("faulty/Good.xml");
    for (side, lamp) in [("old", &lamp), ("new", &renamed)] {
        fs::create_dir(place.0.path().join(side)).unwrap();
        place.write(&format!("{side}/Lamp.xml"), lamp);
        place.write(&format!("{side}/Good.xml"), &good);
        let folder = format!("DDF of {side}/");
        let files = [folder.clone() + "Lamp.xml", folder + "Good.xml"];
        let bytes = zip::of(&[File::new(&files[0], lamp), File::new(&files[1], &good)]);
        fs::write(place.0.path().join(format!("{side}.zip")), bytes).unwrap();
    }
    place
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    csp_in(
        place.0.path(),
        arguments,
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/Contoso/Lamp</LocURI></Target></Item></Get>",
    )
}

#[test]
fn a_zip_gives_what_its_folder_gives() {
    let place = place();
    for arguments in [
        &["check", "old"][..],
        &["check", "old", "--format", "json"],
        &["tree", "old"],
        &["tree", "old", "--format", "json"],
        &["respond", "--ddf", "old"],
        &["diff", "old", "new"],
        &["diff", "old", "new", "--format", "json"],
    ] {
        let of_folder = run(&place, arguments);
        assert_eq!(of_folder.code, Some(0), "{of_folder}");
        let zipped: Vec<&str> = arguments
            .iter()
            .map(|&argument| match argument {
                "old" => "old.zip",
                "new" => "new.zip",
                other => other,
            })
            .collect();
        let of_zip = run(&place, &zipped);
        // As the folder, but for where it lies.
        let at = |text: &str, side: &str| {
            text.replace(&format!("{side}.zip/DDF of {side}/"), &format!("{side}/"))
        };
        let shown = |text: &str| at(&at(text, "old"), "new");
        assert_eq!(of_zip.code, Some(0), "{of_zip}");
        assert_eq!(shown(&of_zip.out), of_folder.out, "{zipped:?}");
        assert_eq!(shown(&of_zip.err), of_folder.err, "{zipped:?}");
    }
}

#[test]
fn the_same_modules_are_generated_from_a_zip() {
    let place = place();
    for (from, out) in [("old", "of_folder"), ("old.zip", "of_zip")] {
        let outcome = place.codegen(&format!("{from} --out {out} --lock {out}.lock"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
    for file in ["contoso_good.rs", "contoso_lamp.rs", "mod.rs"] {
        let of_zip = place.read(&format!("of_zip/{file}"));
        assert_eq!(of_zip, place.read(&format!("of_folder/{file}")));
    }
    assert_eq!(place.read("of_zip.lock"), place.read("of_folder.lock"));
    let list = place.read("of_zip/.csp-codegen");
    assert!(
        list.contains("\ncontoso_lamp.rs ./Vendor/Contoso/Lamp ../old.zip/DDF of old/Lamp.xml\n"),
        "{list}"
    );
    assert_eq!(place.codegen("old.zip --out of_zip --check").code, Some(0));
}

/// What a zip no longer gives is deleted, and what it gives is not overwritten by another CSP that wants the name.
#[test]
fn the_modules_of_a_zip_belong_to_it() {
    let place = place();
    assert_eq!(place.codegen("old.zip --out src").code, Some(0));

    let good = place.read("faulty/Good.xml");
    place.write("Other.xml", &good.replace(">Good<", ">ContosoGood<"));
    let outcome = place.codegen("Other.xml --out src");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let refusal =
        "it is generated from `../old.zip/DDF of old/Good.xml`, which this run does not read";
    assert!(outcome.err.contains(refusal), "{outcome}");

    let lamp = place.read("lamp/Lamp.xml");
    let bytes = zip::of(&[File::new("Lamp.xml", &lamp)]);
    fs::write(place.0.path().join("old.zip"), bytes).unwrap();
    let outcome = place.codegen("old.zip --out src");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(
        place.list("src"),
        [".csp-codegen", "contoso_lamp.rs", "mod.rs"]
    );
}

#[test]
fn a_zip_that_is_none_is_refused_by_every_command() {
    let place = place();
    place.write("DDF.zip", "<html/>");
    for arguments in [
        &["check", "DDF.zip"][..],
        &["tree", "DDF.zip"],
        &["respond", "--ddf", "DDF.zip"],
        &["diff", "DDF.zip", "new"],
        &["diff", "old", "DDF.zip"],
        &["codegen", "DDF.zip", "--out", "src"],
    ] {
        let outcome = run(&place, arguments);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            outcome.err.contains("error[GEN0005]: `DDF.zip` is no zip"),
            "{outcome}"
        );
    }
}
