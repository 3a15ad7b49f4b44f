//! What the example server does with those it does not know and with what it cannot trust: nothing of theirs is kept, none of their time is
//! waited for, and nothing that they write deceives whoever reads the log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "the other tests use the rest")]
mod program;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use csp_session::Credentials;
use program::database;
use program::server::{Server, message};
use syncml::{Message, Verb};

const PASSWORD: [&str; 4] = ["--user", "Bruce2", "--password", "OhBehave"];

const BEGIN: &str = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>";

/// The code and the body of the answer to a message.
fn post(stream: &mut TcpStream, body: &str) -> (u16, String) {
    let answer = program::server::post(stream, None, body.as_bytes());
    (answer.code, String::from_utf8(answer.body).unwrap())
}

/// The code with which a message as a whole was answered, and whether the session is at its end by that.
fn ruling(answer: &str) -> (u16, bool) {
    let answer = Message::parse(answer.as_bytes()).unwrap();
    let mut commands = answer.top_level();
    let status = commands.find(|command| command.verb == Verb::Status);
    let code = status.unwrap().status_code().unwrap().code();
    (
        code,
        commands.any(|command| command.alert_code() == Some(1223)),
    )
}

#[test]
fn strangers_displace_strangers_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.sqlite");
    let commands = Path::new(env!("CARGO_MANIFEST_DIR")).join("commands.xml");
    let mut arguments = vec!["--commands", commands.to_str().unwrap()];
    arguments.extend(PASSWORD);
    let server = Server::start_on(&path, &arguments);
    let mut stream = server.connect();
    for stranger in 0..1100 {
        let first = message(&format!("stranger{stranger}"), 1, BEGIN);
        let (code, answer) = post(&mut stream, &first);
        assert_eq!((code, ruling(&answer)), (200, (407, false)));
    }
    let count = "SELECT (SELECT count(*) FROM device) || ' ' || (SELECT count(*) FROM stranger) || ' ' || (SELECT count(*) FROM answer)";
    assert_eq!(database::rows(&path, count), [["0 1000 0"]]);
    // The last one is still waited for; the first one has to begin again.
    let (_, answer) = post(&mut stream, &message("stranger1099", 2, BEGIN));
    assert_eq!(ruling(&answer), (407, false));
    let (_, answer) = post(&mut stream, &message("stranger0", 2, BEGIN));
    assert!(ruling(&answer).1, "{answer}");
}

/// What is kept of a stranger is small, whatever he sends.
#[test]
fn a_stranger_who_says_much_is_not_waited_for() {
    let server = Server::start(&PASSWORD);
    let mut stream = server.connect();
    for (count, ends) in [(10, false), (2000, true)] {
        let device = format!("d{count}");
        let alerts = (0..count).map(|n| BEGIN.replace(">1<", &format!(">{n}<")));
        let first = message(&device, 1, &alerts.collect::<String>());
        assert_eq!(ruling(&post(&mut stream, &first).1), (407, false));
        let (_, answer) = post(&mut stream, &message(&device, 2, BEGIN));
        assert_eq!(ruling(&answer).1, ends, "{answer}");
    }
}

/// A digest for the empty nonce proves nothing: it is the same in every session, so whoever heard one could enter with it.
#[test]
fn the_digest_of_the_empty_nonce_lets_nobody_in() {
    let server = Server::start(&PASSWORD);
    let mut stream = server.connect();
    let cred = Credentials::md5("Bruce2", "OhBehave", "").cred();
    let cred = format!(
        "<Cred><Meta><Type>syncml:auth-md5</Type></Meta><Data>{}</Data></Cred></SyncHdr>",
        cred.data
    );
    let first = message("d1", 1, BEGIN).replace("</SyncHdr>", &cred);
    let (_, answer) = post(&mut stream, &first);
    assert_eq!(ruling(&answer), (401, false));
}

#[test]
fn a_name_that_is_too_long_is_refused() {
    let server = Server::start(&[]);
    let long = message(&"d".repeat(1000), 1, BEGIN);
    assert_eq!(post(&mut server.connect(), &long).0, 400);
}

#[test]
fn half_a_request_is_not_waited_for() {
    let server = Server::start(&["--time-limit", "1"]);
    for half in [
        "POST / HTTP/1.1\r\nHost: ser",
        "POST / HTTP/1.1\r\nHost: server\r\nContent-Length: 500\r\n\r\n<SyncML",
    ] {
        let mut stream = server.connect();
        stream.write_all(half.as_bytes()).unwrap();
        // This ends when the server closes the connection, and fails when it does not.
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    // Nor is somebody who says nothing after a whole request.
    let mut stream = server.connect();
    assert_eq!(post(&mut stream, &message("d1", 1, BEGIN)).0, 200);
    stream.read_to_end(&mut Vec::new()).unwrap();
}

/// A device may end a session by a message without content.
#[test]
fn an_empty_message_ends_the_session_of_its_connection() {
    let server = Server::start(&[]);
    let (mut stream, mut other) = (server.connect(), server.connect());
    assert_eq!(post(&mut stream, &message("d1", 1, BEGIN)).0, 200);
    assert_eq!(post(&mut other, &message("d2", 1, BEGIN)).0, 200);
    let device_ends = post(&mut stream, "");
    assert_eq!(device_ends, (200, String::new()));
    assert_eq!(post(&mut stream, ""), (200, String::new()));
    // Its next message belongs to no session; the other device's does.
    let more = "<Alert><CmdID>1</CmdID><Data>1222</Data></Alert>";
    let (_, answer) = post(&mut stream, &message("d1", 2, more));
    assert!(ruling(&answer).1, "{answer}");
    let answer = post(&mut other, &message("d2", 1, BEGIN));
    assert!(!ruling(&answer.1).1, "{answer:?}");
    assert!(server.log().contains(&"d1 ended the session".to_owned()));
}

#[test]
fn the_log_has_a_line_for_a_line_and_no_secrets() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let token = "eyJhbGciOiJub25lIn0.c2VjcmV0";
    let commands = format!(
        "{BEGIN}<Alert><CmdID>2</CmdID><Data>1224</Data><Item><Meta><Type xmlns=\"syncml:metinf\">com.microsoft/MDM/AADUserToken</Type></Meta>\
         <Data>{token}</Data></Item></Alert><Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>9</CmdRef><Cmd>Get&#10;forged 1</Cmd><Data>200</Data></Status>\
         <Results><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>9</CmdRef><Item><Source><LocURI>./A&#10;forged 2\u{202E}\u{85}</LocURI></Source><Meta>\
         <Type xmlns=\"syncml:metinf\">a&#13;forged 3</Type></Meta><Data>b&#10;forged 4</Data></Item></Results>"
    );
    let answered = post(&mut stream, &message("d1&#10;forged 5", 1, &commands));
    assert_eq!(answered.0, 200, "{}", answered.1);
    // An XML fault is quoted in the reason for which a message is refused.
    assert_eq!(post(&mut stream, "<a\u{85}forged/>").0, 400);
    let more: String = (0..5000)
        .map(|n| BEGIN.replace(">1<", &format!(">{n}<")))
        .collect();
    assert_eq!(post(&mut stream, &message("d2", 1, &more)).0, 200);
    let log = server.log();
    let said = log.join("\n");
    assert!(said.contains("AADUserToken"), "{said}");
    assert!(!said.contains(token), "{said}");
    assert!(said.contains("\\nforged 2\\u{202e}\\u{85}"), "{said}");
    for line in &log {
        assert!(!line.starts_with("forged"), "{said}");
        let is_plain = |c: char| !c.is_control() && c != '\u{202E}';
        assert!(line.chars().all(is_plain), "{line:?}");
        assert!(line.len() < 5000, "{line}");
    }
    let of_d2 = log.iter().filter(|line| line.starts_with("d2 <-"));
    assert!(of_d2.count() < 300, "{said}");
}
