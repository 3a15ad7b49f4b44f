//! What the examples say to somebody who starts them wrongly: what is wrong, where, and what to do about it.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "the other tests of the examples use the rest")]
mod program;

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::Stdio;
use std::thread::{sleep, spawn};
use std::time::Duration;

use program::example;

/// Runs an example that ends at once; what it wrote to standard error.
fn failing(name: &str, arguments: &[&str]) -> String {
    let mut example = example(name);
    let example = example
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = example.spawn().unwrap();
    for _ in 0..600 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        matches!(output.status.code(), Some(1 | 2)),
        "{arguments:?}: {text}"
    );
    assert!(text.starts_with("error: "), "{arguments:?}: {text}");
    for debug in ["Error(", "Error {", "Os {", "kind:", "Io(", "BadUri"] {
        assert!(!text.contains(debug), "{arguments:?}: {text}");
    }
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(!out.contains("listening"), "{arguments:?}: {out}");
    text
}

fn assert_says(name: &str, arguments: &[&str], expected: &[&str]) {
    let text = failing(name, arguments);
    for expected in expected {
        assert!(
            text.contains(expected),
            "{arguments:?} without `{expected}`: {text}"
        );
    }
}

#[test]
fn an_argument_that_is_missing() {
    assert_says("device", &[], &["--server"]);
    for name in ["device", "server"] {
        let server = ["--server", "http://127.0.0.1:8080/"];
        let server = if name == "device" { &server[..] } else { &[] };
        let alone = |option| [server, &[option, "x"]].concat();
        assert_says(name, &alone("--user"), &["--password"]);
        assert_says(name, &alone("--password"), &["--user"]);
    }
}

#[test]
fn an_address_where_nothing_can_listen() {
    for address in ["nonsense", "127.0.0.1:99999"] {
        assert_says(
            "server",
            &["--listen", address],
            &[address, "--listen 127.0.0.1:8080"],
        );
    }
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_says(
        "server",
        &["--listen", &address],
        &[&address, "port 0 takes any that is free"],
    );
    assert_says("server", &["--time-limit", "0"], &["--time-limit"]);
}

#[test]
fn a_url_that_is_none() {
    for url in [
        "",
        "nonsense",
        "127.0.0.1:8080",
        "htp://x/",
        "https://127.0.0.1/",
        "http://",
    ] {
        assert_says(
            "device",
            &["--server", url],
            &[&format!("'{url}'"), "http://127.0.0.1:8080/"],
        );
    }
}

#[test]
fn a_server_that_is_not_there() {
    let address = program::free_address();
    let url = format!("http://{address}/");
    let start = format!("--example server -- --listen {address}");
    assert_says("device", &["--server", &url], &[&url, &start]);
}

/// Its reason is shown, and can do no harm to the terminal.
#[test]
fn a_server_that_refuses() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let reason = "no device\u{1b}[2J";
        let length = reason.len();
        // Whatever the device sends, only that this is read counts: the answer does not wait for it.
        let _ = write!(
            stream,
            "HTTP/1.1 400 Bad Request\r\nContent-Length: {length}\r\n\r\n{reason}"
        );
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    assert_says(
        "device",
        &["--server", &url],
        &[&url, "400 Bad Request", r"no device\u{1b}[2J"],
    );
}

#[test]
fn a_database_that_cannot_be_reached() {
    for (url, what) in [
        ("postgres://csp@127.0.0.1:1/csp", "refused"),
        ("postgresql://csp@127.0.0.1:x/csp", "port"),
    ] {
        let hint = "postgres://user:password@host/name";
        assert_says(
            "server",
            &["--listen", "127.0.0.1:0", "--database", url],
            &[what, hint],
        );
    }
}

#[test]
fn files_that_are_not_there_or_hold_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, text) in [
        ("bad.json", "{"),
        ("odd.json", "{\"./x\": \"1\"}"),
        ("hello.xml", "hello"),
    ] {
        fs::write(path(name), text).unwrap();
    }
    fs::write(path("latin.xml"), b"<Get>\xE9</Get>").unwrap();
    let device = |state: &str| {
        let state = path(state);
        failing(
            "device",
            &["--server", "http://127.0.0.1:1/", "--state", &state],
        )
    };
    let server = |option: &str, file: &str| {
        failing("server", &["--listen", "127.0.0.1:0", option, &path(file)])
    };
    for (said, file, what_to_do) in [
        (
            server("--commands", "absent.xml"),
            "absent.xml",
            "examples/commands.xml",
        ),
        (
            server("--commands", "hello.xml"),
            "hello.xml: line 1, column 1",
            "examples/commands.xml",
        ),
        (
            server("--commands", "latin.xml"),
            "latin.xml",
            "examples/commands.xml",
        ),
        (server("--database", "bad.json"), "bad.json", "move it away"),
        (server("--database", "."), "", "move it away"),
        (
            server("--database", "absent/s.sqlite"),
            "absent",
            "make the folder",
        ),
        (device("bad.json"), "bad.json", "move it away"),
        (
            device("odd.json"),
            "odd.json",
            "`./x`: no mounted definition",
        ),
        (device("absent/s.json"), "absent", "make the folder"),
    ] {
        assert!(said.contains(&path(file)), "without `{file}`: {said}");
        assert!(said.contains(what_to_do), "without `{what_to_do}`: {said}");
    }
}
