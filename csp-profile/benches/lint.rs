//! What linting costs: a thousand profiles against a whole set of definitions, as a ratio to reading the definitions alone, and how that grows.
//!
//! `cargo bench -p csp-profile --bench lint`
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

#[path = "../tests/nodes/mod.rs"]
mod nodes;

use std::path::Path;

use csp_corpus::timing::{in_turn, median, ratio, time};
use csp_profile::lint::{Definitions, Linter, Options};
use csp_schema::Tree;

use nodes::{address, value};

const RUNS: usize = 9;
const PROFILES: usize = 1000;
/// Twice as many as published profiles have in the middle.
const COMMANDS: usize = 8;
const BUDGET: f64 = 4.0;

fn main() {
    let sets = csp_corpus::sets(env!("CARGO_TARGET_TMPDIR"));
    for (name, folder) in &sets {
        measure(name, folder);
    }
    let (name, folder) = sets.last().expect("there is the made-up one");
    sizes(name, folder);
}

/// What `csp lint --ddf` does before it looks at a profile.
fn definitions(folder: &Path) -> Vec<Tree> {
    let (model, mut report) = csp_codegen::Generator::new().file(folder).model();
    let modules = csp_codegen::lower(&model, &mut report).modules;
    modules.into_iter().map(|module| module.tree).collect()
}

fn linter(trees: Vec<Tree>) -> Linter {
    Linter::new(Definitions::new(trees, false), Options::default())
}

fn measure(name: &str, folder: &Path) {
    let profiles = profiles(&definitions(folder));
    let mut findings = 0;
    let [reading, all] = in_turn(
        RUNS,
        || definitions(folder),
        || {
            let linter = linter(definitions(folder));
            findings = profiles.iter().map(|text| count(&linter, text)).sum();
        },
    )
    .map(median);
    println!(
        "lint, {name}: {PROFILES} profiles of {COMMANDS} commands, {findings} findings: {:.2}x reading the definitions alone (budget {BUDGET}x), {:.0} ms to {:.0} ms",
        ratio(all, reading),
        all.as_secs_f64() * 1e3,
        reading.as_secs_f64() * 1e3,
    );
}

/// One profile of 1 MB and one of 10 MB.
fn sizes(name: &str, folder: &Path) {
    let trees = definitions(folder);
    let commands: Vec<String> = commands(&trees).collect();
    let linter = linter(trees);
    let of_size = |bytes: usize| {
        let mut text = String::new();
        for command in commands.iter().cycle() {
            if text.len() >= bytes {
                break;
            }
            text.push_str(command);
        }
        text
    };
    let times = [1_000_000, 10_000_000].map(|bytes| {
        let text = of_size(bytes);
        median((0..3).map(|_| time(|| count(&linter, &text))).collect())
    });
    println!(
        "lint, {name}: a profile of 10 MB in {:.0} ms, one of 1 MB in {:.0} ms: {:.1}x for 10x",
        times[1].as_secs_f64() * 1e3,
        times[0].as_secs_f64() * 1e3,
        ratio(times[1], times[0]),
    );
}

/// Profiles as Fleet takes them, of the nodes that may be set in turn. Each tenth has a mistake, as people make them.
fn profiles(trees: &[Tree]) -> Vec<String> {
    let commands: Vec<String> = commands(trees).collect();
    let mut commands = commands.iter().cycle();
    let profile = |nth: usize| {
        let text: String = commands
            .by_ref()
            .take(COMMANDS)
            .map(String::as_str)
            .collect();
        match nth % 10 {
            0 => text.replacen("<Format>chr<", "<Format>int<", 1),
            5 => text.replacen("/Policy/", "/Polcy/", 1),
            _ => text,
        }
    };
    (0..PROFILES).map(profile).collect()
}

fn commands(trees: &[Tree]) -> impl Iterator<Item = String> {
    let nodes = trees.iter().flat_map(Tree::nodes);
    let settings = nodes.filter(|node| node.access().contains(csp_schema::Verb::Replace));
    settings.enumerate().filter_map(|(nth, node)| {
        let value = value(node, nth, "some text")?;
        let uri = address(node, "Contoso").replace('&', "&amp;");
        let format = node.format.as_str();
        Some(format!(
            "<Replace>\n  <CmdID>{}</CmdID>\n  <Item>\n    <Target>\n      <LocURI>{uri}</LocURI>\n    </Target>\n    <Meta>\n      <Format xmlns=\"syncml:metinf\">{format}</Format>\n    </Meta>\n    <Data>{}</Data>\n  </Item>\n</Replace>\n",
            nth + 1,
            value.replace('&', "&amp;").replace('<', "&lt;")
        ))
    })
}

fn count(linter: &Linter, text: &str) -> usize {
    linter.lint("profile.xml", text.as_bytes()).findings.len()
}
