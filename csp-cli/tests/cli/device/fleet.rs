//! `csp device --count`: every device has its own identifier, session and tree, and what failed is counted by kind.

use std::collections::BTreeMap;
use std::io::Write as _;

use csp_session::ServerSession;
use serde_json::json;
use syncml::Message;

use super::server::Server;
use super::{COMMANDS, device, is_first, summary};

const DEVICES: usize = 40;

/// The device that a message is from.
fn sender(message: &[u8]) -> String {
    let message = Message::parse(message).unwrap();
    message.header.source.uri.to_string()
}

/// The answer in the session of the device that a message is from.
fn answer(sessions: &mut BTreeMap<String, ServerSession>, message: &[u8]) -> Vec<u8> {
    let device = sender(message);
    if is_first(message) {
        let mut new = ServerSession::new("http://server.test/");
        new.queue(COMMANDS.as_bytes()).unwrap();
        sessions.insert(device.clone(), new);
    }
    let session = sessions.get_mut(&device).unwrap();
    session.receive(message).unwrap()
}

#[test]
fn every_device_has_its_own_name_and_tree() {
    let mut sessions = BTreeMap::new();
    let server = Server::new(move |message| answer(&mut sessions, message));
    let count = DEVICES.to_string();
    let arguments = [
        "--count", &count, "--jobs", "7", "--id", "D", "--format", "json",
    ];
    let outcome = device(&server, &arguments);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let summary = summary(&outcome);
    assert_eq!(summary["outcomes"], json!({"complete": DEVICES}));
    assert_eq!(summary["messages"], 2 * DEVICES);
    // An Add of the same node on one tree would be 418.
    assert_eq!(
        summary["statuses"],
        json!({"200": 2 * DEVICES, "404": DEVICES})
    );
    assert!(summary["sessions_per_second"].as_f64().unwrap() > 0.0);
    let latency = |key: &str| summary["latency_ms"][key].as_f64().unwrap();
    assert!(latency("p50") > 0.0 && latency("p50") <= latency("p99"));

    let names = server.posted().into_iter();
    let names = names.map(|request| sender(&request.body));
    let mut times = BTreeMap::new();
    names.for_each(|name| *times.entry(name).or_insert(0) += 1);
    let expected = (1..=DEVICES).map(|number| (format!("D-{number}"), 2));
    assert_eq!(times, expected.collect());
}

#[test]
fn failures_are_counted_by_kind_and_the_largest_code_is_the_commands() {
    let mut sessions = BTreeMap::new();
    let server = Server::raw(move |posted, stream| {
        let (status, body) = match sender(&posted.body).as_str() {
            "D-3" | "D-5" => ("500 Oh", b"no room".to_vec()),
            "D-4" => ("200 OK", b"<html>".to_vec()),
            _ => ("200 OK", answer(&mut sessions, &posted.body)),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    });
    let arguments = ["--count", "10", "--id", "D"];
    let outcome = device(&server, &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(outcome.code, Some(6), "{outcome}");
    let summary = summary(&outcome);
    let outcomes = json!({"complete": 7, "http-500": 2, "unusable-answer": 1});
    assert_eq!(summary["outcomes"], outcomes);
    let reason = summary["reasons"]["http-500"].as_str().unwrap();
    assert!(reason.ends_with("500: no room"), "{reason}");

    let outcome = device(&server, &arguments);
    let text = "2 http-500, one: the server answered with HTTP status 500: no room\n";
    assert!(outcome.out.contains(text), "{outcome}");
}

/// A server that is gone costs no more than the time of a refused connection.
#[test]
fn devices_that_nobody_answers_end() {
    let arguments = [
        "device",
        "http://127.0.0.1:1/",
        "--count",
        "500",
        "--format",
        "json",
    ];
    let outcome = crate::run::csp(&arguments);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(5), ""));
    assert_eq!(summary(&outcome)["outcomes"], json!({"no-answer": 500}));
}

/// A server that asks for ever is left after so many messages of all devices together, and those that had none are counted too.
#[test]
fn a_run_ends_after_so_many_messages() {
    let get =
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>";
    let mut sessions = BTreeMap::new();
    let server = Server::new(move |message| {
        let session =
            (sessions.entry(sender(message))).or_insert_with(|| ServerSession::new("http://s/"));
        session.queue(get.as_bytes()).unwrap();
        let _ = session.take_answers();
        session.receive(message).unwrap()
    });
    let arguments = [
        "--count",
        "1000000",
        "--jobs",
        "4",
        "--total-messages",
        "50",
    ];
    let outcome = device(&server, &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(outcome.code, Some(7), "{outcome}");
    assert_eq!(server.posted().len(), 50);
    let summary = summary(&outcome);
    assert_eq!(summary["messages"], 50);
    let count = |word: &str| summary["outcomes"][word].as_u64().unwrap();
    assert_eq!(count("too-many-messages"), 4);
    assert_eq!(count("not-begun"), 999_996);
    let reason = summary["reasons"]["not-begun"].as_str().unwrap();
    assert!(reason.contains("--total-messages allows more"), "{reason}");
}

/// Also where each session has time enough of its own.
#[test]
fn a_run_ends_after_so_many_seconds() {
    let server = Server::raw(|_, _| std::thread::park());
    let arguments = ["--count", "1000000", "--jobs", "4", "--total-timeout", "1"];
    let outcome = device(&server, &arguments);
    assert_eq!(outcome.code, Some(7), "{outcome}");
    for line in [
        "4 timed-out, one: it took too long; --total-timeout allows more\n",
        "999996 not-begun, one: the run was over: it took too long; --total-timeout allows more\n",
    ] {
        assert!(outcome.out.contains(line), "{line} in {outcome}");
    }
}

/// Whoever asks many devices to store much fills no more memory than with one.
#[test]
fn devices_at_a_time_share_the_room_of_one() {
    let long = "x".repeat(2000);
    let providers = super::PROVIDERS;
    let commands: String = (0..700)
        .map(|number| format!("<Add><CmdID>1</CmdID><Item><Target><LocURI>{providers}/{number}{long}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>"))
        .collect();
    let run = |jobs: &str| {
        let (commands, mut sessions) = (commands.clone(), BTreeMap::new());
        let server = Server::raw(move |posted, stream| {
            let name = sender(&posted.body);
            let (status, body) = if name == "D-1" {
                let session = sessions.entry(name).or_insert_with(|| {
                    let mut new = ServerSession::new("http://server.test/");
                    new.queue(commands.as_bytes()).unwrap();
                    new
                });
                ("200 OK", session.receive(&posted.body).unwrap())
            } else {
                ("503 Later", Vec::new())
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        });
        let count = ["--count", "1000", "--id", "D", "--jobs", jobs];
        let outcome = device(&server, &[&count[..], &["--format", "json"]].concat());
        let statuses = summary(&outcome)["statuses"].clone();
        let all: u64 = statuses
            .as_object()
            .unwrap()
            .values()
            .filter_map(|n| n.as_u64())
            .sum();
        assert_eq!(all, 700, "{statuses}");
        statuses["420"].as_u64().unwrap_or(0)
    };
    assert_eq!(run("16"), 0);
    let refused = run("1000");
    assert!((100..600).contains(&refused), "{refused}");
}
