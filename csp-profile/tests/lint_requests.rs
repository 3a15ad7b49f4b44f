//! Nothing that our own requests write is found wrong: for the five definitions, every node, every verb that it permits, random names and values.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod nodes;

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

fn written(name: &str, nth: usize, text: &str) -> Vec<u8> {
    let mut request = Request::fragment();
    for node in TREES.iter().flat_map(|tree| tree.nodes()) {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn our_own_requests_are_right(
        name in "[A-Za-z0-9{}\\-. !%ä]{0,10}[A-Za-z0-9]",
        nth in 0usize..1000,
        text in "[ -~äß\u{F000}]{1,30}",
    ) {
        // In a request, that is: no tool takes out Get and Delete.
        let options = Options { dialect: Some(Dialect::Plain), ..Options::default() };
        let linter = Linter::new(Definitions::new(TREES, false), options);
        let linted = linter.lint("request.xml", &written(&name, nth, &text));
        let is_wrong = |finding: &&Finding| {
            finding.level == Level::Error || OF_FORM.contains(&finding.rule)
        };
        let found: Vec<_> = linted.findings.iter().filter(is_wrong).collect();
        prop_assert!(found.is_empty(), "{found:#?}");
    }
}
