//! A session that the program was ended in goes on, with the tree that it had.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use csp_session::{Challenge, Credentials, ServerSession};

use super::server::Server;
use super::{COMMANDS, device, is_first, summary};

fn start(server: &Server, state: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_csp"))
        .args(["device", &server.url, "--state"])
        .arg(state)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_device_that_was_killed_goes_on_with_its_session() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let (heard, hears) = channel();
    let is_silent = Arc::new(Mutex::new(true));
    let silent = Arc::clone(&is_silent);
    let mut session = None;
    // The second message is not answered: there the device is killed.
    let server = Server::raw(move |posted, stream| {
        if is_first(&posted.body) {
            let mut new = ServerSession::new("http://server.test/");
            new.queue(COMMANDS.as_bytes()).unwrap();
            session = Some(new);
        } else if *silent.lock().unwrap() {
            let _ = heard.send(());
            return;
        }
        let answer = session.as_mut().unwrap().receive(&posted.body).unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        let _ = std::io::Write::write_all(stream, &[head.as_bytes(), &answer].concat());
    });
    let mut child = start(&server, &state);
    hears.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    *is_silent.lock().unwrap() = false;

    // What was acknowledged is there, also for `csp respond`.
    assert!(
        fs::read_to_string(&state)
            .unwrap()
            .contains("PolicyProviders/A")
    );
    let state = state.to_str().unwrap();
    let outcome = device(&server, &["--state", state, "--format", "json"]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.err.contains("goes on"), "{}", outcome.err);
    let posted = server.posted();
    assert_eq!(posted.len(), 3);
    assert!(posted[1].body == posted[2].body, "the same message again");
    assert_eq!(summary(&outcome)["statuses"]["200"], 2);

    // It is over: the next run begins another.
    let outcome = device(&server, &["--state", state]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["s.json", "s.json.session"]);
}

/// The server's nonce is that of somebody who has not proved himself yet, which is for this session alone.
#[test]
fn a_session_with_credentials_of_both_ends_goes_on() {
    const PROOFS: [&str; 8] = [
        "--auth-user",
        "Bruce2",
        "--auth-password",
        "OhBehave",
        "--server-user",
        "mdm",
        "--server-password",
        "secret",
    ];
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let mut session = None;
    let mut heard = 0;
    let server = Server::raw(move |posted, stream| {
        heard += 1;
        if heard == 2 {
            let _ = std::io::Write::write_all(
                stream,
                b"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n",
            );
            return;
        }
        let session = session.get_or_insert_with(|| {
            let mut new = ServerSession::new("http://server.test/")
                .with_challenge(Challenge::new(Credentials::md5(
                    "Bruce2",
                    "OhBehave",
                    Vec::new(),
                )))
                .with_credentials(Credentials::md5("mdm", "secret", Vec::new()));
            new.queue(COMMANDS.as_bytes()).unwrap();
            new
        });
        let answer = session
            .receive_with_nonce(&posted.body, b"sixteen letters!")
            .unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        let _ = std::io::Write::write_all(stream, &[head.as_bytes(), &answer].concat());
    });
    let arguments = [&["--state", state.to_str().unwrap()], &PROOFS[..]].concat();
    assert_eq!(device(&server, &arguments).code, Some(5));
    let outcome = device(&server, &arguments);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.err.contains("goes on"), "{}", outcome.err);
    let posted = server.posted();
    assert!(posted[1].body == posted[2].body, "the same message again");
}

#[test]
fn a_session_with_another_server_or_of_another_device_does_not_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let state = state.to_str().unwrap();
    let mut session = None;
    let broken = Server::raw(move |posted, stream| {
        let answer = if is_first(&posted.body) {
            let mut new = ServerSession::new("http://server.test/");
            new.queue(COMMANDS.as_bytes()).unwrap();
            let answer = session.insert(new).receive(&posted.body).unwrap();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                answer.len()
            );
            [head.as_bytes(), &answer].concat()
        } else {
            b"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n".to_vec()
        };
        let _ = std::io::Write::write_all(stream, &answer);
    });
    assert_eq!(device(&broken, &["--state", state]).code, Some(5));
    let other = Server::with_commands(COMMANDS);
    let outcome = device(&other, &["--state", state, "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    // The tree is the device's all the same.
    assert_eq!(summary(&outcome)["statuses"]["418"], 1, "{outcome}");
}

#[test]
fn what_is_kept_and_faulty_is_told_before_anybody_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let server = Server::with_commands(COMMANDS);
    for (name, text) in [("s.json", "[]"), ("s.json.session", "{\"nonces\": 1}")] {
        fs::write(folder.path().join(name), text).unwrap();
        let outcome = device(&server, &["--state", state.to_str().unwrap()]);
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
        assert!(outcome.err.contains(name), "{}", outcome.err);
    }
    assert_eq!(server.posted().len(), 0);
}
