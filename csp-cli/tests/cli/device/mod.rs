//! `csp device`: what a server asks is answered, and kept; and what a hostile one does ends soon, with its name.

mod fleet;
mod hostile;
mod kept;
mod proofs;
mod server;
mod tls;

use std::fs;

use serde_json::Value;

use crate::run::{Outcome, csp};
use server::{Server, is_first};

const PROVIDERS: &str =
    "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";

/// Adds a provider and asks for all of them, and for a node that there is not.
const COMMANDS: &str = "<Add><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders/A</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>\
<Get><CmdID>2</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders</LocURI></Target></Item></Get>\
<Get><CmdID>3</CmdID><Item><Target><LocURI>./Vendor/MSFT/Absent</LocURI></Target></Item></Get>";

fn device(server: &Server, arguments: &[&str]) -> Outcome {
    csp(&[&["device", &server.url], arguments].concat())
}

fn summary(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.out).unwrap()
}

#[test]
fn a_server_is_answered_until_it_has_nothing_more_to_ask() {
    let server = Server::with_commands(COMMANDS);
    let outcome = device(&server, &[]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(lines[0], "all was said");
    assert!(lines[1].contains(": 2 messages, "), "{}", lines[1]);
    assert_eq!(
        lines[2..],
        ["asked: 1 Add, 2 Get", "answered: 2 200, 1 404"]
    );

    let posted = server.posted();
    assert_eq!(posted.len(), 2);
    for request in &posted {
        for line in [
            "post / http/1.1\r\n",
            "\r\ncontent-type: application/vnd.syncml.dm+xml\r\n",
            "\r\naccept-charset: utf-8\r\n",
            "\r\nuser-agent: msft oma dm client/1.2.0.1\r\n",
            "\r\naccept: application/vnd.syncml.dm+xml, application/vnd.syncml.dm+wbxml, application/octet-stream\r\n",
        ] {
            assert!(request.head.contains(line), "{line} in {}", request.head);
        }
    }
}

#[test]
fn a_session_in_wbxml_is_answered_in_wbxml() {
    let server = Server::with_commands(COMMANDS);
    let outcome = device(&server, &["--wbxml", "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let summary = summary(&outcome);
    assert_eq!(summary["outcome"], "complete");
    assert_eq!(summary["messages"], 2);
    assert_eq!(summary["commands"], serde_json::json!({"Add": 1, "Get": 2}));
    assert_eq!(summary["statuses"], serde_json::json!({"200": 2, "404": 1}));
    for request in server.posted() {
        assert_eq!(request.body[0], 3);
        let kind = "content-type: application/vnd.syncml.dm+wbxml\r\n";
        assert!(request.head.contains(kind), "{}", request.head);
    }
}

#[test]
fn what_is_said_is_shown_where_that_is_asked_for() {
    let server = Server::with_commands(COMMANDS);
    let outcome = device(&server, &["--verbose"]);
    assert_eq!(outcome.code, Some(0));
    for line in [
        "-> 1 Alert 1201\n".to_owned(),
        format!("<- 1 Add 5 {PROVIDERS}/A\n"),
        "-> 2 Add 5: 200 OK".to_owned(),
        format!(" {PROVIDERS} = A\n"),
    ] {
        assert!(outcome.err.contains(&line), "{line} in {}", outcome.err);
    }
}

#[test]
fn the_device_is_the_one_that_the_definitions_make() {
    let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp</LocURI></Target></Item></Get>";
    let server = Server::with_commands(get);
    let outcome = device(&server, &["--ddf", "lamp/Lamp.xml", "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let answered = String::from_utf8(server.posted()[1].body.clone()).unwrap();
    assert!(!answered.contains("<Data>404</Data>"), "{answered}");

    let outcome = device(&server, &["--ddf", "absent.xml"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert_eq!(server.posted().len(), 2, "a faulty device calls nobody");
}

#[test]
fn the_tree_is_kept_as_csp_respond_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let state = state.to_str().unwrap();
    let server = Server::with_commands(COMMANDS);
    assert_eq!(device(&server, &["--state", state]).code, Some(0));
    let tree: Value = serde_json::from_slice(&fs::read(state).unwrap()).unwrap();
    assert_eq!(tree, serde_json::json!({format!("{PROVIDERS}/A"): null}));

    let again = device(&server, &["--state", state, "--format", "json"]);
    assert_eq!(summary(&again)["statuses"]["418"], 1, "{again}");
}
