//! Nothing that our own requests write is found wrong: for the five definitions, a made-up set and the published one, every node, every verb that it
//! permits, random names and values.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod nodes;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use csp_corpus::{shared, synthetic};
use csp_profile::lint::{Definitions, Dialect, Finding, Level, Linter, Options};
use csp_schema::{Tree, Verb};
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Request};
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};
use proptest::prelude::*;

use nodes::{address, value};

static TREES: [&Tree; 5] = [
    &application_control::TREE,
    &enrollment_status_tracking::TREE,
    &enterprise_app_management::TREE,
    &enterprise_desktop_app_management::TREE,
    &enterprise_modern_app_management::TREE,
];

/// Rules that find form wrong, whatever is asked: not even a warning of theirs is right here.
const OF_FORM: &[&str] = &[
    "format-missing",
    "syncml-cmdid-duplicate",
    "syncml-cmdid-missing",
    "uri-case",
];

/// Each node of a tree, with each verb that it permits.
fn written(tree: &Tree, name: &str, nth: usize, text: &str) -> Vec<u8> {
    let mut request = Request::fragment();
    for node in tree.nodes() {
        let uri = address(node, name);
        let value = value(node, nth, text);
        let raw = match &value {
            Some(value) => Raw::text(value).format(node.format.as_str()),
            None => Raw::NONE,
        };
        for verb in node.access().iter() {
            match verb {
                Verb::Add => drop(request.add_uri(&uri, raw)),
                Verb::Replace => drop(request.replace_uri(&uri, raw)),
                Verb::Exec => drop(request.exec_uri(&uri, raw)),
                Verb::Delete => drop(request.delete_uri(&uri)),
                Verb::Get => drop(request.get_uri(&uri)),
            }
        }
    }
    request.finish().unwrap()
}

/// Rules about what is asked and not about how it is written: commands for every node, one by one and in the order of the tree, enrol before all is set and
/// stand in no Atomic; a random text with a comma is no list of accounts, none is a
/// template, and a random name is none that a pattern allows.
const OF_WHAT_IS_ASKED: &[&str] = &[
    "admx-ingest-invalid",
    "atomic-required",
    "scep-enroll-last",
    "uri-name",
    "value-list-delimiter",
];

fn hold_right(linter: &Linter, request: &[u8]) -> Result<(), TestCaseError> {
    let linted = linter.lint("request.xml", request);
    let is_wrong = |finding: &&Finding| {
        (finding.level == Level::Error || OF_FORM.contains(&finding.rule))
            && !OF_WHAT_IS_ASKED.contains(&finding.rule)
    };
    let found: Vec<_> = linted.findings.iter().filter(is_wrong).collect();
    prop_assert!(found.is_empty(), "{found:#?}");
    Ok(())
}

/// In a request, that is: no tool takes out Get and Delete.
fn options() -> Options {
    Options {
        dialect: Some(Dialect::Plain),
        ..Options::default()
    }
}

/// The made-up definitions, and the published ones where they lie beside the checkout.
static ALL: LazyLock<Vec<Linter>> = LazyLock::new(|| {
    let made_up = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made_up_requests");
    synthetic::write(&made_up).unwrap();
    let folders = [made_up, shared("ddf/2024-05")];
    let there = folders.into_iter().filter(|folder| folder.is_dir());
    let linter = |folder: PathBuf| {
        let (model, mut report) = csp_codegen::Generator::new().file(folder).model();
        let modules = csp_codegen::lower(&model, &mut report).modules;
        let trees = modules.into_iter().map(|module| module.tree);
        Linter::new(Definitions::new(trees, false), options())
    };
    there.map(linter).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn our_own_requests_are_right(
        name in "[A-Za-z0-9{}\\-. !%ä]{0,10}[A-Za-z0-9]",
        nth in 0usize..1000,
        text in "[ -~äß\u{F000}]{1,30}",
    ) {
        let linter = Linter::new(Definitions::new(TREES, false), options());
        for tree in TREES {
            hold_right(&linter, &written(tree, &name, nth, &text))?;
        }
    }

    #[test]
    fn our_own_requests_are_right_for_any_definition(
        at in any::<prop::sample::Index>(),
        name in "[A-Za-z0-9]{1,10}",
        nth in 0usize..1000,
        text in "[ -~äß]{1,30}",
    ) {
        for linter in ALL.iter() {
            let trees: Vec<&Tree> = linter.definitions.trees().collect();
            // Some of them each time, and all of them over the cases.
            let from = at.index(trees.len());
            for tree in trees.iter().cycle().skip(from).take(16) {
                hold_right(linter, &written(tree, &name, nth, &text))?;
            }
        }
    }
}
