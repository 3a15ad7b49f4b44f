//! `--admx` beside `--ddf`: what devices, lint and explain know of the elements of policies, from the templates of Contoso in `data/admx`.

use std::fs;

use crate::admx::definition;
use crate::run::{Outcome, csp, csp_in, csp_with, data, text};

const URI: &str = "./Device/Vendor/MSFT/Policy/Config/Own~Policy~Lamps~Hall/Everything";

fn payload(percent: &str) -> String {
    format!(
        "<enabled/><data id=\"Warm\" value=\"true\"/>{percent}<data id=\"Hours\" value=\"1\"/><data id=\"Name\" value=\"n\"/><data id=\"Rooms\" value=\"\"/>\
         <data id=\"Scenes\" value=\"\"/><data id=\"Owners\" value=\"\"/><data id=\"Colour\" value=\"7\"/>"
    )
}

fn profile(percent: &str) -> String {
    let data = payload(percent).replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<Replace><CmdID>1</CmdID><Item><Target><LocURI>{URI}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{data}</Data></Item></Replace>"
    )
}

const GOOD: &str = "<data id=\"Percent\" value=\"5\"/>";

fn respond(percent: &str, with: &[&str]) -> Outcome {
    let (_folder, ddf) = definition("Own");
    let mut arguments = vec!["respond", "--ddf", text(&ddf)];
    arguments.extend(with);
    csp_with(&arguments, &profile(percent))
}

#[test]
fn a_device_refuses_what_lacks_an_element() {
    let with = ["--admx", "admx/lamps.admx"];
    for (percent, with, expected) in [
        (GOOD, &with[..], "<Data>200</Data>"),
        (
            "",
            &with,
            "<Data msft:originalerror=\"0x82B00001\">500</Data>",
        ),
        (
            "<data id=\"Percent\" value=\"0\"/>",
            &with,
            "<Data msft:originalerror=\"0x80070057\">500</Data>",
        ),
        ("", &[], "<Data>200</Data>"),
    ] {
        let outcome = respond(percent, with);
        let replaced = format!("<Cmd>Replace</Cmd>{expected}");
        assert!(outcome.out.contains(&replaced), "{percent} {outcome}");
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    }
    let told = respond("", &["--admx", "admx/lamps.admx", "--explain"]);
    let why = "the element `Percent` of the policy Everything is missing";
    assert!(told.out.contains(why), "{told}");
}

#[test]
fn lint_finds_the_element() {
    let (folder, ddf) = definition("Own");
    let file = folder.path().join("x.xml");
    fs::write(&file, profile("<data id=\"Percent\" value=\"500\"/>")).unwrap();
    let lint = [
        "lint",
        text(&file),
        "--ddf",
        text(&ddf),
        "--admx",
        "admx",
        "--dialect",
        "plain",
        "--format",
        "concise",
    ];
    let outcome = csp(&lint);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let message = "Everything: element `Percent`: `500` is not from 1 to 100";
    assert!(outcome.out.contains(message), "{outcome}");
    fs::write(&file, profile(GOOD)).unwrap();
    let outcome = csp(&lint);
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

#[test]
fn explain_shows_the_elements() {
    let (_folder, ddf) = definition("Own");
    let outcome = csp(&["explain", URI, "--ddf", text(&ddf), "--admx", "admx"]);
    // On one line: a line break in a payload is read back otherwise.
    let snippet = "<Data>&lt;enabled/&gt;&lt;data id=\"Warm\" value=\"false\"/&gt;&lt;data id=\"Percent\" value=\"1\"/&gt;";
    assert!(outcome.out.contains(snippet), "{outcome}");
    for line in [
        "Help          Sets what a lamp has.",
        "Elements      Warm  Warm light",
    ] {
        assert!(outcome.out.contains(line), "{outcome}");
    }
    for line in [
        "Percent  a number from 1 to 100, required",
        "Colour  one of `7` (Red), `blue` (Blue), nothing (No colour), required",
    ] {
        assert!(outcome.out.contains(line), "{outcome}");
    }
}

#[test]
fn what_has_no_policy_is_told() {
    let (_folder, ddf) = definition("Own");
    let with = |admx: &str| csp_with(&["respond", "--ddf", text(&ddf), "--admx", admx], "<Get/>");
    let outcome = with("admx/contoso.admx");
    let note = "note: lamps.admx is not there: 4 nodes that are backed by it have no elements\n";
    assert!(outcome.err.contains(note), "{outcome}");
    let alone = csp_with(&["respond", "--admx", "admx"], "<Get/>");
    assert_eq!(alone.code, Some(2), "{alone}");
    assert!(alone.err.contains("name with --ddf"), "{alone}");
}

/// As `--admx`, beside the definitions that the file names.
#[test]
fn csp_toml_names_templates() {
    let (folder, _) = definition("Own");
    let admx = data().join("admx");
    let settings = format!("[lint]\nddf = [\"lamps.xml\"]\nadmx = [{admx:?}]\n");
    fs::write(folder.path().join("csp.toml"), settings).unwrap();
    let profiles = folder.path().join("profiles");
    fs::create_dir(&profiles).unwrap();
    let file = profiles.join("x.xml");
    fs::write(&file, profile("<data id=\"Percent\" value=\"500\"/>")).unwrap();
    let outcome = csp_in(&profiles, &["lint", text(&file), "--format", "concise"], "");
    let message = "Everything: element `Percent`: `500` is not from 1 to 100";
    assert!(outcome.out.contains(message), "{outcome}");
}

#[test]
fn a_tree_shows_the_elements() {
    let (_folder, ddf) = definition("Own");
    let shown = csp(&["tree", text(&ddf), "--admx", "admx"]);
    let leaf = "\n----Everything         chr    Add, Delete, Get, Replace\n        Warm (boolean): true or false\n        Percent (decimal): a number from 1 to 100; must not be empty\n";
    assert!(shown.out.contains(leaf), "{shown}");
    assert!(
        shown
            .out
            .contains("\n        Colour (enum): one of these values\n            7  Red\n"),
        "{shown}"
    );
    let elements = |with: &[&str]| {
        let mut arguments = vec!["tree", text(&ddf), "--format", "json"];
        arguments.extend(with);
        let nodes: Vec<serde_json::Value> = serde_json::from_str(&csp(&arguments).out).unwrap();
        let everything = nodes.iter().find(|node| node["name"] == "Everything");
        everything.unwrap()["allowed"]["admx"][0]["elements"].clone()
    };
    assert_eq!(elements(&["--admx", "admx"])[1]["id"], "Percent");
    assert_eq!(elements(&["--admx", "admx"])[1]["max"], 100);
    assert!(elements(&[]).is_null());
}

#[test]
fn generated_tables_have_the_elements() {
    let (folder, ddf) = definition("Own");
    let out = folder.path().join("out");
    let generate = |with: &[&str]| {
        let mut arguments = vec!["codegen", text(&ddf), "--out", text(&out)];
        arguments.extend(with);
        csp(&arguments)
    };
    let outcome = generate(&["--admx", "admx"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let has_elements = fs::read_dir(&out).unwrap().any(|file| {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        text.contains("admx-element decimal Percent")
    });
    assert!(has_elements);
    let stale = generate(&["--check"]);
    assert_eq!(stale.code, Some(1), "{stale}");
    let missing = generate(&["--admx", "admx/nowhere"]);
    assert_eq!(missing.code, Some(1), "{missing}");
    assert!(missing.err.contains("admx/nowhere"), "{missing}");
}

#[test]
fn lint_takes_templates_without_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.xml");
    let lint = |extra: &[&str]| {
        let mut arguments = vec!["lint", text(&file), "--admx", "admx", "--format", "concise"];
        arguments.extend(extra);
        csp(&arguments)
    };
    fs::write(&file, profile("")).unwrap();
    let outcome = lint(&[]);
    let message = "Everything: the element `Percent` of the policy Everything is missing";
    assert!(outcome.out.contains(message), "{outcome}");
    fs::write(&file, profile(GOOD).replace("~Hall/", "/")).unwrap();
    let outcome = lint(&[]);
    let path = "admx-category-path";
    assert!(
        outcome.out.contains(path) && outcome.out.contains(URI),
        "{outcome}"
    );
}

#[test]
fn lint_tells_what_is_new_in_newer_templates() {
    let (folder, ddf) = definition("Own");
    let file = folder.path().join("x.xml");
    fs::write(&file, profile(GOOD)).unwrap();
    let newer = folder.path().join("newer");
    fs::create_dir(&newer).unwrap();
    let template = fs::read_to_string(data().join("admx/lamps.admx")).unwrap();
    let element = "<boolean id=\"Fade\" valueName=\"Fade\"/><boolean id=\"Warm\"";
    fs::write(
        newer.join("lamps.admx"),
        template.replacen("<boolean id=\"Warm\"", element, 1),
    )
    .unwrap();
    let lint = |extra: &[&str]| {
        let mut arguments = vec![
            "lint",
            text(&file),
            "--ddf",
            text(&ddf),
            "--admx",
            "admx",
            "--newer-admx",
            text(&newer),
            "--format",
            "concise",
            "--dialect",
            "plain",
        ];
        arguments.extend(extra);
        csp(&arguments)
    };
    let outcome = lint(&[]);
    let message =
        "the element `Fade` of Everything is new in the newer lamps.admx, and the payload lacks it";
    assert!(outcome.out.contains(message), "{outcome}");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    // One payload fits both.
    let outcome = lint(&["--fix", "--unsafe-fixes"]);
    assert!(!outcome.out.contains("Fade"), "{outcome}");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("&lt;data id=\"Fade\" value=\"false\"/&gt;")
    );
}

#[test]
fn explain_names_the_element_that_was_not_sent() {
    let (folder, ddf) = definition("Own");
    let file = folder.path().join("x.xml");
    fs::write(&file, profile("")).unwrap();
    let line = "MDM PolicyManager: Set policy string, Policy: (Everything), Area: (Own~Policy~Lamps~Hall), Result:(0x82B00001)";
    let missing = "the element `Percent` of the policy Everything is missing";
    for what in [
        &["0x82B00001"][..],
        &["event", "856"],
        &["event", "810"],
        &["500"],
        &[line],
    ] {
        let with = [
            "--request",
            text(&file),
            "--ddf",
            text(&ddf),
            "--admx",
            "admx",
        ];
        let told = csp(&[&["explain"], what, &with].concat());
        assert_eq!(told.code, Some(0), "{told}");
        assert!(told.out.contains(missing), "{told}");
    }
    // Without what was sent, the elements are told.
    let told = csp(&["explain", line, "--ddf", text(&ddf), "--admx", "admx"]);
    assert!(
        told.out
            .contains("the payload lacks an element of the policy, which has `Warm`, `Percent`"),
        "{told}"
    );
    fs::write(&file, profile(GOOD)).unwrap();
    let told = csp(&[
        "explain",
        "0x82B00001",
        "--request",
        text(&file),
        "--ddf",
        text(&ddf),
        "--admx",
        "admx",
    ]);
    assert!(
        told.out.contains("Nothing in") && told.out.contains("shows why"),
        "{told}"
    );
}

/// With templates left out, policies would seem to have no elements, and what lacks one would pass.
#[test]
fn templates_that_cannot_be_read_end_every_command() {
    let (folder, ddf) = definition("Own");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (ddf, out, profile_file) = (text(&ddf), path("out"), path("x.xml"));
    let (broken, fill) = (path("broken.admx"), ["--set", "Percent=5"]);
    fs::write(&broken, "<policyDefinitions>").unwrap();
    fs::write(&profile_file, profile(GOOD)).unwrap();
    let site = ["site", "--ddf", ddf, "--admx", "admx", "--out", &out];
    assert_eq!(csp(&site).code, Some(0));
    let page = path("out/device/vendor/msft/policy/config/own~policy~lamps~hall/everything.html");
    let before = fs::read_to_string(&page).unwrap();
    assert!(before.contains("Percent"), "{before}");
    for unread in [
        "admx/nowhere",
        "admx/nowhere.admx",
        "admx/nowhere.zip",
        &broken,
    ] {
        let both = ["--admx", "admx", "--admx", unread];
        for command in [
            &["site", "--ddf", ddf, "--out", &out][..],
            &["lint", &profile_file, "--ddf", ddf],
            &["respond", &profile_file, "--ddf", ddf],
            &["explain", URI, "--ddf", ddf],
            &["tree", ddf],
            &["admx", "list"],
            &["admx", "show", "Everything"],
            &["admx", "resolve", "--ddf", ddf],
            &[&["admx", "payload", URI, "--ddf", ddf][..], &fill].concat(),
            &[&["admx", "syncml", URI, "--ddf", ddf][..], &fill].concat(),
        ] {
            let outcome = csp(&[command, &both].concat());
            // Of lint, 1 is for findings.
            let code = if command[0] == "lint" { 2 } else { 1 };
            assert_eq!(outcome.code, Some(code), "{command:?}: {outcome}");
            assert!(outcome.err.contains(unread), "{command:?}: {outcome}");
        }
        let newer = ["lint", &profile_file, "--ddf", ddf, "--newer-admx", unread];
        let outcome = csp(&newer);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.err.contains(unread), "{outcome}");
    }
    assert_eq!(fs::read_to_string(&page).unwrap(), before);
}
