//! What `docs/ci.md` and the hook of pre-commit call: the same command lines, on a profile that is right and on one that is not.

use std::fs;
use std::path::Path;

use yaml_rust2::{Yaml, YamlLoader};

use crate::run::{Outcome, csp_in, repository};

const RIGHT: &str = "<Replace><Item><Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target>\
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>0</Data></Item></Replace>\n";

/// The examples of the page, in its order.
fn examples() -> Vec<Yaml> {
    let page = fs::read_to_string(repository("docs/ci.md")).unwrap();
    let blocks = page.split("```yaml\n").skip(1);
    let texts = blocks.map(|block| block.split("```").next().unwrap());
    texts
        .map(|text| YamlLoader::load_from_str(text).unwrap().remove(0))
        .collect()
}

/// A folder with profiles: one that is right, and another one.
fn profiles(other: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("profiles")).unwrap();
    fs::write(folder.path().join("profiles/right.xml"), RIGHT).unwrap();
    let other_uri = other.replace("AllowCamera", "AllowZoom");
    fs::write(folder.path().join("profiles/other.xml"), other_uri).unwrap();
    folder
}

/// Runs a command line of `csp` that needs no shell.
fn run(folder: &Path, line: &str, more: &[&str]) -> Outcome {
    assert!(!line.contains(['"', '\'', '$', '|', '\\']), "{line}");
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("csp"), "{line}");
    let arguments: Vec<&str> = words.chain(more.iter().copied()).collect();
    csp_in(folder, &arguments, "")
}

#[test]
fn the_workflow_fails_for_a_wrong_profile_alone() {
    let workflow = &examples()[0];
    let steps = workflow["jobs"]["lint"]["steps"].as_vec().unwrap();
    let lines = steps.iter().filter_map(|step| step["run"].as_str());
    let lines: Vec<&str> = lines.filter(|line| line.starts_with("csp ")).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    let (scan, annotate) = (lines[0], lines[1]);
    let upload = steps
        .iter()
        .find_map(|step| step["with"]["sarif_file"].as_str());
    assert!(
        scan.contains(&format!("--output {}", upload.unwrap())),
        "{scan}"
    );
    let wrong = RIGHT.replace("</Replace>", "</Add>");
    for (other, is_right) in [(RIGHT, true), (wrong.as_str(), false)] {
        let folder = profiles(other);
        let scanned = run(folder.path(), scan, &[]);
        assert_eq!(scanned.code, Some(0), "{scanned}");
        let log = fs::read_to_string(folder.path().join("csp-lint.sarif")).unwrap();
        let log: serde_json::Value = serde_json::from_str(&log).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.is_empty(), is_right);
        let annotated = run(folder.path(), annotate, &[]);
        assert_eq!(annotated.code, Some(i32::from(!is_right)), "{annotated}");
        let at = "::error file=profiles/other.xml,line=1,";
        assert_eq!(annotated.out.starts_with(at), !is_right, "{annotated}");
    }
}

#[test]
fn the_hook_fails_for_a_wrong_profile_alone() {
    let text = fs::read_to_string(repository(".pre-commit-hooks.yaml")).unwrap();
    let hooks = YamlLoader::load_from_str(&text).unwrap().remove(0);
    let hook = &hooks[0];
    let named = &examples()[1]["repos"][0]["hooks"][0];
    assert_eq!(named["id"], hook["id"]);
    assert_eq!(hook["language"].as_str(), Some("system"));
    let entry = hook["entry"].as_str().unwrap();
    let folder = profiles(&RIGHT.replace("</Replace>", "</Add>"));
    let right = run(folder.path(), entry, &["profiles/right.xml"]);
    assert_eq!(right.code, Some(0), "{right}");
    let both = ["profiles/other.xml", "profiles/right.xml"];
    let wrong = run(folder.path(), entry, &both);
    assert_eq!(wrong.code, Some(1), "{wrong}");
    assert!(wrong.out.starts_with("profiles/other.xml:1:"), "{wrong}");
}

#[test]
fn the_settings_of_the_page_are_settings() {
    let page = fs::read_to_string(repository("docs/ci.md")).unwrap();
    let settings = page.split("```toml\n").nth(1).unwrap();
    let settings = settings.split("```").next().unwrap();
    let settings = settings.replace(
        "ddf/2024-05",
        repository("ddf/definitions").to_str().unwrap(),
    );
    let folder = profiles(RIGHT);
    fs::write(folder.path().join("csp.toml"), settings).unwrap();
    let outcome = run(folder.path(), "csp lint profiles", &[]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.out.contains("2 files (2 fleet)"), "{outcome}");
}
