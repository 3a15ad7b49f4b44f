//! Overlays, which every command takes that reads definitions.

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, csp_with, text};

const LAMP: &str = "overlay/lamp.toml";
const OLD: &str = "overlay/old.toml";

#[test]
fn check_tells_of_entries_that_do_not_apply() {
    let outcome = csp(&["check", "lamp", "--overlay", OLD]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_snapshot!(outcome);
    let plain = csp(&["check", "lamp"]);
    let mended = csp(&["check", "lamp", "--overlay", LAMP]);
    assert_eq!((mended.code, mended.err), (plain.code, plain.err));
}

#[test]
fn a_faulty_overlay_is_an_error_of_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let (faulty, out) = (folder.path().join("faulty.toml"), folder.path().join("out"));
    std::fs::write(&faulty, "[[node]]\npath = \"./Vendor/Contoso/Lamp\"\n").unwrap();
    let (faulty, out) = (text(&faulty), text(&out));
    for arguments in [
        &["check", "lamp"][..],
        &["tree", "lamp"],
        &["diff", "lamp", "lamp"],
        &["codegen", "lamp", "--out", out],
        &["respond", "--ddf", "lamp"],
    ] {
        let outcome = csp(&[arguments, &["--overlay", faulty]].concat());
        assert_eq!(outcome.code, Some(1), "{outcome}");
        let said = outcome.err.matches("the entry has no `why`").count();
        assert_eq!(said, 1, "{outcome}");
        let missing = csp(&[arguments, &["--overlay", "overlay/none.toml"]].concat());
        assert_eq!(missing.code, Some(1), "{missing}");
        assert!(missing.err.contains("overlay/none.toml"), "{missing}");
    }
}

#[test]
fn tree_shows_what_the_overlay_makes() {
    let outcome = csp(&["tree", "lamp", "--format", "json", "--overlay", LAMP]);
    let nodes: Value = serde_json::from_str(&outcome.out).unwrap();
    let brightness = &nodes[2];
    assert_eq!(brightness["default"], "5");
    assert_eq!(brightness["allowed"]["values"][0]["value"], "[0-10]");
}

#[test]
fn diff_applies_it_to_both_sides_and_tells_of_the_new_one() {
    let outcome = csp(&["diff", "lamp", "lamp", "--overlay", LAMP]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert!(outcome.out.contains("0 facts changed"), "{outcome}");
    let outcome = csp(&["diff", "lamp", "lamp", "--overlay", OLD]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let said = outcome.err.matches("there is no node").count();
    assert_eq!(said, 1, "{outcome}");
}

#[test]
fn codegen_generates_what_the_overlay_makes() {
    let folder = tempfile::tempdir().unwrap();
    let out = text(folder.path());
    let outcome = csp(&["codegen", "lamp", "--out", out, "--overlay", LAMP]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let module = std::fs::read_dir(folder.path()).unwrap();
    let texts = module.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let texts: String = texts.collect();
    assert!(texts.contains("allowed range 0..10\n"), "{texts}");
}

#[test]
fn respond_serves_what_the_overlay_makes() {
    let replace = "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brightness</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>90</Data></Item></Replace>";
    let status = |arguments: &[&str]| {
        let outcome = csp_with(arguments, replace);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.out.matches("<Data>200</Data>").count()
    };
    let plain = status(&["respond", "--ddf", "lamp"]);
    let narrowed = status(&["respond", "--ddf", "lamp", "--overlay", LAMP]);
    assert_eq!(plain, narrowed + 1);
    let outcome = csp_with(&["respond", "--overlay", LAMP], replace);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.err.contains("--ddf"), "{outcome}");
}

#[test]
fn the_overlay_for_microsoft_says_nothing_of_what_is_not_read() {
    let plain = csp(&["check", "lamp"]);
    let outcome = csp(&["check", "lamp", "--overlay", "microsoft"]);
    assert_eq!((outcome.code, outcome.err), (plain.code, plain.err));
}
