//! `csp diff`.

mod allowed_values;
mod behavior;
mod effects;
mod facts;
mod faults;
mod grouped;
mod nodes;
mod report;

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{csp_in, data};

/// One edit of `Lamp.xml`: the text that is replaced, what it is replaced by, and the changes that are to be seen, each as
/// `class fact: old -> new`, with `-` for what is not stated.
type Edit = (&'static str, &'static str, &'static [&'static str]);

fn lamp() -> String {
    fs::read_to_string(data().join("lamp/Lamp.xml")).unwrap()
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let outcome = csp_in(folder, arguments, "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    serde_json::from_str(&outcome.out).unwrap()
}

/// The changes as the table writes them.
fn changes(difference: &Value) -> Vec<String> {
    let nodes = difference["nodes"].as_array().unwrap().iter();
    let line = |node: &Value| {
        let class = node["class"].as_str().unwrap();
        let Some(fact) = node["fact"].as_str() else {
            return format!("{class} {}", node["change"].as_str().unwrap());
        };
        let (old, new) = (
            node["old"].as_str().unwrap_or("-"),
            node["new"].as_str().unwrap_or("-"),
        );
        format!("{class} {fact}: {old} -> {new}")
    };
    nodes.map(line).collect()
}
