//! `csp admx ddf`.

use std::fs;

use csp_tests::workshop::Workshop;

use super::in_changed;
use crate::run::{csp, text};

/// The other commands take it: it has no fault, it is drawn, a device answers by it, and what is generated from it compiles without a warning.
#[test]
fn what_is_written_is_a_definition_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let ddf = folder.path().join("lamps.xml");
    let made = csp(&[
        "admx",
        "ddf",
        "admx/lamps.admx",
        "--app",
        "Lamps",
        "--out",
        text(&ddf),
    ]);
    assert_eq!(
        (made.code, made.out.as_str(), made.err.as_str()),
        (Some(0), "", "")
    );
    let checked = csp(&["check", text(&ddf)]);
    assert_eq!(
        (checked.out.as_str(), checked.err.as_str()),
        ("1 file without errors, 8 nodes\n", "")
    );

    let uri = "./Device/Vendor/MSFT/Policy/Config/Lamps~Policy~Lamps/Switch";
    let request = folder.path().join("request.xml");
    let data = "<![CDATA[<enabled/>]]>";
    fs::write(
        &request,
        format!(
            "<Add><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{data}</Data></Item></Add>"
        ),
    )
    .unwrap();
    let answered = csp(&["respond", "--ddf", text(&ddf), text(&request)]);
    assert!(answered.out.contains("<Data>200</Data>"), "{answered}");

    let modules = folder.path().join("modules");
    let generated = csp(&["codegen", text(&ddf), "--out", text(&modules)]);
    assert_eq!(generated.code, Some(0), "{generated}");
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "admx");
    workshop.file(
        "lamps/src/lib.rs",
        "//! Lamps.\n#![deny(warnings)]\npub mod policies;\n",
    );
    for entry in fs::read_dir(&modules).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            workshop.file(
                format!("lamps/src/policies/{name}"),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
    let runtime = Workshop::runtime();
    workshop.package(
        "lamps",
        &format!("edition = \"2024\"\n[dependencies]\ncsp-runtime = {runtime}\n"),
    );
    let compiled = workshop.cargo(&["check"], &[]);
    compiled.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_a_device_would_not_offer_is_said() {
    let changes = [
        ("<parentCategory ref=\"System\"/>", ""),
        (
            "Software\\Policies\\Contoso\\Lamps\" valueName=\"On\"",
            "System\\Lamps\" valueName=\"On\"",
        ),
    ];
    let outcome = in_changed(&changes, &["admx", "ddf", "lamps.admx", "--app", "Lamps"]);
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.err.contains("1 policy has no node"), "{outcome}");
    assert!(
        outcome
            .err
            .contains("1 policy has registry keys that a device refuses"),
        "{outcome}"
    );
    assert!(!outcome.out.contains("<NodeName>Defaults<"), "{outcome}");
}

#[test]
fn one_template_is_written_at_a_time() {
    let outcome = csp(&["admx", "ddf", "admx", "--app", "Lamps"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(outcome.err.contains("more than one template"), "{outcome}");
}
