//! `csp tree`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, repository, text};

#[test]
fn a_tree_is_drawn_as_documentation_draws_it() {
    assert_snapshot!(csp(&["tree", "lamp"]).out);
}

#[test]
fn json_has_every_fact_under_its_own_key() {
    let outcome = csp(&["tree", "--format", "json", "lamp"]);
    assert_eq!(outcome.code, Some(0));
    let nodes: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&nodes).unwrap());
}

#[test]
fn every_object_has_the_same_keys() {
    let outcome = csp(&["tree", "--format", "json", "lamp"]);
    let nodes: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    let keys = |node: &Value| {
        node.as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(nodes.iter().all(|node| keys(node) == keys(&nodes[0])));
}

#[test]
fn what_is_readable_is_listed_beside_what_is_not() {
    let outcome = csp(&["tree", "faulty"]);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(
        outcome.out,
        "./Vendor/Contoso\nGood      node   Get\n----Text  chr    Get, Replace\n"
    );
    assert!(
        outcome.err.contains("faulty/Broken.xml:3:3"),
        "{}",
        outcome.err
    );
    let json = csp(&["tree", "faulty", "--format", "json"]);
    let nodes: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, nodes.len()), (Some(1), 2));
}

#[test]
fn the_definitions_of_this_repository_are_listed() {
    let outcome = csp(&[
        "tree",
        "--format",
        "json",
        text(&repository("ddf/definitions")),
    ]);
    assert_eq!(outcome.code, Some(0));
    let nodes: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    let uri = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}/Status";
    let status = nodes.iter().find(|node| node["uri"] == uri).unwrap();
    assert_eq!(
        (&status["format"], &status["dynamic"]),
        (&"int".into(), &false.into())
    );
    assert_eq!(status["allowed"]["values"].as_array().unwrap().len(), 10);
}

/// Who reads may stop early, as `head` does.
#[test]
#[cfg(unix)]
fn a_closed_output_is_no_error() {
    let command = format!(
        "{{ {} tree --format json {}; echo $? >&2; }} | head -c 1",
        env!("CARGO_BIN_EXE_csp"),
        text(&repository("ddf/definitions"))
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &command])
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"[");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "0\n");
}
