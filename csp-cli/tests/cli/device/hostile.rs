//! Servers that do what no server should: each ends soon, with its own exit code and a reason, and nothing else is called.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use csp_session::ServerSession;
use serde_json::Value;

use super::server::Server;
use super::{device, is_first, summary};

/// How a run with a server came out that answers so.
fn against(
    arguments: &[&str],
    answer: impl FnMut(&mut TcpStream) + Send + 'static,
) -> (Option<i32>, Value, usize) {
    let mut answer = answer;
    let server = Server::raw(move |_, stream| answer(stream));
    let outcome = device(&server, &[&["--format", "json"], arguments].concat());
    assert_eq!(outcome.err, "");
    (outcome.code, summary(&outcome), server.posted().len())
}

/// A whole response.
fn response(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

const XML: &str = "application/vnd.syncml.dm+xml";

#[test]
fn a_server_that_asks_for_ever_is_left_after_so_many_messages() {
    let get =
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>";
    let mut session = ServerSession::new("http://server.test/");
    let server = Server::new(move |message| {
        session.queue(get.as_bytes()).unwrap();
        let _ = session.take_answers();
        session.receive(message).unwrap()
    });
    let outcome = device(&server, &["--max-messages", "40", "--format", "json"]);
    assert_eq!(outcome.code, Some(7), "{outcome}");
    assert_eq!(summary(&outcome)["outcome"], "too-many-messages");
    assert_eq!(server.posted().len(), 40);
}

#[test]
fn a_status_that_is_no_success_is_told_with_its_reason() {
    for (status, word) in [
        ("500 Oh", "http-500"),
        ("401 Who", "http-401"),
        ("415 What", "http-415"),
    ] {
        let body = b"the database\x1b[31m is \xff away";
        let (code, summary, calls) = against(&[], move |stream| {
            let _ = stream.write_all(&response(status, "text/plain", body));
        });
        assert_eq!((code, calls), (Some(5), 1), "{summary}");
        assert_eq!(summary["outcome"], word);
        let reason = summary["reason"].as_str().unwrap();
        assert!(reason.contains("the database\\u{1b}[31m is"), "{reason}");
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::new(|_| Vec::new());
    let to = elsewhere.url.clone();
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let to = to.clone();
        let (code, summary, calls) = against(&[], move |stream| {
            let head = format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
            let _ = stream.write_all(head.as_bytes());
        });
        assert_eq!((code, calls), (Some(5), 1), "{summary}");
        let reason = summary["reason"].as_str().unwrap();
        assert!(reason.contains(&elsewhere.url), "{reason}");
    }
    assert_eq!(elsewhere.posted().len(), 0);
}

#[test]
fn what_is_no_syncml_of_the_session_is_told() {
    let other = "<SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>never</SessionID><MsgID>1</MsgID></SyncHdr><SyncBody/></SyncML>";
    for (kind, body, part) in [
        (XML, &b"<html>garbage"[..], "line 1"),
        (XML, b"\xfe\x00\xff garbage", ""),
        (XML, b"", "empty"),
        (XML, other.as_bytes(), "session"),
        (XML, b"\x03\x00\x00\x6a", "Content-Type"),
        (
            "application/vnd.syncml.dm+wbxml",
            b"\x03\x00\x00\x6a\xff\xff",
            "",
        ),
        ("text/html", other.as_bytes(), "text/html"),
        ("application/octet-stream", b"\0\0\0\0\0", ""),
    ] {
        let (code, summary, calls) = against(&[], move |stream| {
            let _ = stream.write_all(&response("200 OK", kind, body));
        });
        assert_eq!((code, calls), (Some(6), 1), "{summary}");
        assert_eq!(summary["outcome"], "unusable-answer");
        let reason = summary["reason"].as_str().unwrap();
        assert!(reason.contains(part), "{part} in {reason}");
    }
}

#[test]
fn a_body_that_does_not_end_is_left() {
    let (code, summary, calls) = against(&[], |stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {XML}\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(head.as_bytes());
        while stream.write_all(&[b' '; 65536]).is_ok() {}
    });
    assert_eq!((code, calls), (Some(6), 1), "{summary}");
    let reason = summary["reason"].as_str().unwrap();
    assert!(reason.contains("larger than 8388608 bytes"), "{reason}");
}

#[test]
fn a_server_that_takes_its_time_is_left_when_the_time_is_over() {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {XML}\r\nContent-Length: 9999\r\n\r\n");
    for begins in [String::new(), head] {
        let (code, summary, calls) = against(&["--timeout", "1"], move |stream| {
            // A byte now and then, so that each read is short.
            let mut write = |bytes: &[u8]| stream.write_all(bytes).is_ok();
            let _ = write(begins.as_bytes());
            for _ in 0..200 {
                thread::sleep(Duration::from_millis(50));
                if !begins.is_empty() && !write(b" ") {
                    break;
                }
            }
        });
        assert_eq!((code, calls), (Some(7), 1), "{summary}");
        assert_eq!(summary["outcome"], "timed-out");
    }
}

#[test]
fn an_answer_that_breaks_off_is_none() {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {XML}\r\n");
    for rest in [
        "Transfer-Encoding: chunked\r\n\r\n400\r\n<SyncML>",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n<SyncML>",
        "Content-Length: 400\r\n\r\n<SyncML>",
        "Content-Length: nine\r\n\r\n<SyncML>",
        "Content-Le",
    ] {
        let answer = format!("{head}{rest}");
        let (code, summary, calls) = against(&[], move |stream| {
            let _ = stream.write_all(answer.as_bytes());
            let _ = stream.shutdown(std::net::Shutdown::Both);
        });
        assert_eq!((code, calls), (Some(5), 1), "{rest}: {summary}");
        assert_eq!(summary["outcome"], "no-answer");
    }
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let outcome = crate::run::csp(&["device", "http://127.0.0.1:1/"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(5), ""));
    assert!(
        outcome.out.starts_with("the server gave no answer: "),
        "{outcome}"
    );
}

#[test]
fn a_server_that_gives_up_is_told() {
    let mut session = None;
    let server = Server::new(move |message| {
        if is_first(message) {
            let mut new = ServerSession::new("http://server.test/");
            new.abort();
            session = Some(new);
        }
        session.as_mut().unwrap().receive(message).unwrap()
    });
    let outcome = device(&server, &["--format", "json"]);
    assert_eq!(outcome.code, Some(3), "{outcome}");
    assert_eq!(summary(&outcome)["outcome"], "aborted");
}
