//! Whom and what the site does not answer, and what does not stop it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

use csp_profile::MAX_BYTES;
use serde_json::json;

use super::{Server, of_lamp};
use crate::run::{data, text};

/// The lines of a head that the page of the site itself sends.
fn own(server: &Server) -> String {
    format!(
        "Origin: http://{}\r\nContent-Type: application/json\r\n",
        server.address
    )
}

#[test]
fn a_name_that_is_not_its_own_is_not_answered() {
    let server = of_lamp();
    let (_, port) = server.address.rsplit_once(':').unwrap();
    let own = [format!("127.0.0.1:{port}"), format!("LocalHost:{port}")];
    for host in &own {
        let answer = server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"), b"");
        assert_eq!(answer.status, 200, "{host}");
    }
    let others = [
        "127.0.0.1".to_owned(),
        "localhost:1".to_owned(),
        format!("evil.test:{port}"),
        format!("127.0.0.1.evil.test:{port}"),
        format!("[::1]:{port}"),
        format!("{} evil.test", server.address),
        String::new(),
    ];
    for host in &others {
        let answer = server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"), b"");
        assert_eq!(answer.status, 403, "{host}");
        assert!(
            answer
                .text()
                .contains(&format!("http://{}/", server.address))
        );
    }
    // The authority of the target goes before Host (RFC 9112, section 3.2.2).
    for (target, status) in [
        (format!("http://{}/", own[0]), 200),
        (format!("http://evil.test:{port}/"), 403),
        ("http://evil.test/".to_owned(), 403),
        (format!("http://a@{}/", own[0]), 403),
    ] {
        let head = format!("GET {target} HTTP/1.1\r\nHost: {}\r\n", own[0]);
        assert_eq!(server.send(&head, b"").status, status, "{target}");
    }
    let twice = format!("GET / HTTP/1.1\r\nHost: {}\r\nHost: evil.test\r\n", own[0]);
    assert!(matches!(server.send(&twice, b"").status, 400 | 403));
    assert!(matches!(
        server.send("GET / HTTP/1.1\r\n", b"").status,
        400 | 403
    ));
}

#[test]
fn at_all_addresses_of_the_machine_each_answers_under_its_own_name() {
    let lamp = data().join("lamp/Lamp.xml");
    let server = Server::start_at("0.0.0.0:0", &["--ddf", text(&lamp)], &[]);
    let (name, port) = server.address.split_once(':').unwrap();
    assert_eq!(name, "localhost");
    assert_eq!(server.get("index.html").status, 200);
    for (host, status) in [("127.0.0.1", 200), ("0.0.0.0", 403), ("evil.test", 403)] {
        let answer = server.send(&format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n"), b"");
        assert_eq!(answer.status, status, "{host}");
    }
}

#[test]
fn a_page_of_another_site_is_not_answered() {
    let server = of_lamp();
    let body = json!({"text": "404"}).to_string();
    let address = server.address.clone();
    let json = "Content-Type: application/json\r\n";
    for head in [
        json.to_owned(),
        format!("Origin: null\r\n{json}"),
        format!("Origin: https://{address}\r\n{json}"),
        format!("Origin: http://evil.test\r\n{json}"),
        format!("Origin: http://{address}.evil.test\r\n{json}"),
        format!("Origin: http://{address}\r\nOrigin: http://evil.test\r\n{json}"),
    ] {
        let answer = server.post_with("check", &head, body.as_bytes());
        assert_eq!(answer.status, 403, "{head}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    // What a page may send to others without asking.
    for kind in [
        "text/plain",
        "text/plain; application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let head = format!("Origin: http://{address}\r\nContent-Type: {kind}\r\n");
        assert_eq!(
            server.post_with("check", &head, body.as_bytes()).status,
            415,
            "{kind}"
        );
    }
    let head = format!("Origin: http://{address}\r\n");
    assert_eq!(
        server.post_with("check", &head, body.as_bytes()).status,
        415
    );
    let asks = format!(
        "OPTIONS /check HTTP/1.1\r\nHost: {address}\r\nOrigin: http://evil.test\r\nAccess-Control-Request-Method: POST\r\n"
    );
    let answer = server.send(&asks, b"");
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("access-control-allow-origin"), None);
    let answer = server.post_with("check", &own(&server), body.as_bytes());
    assert_eq!(answer.status, 200);
}

#[test]
fn a_question_that_is_none_is_refused_in_words() {
    let server = of_lamp();
    let own = own(&server);
    for body in [
        &b""[..],
        b"404",
        b"{\"text\": 1}",
        b"{}",
        b"{\"text\": \"a\", \"else\": 1}",
        b"{\"text\": \"\xFF\"}",
        b"[[[[",
        b"[\"404\"]",
        b"[\"404\", \"a.xml\", \"\"]",
    ] {
        let answer = server.post_with("check", &own, body);
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(
            answer.text().contains("cannot be read"),
            "{}",
            answer.text()
        );
    }
    for half in [r"\ud800", r"\udc00\ud800", r"a\ud83dz"] {
        for body in [
            format!(r#"{{"text": "{half}"}}"#),
            format!(r#"{{"text": "", "request": "{half}"}}"#),
        ] {
            let answer = server.post_with("check", &own, body.as_bytes());
            assert_eq!(answer.status, 400, "{body}");
            let said = answer.text();
            assert!(said.contains("half of a character"), "{body}: {said}");
        }
    }
    let whole = br#"{"text": "\ud83d\ude00"}"#;
    assert_eq!(server.post_with("check", &own, whole).status, 200);
    let deep = "[".repeat(1_000_000);
    assert_eq!(server.post_with("check", &own, deep.as_bytes()).status, 400);
    assert_eq!(server.post_with("index.html", &own, b"{}").status, 405);
    assert_eq!(server.get("check").status, 405);
    for path in [
        "absent.html",
        "../Cargo.toml",
        "..%2F..%2Fetc%2Fpasswd",
        "/etc/passwd",
        "a/",
        "%",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn what_is_longer_than_a_profile_is_refused_whether_or_not_it_says_so() {
    let server = of_lamp();
    let body = vec![b' '; MAX_BYTES + 1];
    let answer = server.post_with("check", &own(&server), &body);
    assert_eq!(answer.status, 413);
    let address = &server.address;
    let head = format!(
        "POST /check HTTP/1.1\r\nHost: {address}\r\nTransfer-Encoding: chunked\r\n{}",
        own(&server)
    );
    let chunk = [
        format!("{:x}\r\n", body.len()).as_bytes(),
        &body,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    assert_eq!(server.send(&head, &chunk).status, 413);
    let answer = server.ask("check", &json!({"text": "404"}));
    assert_eq!(answer["explain"]["kind"], "status");
}

#[test]
fn a_body_is_refused_for_what_is_wrong_with_it() {
    let server = of_lamp();
    let address = &server.address;
    let head = format!(
        "POST /check HTTP/1.1\r\nHost: {address}\r\n{}",
        own(&server)
    );
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n");
    for body in [&b"ZZ\r\n"[..], b"5\r\n{\"texZZ\r\n", b"-1\r\n\r\n"] {
        let answer = server.send(&chunked, body);
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(!answer.text().contains("64 MiB"), "{}", answer.text());
    }
    // No octet of it has to come, and it takes no place of another one.
    let long = format!("{head}Content-Length: 10000000000\r\n\r\n");
    let mut open = Vec::new();
    for _ in 0..20 {
        let mut stream = server.connect();
        stream.write_all(long.as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 413 "), "{line}");
        open.push(stream);
    }
}

#[test]
fn a_name_is_no_longer_than_that_of_a_file() {
    let server = of_lamp();
    for (length, status) in [(255, 200), (256, 400), (100_000, 400)] {
        for path in ["check", "fix"] {
            let name = "ä".repeat(length);
            let answer = server.post(path, &json!({"text": "<Replace/>", "name": name}));
            assert_eq!(answer.status, status, "{path} {length}");
            assert!(status == 200 || answer.text().contains("255 characters"));
        }
    }
}

#[test]
fn who_is_slow_or_talks_nonsense_keeps_nobody_waiting() {
    let server = of_lamp();
    let address = &server.address;
    let mut open: Vec<TcpStream> = Vec::new();
    for nth in 0..120 {
        let mut stream = server.connect();
        let said: &[u8] = match nth % 4 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nHost: ",
            2 => b"\x16\x03\x01\x02\0\x01\0",
            _ => b"GET\r\n\r\n\r\n",
        };
        let _ = stream.write_all(said);
        open.push(stream);
    }
    // Bodies that do not come, as many as one may keep without keeping others out.
    for _ in 0..6 {
        let mut stream = server.connect();
        let head = format!(
            "POST /check HTTP/1.1\r\nHost: {address}\r\nContent-Length: 1000\r\n{}\r\n{{",
            own(&server)
        );
        stream.write_all(head.as_bytes()).unwrap();
        open.push(stream);
    }
    // One who goes away before the answer.
    let mut stream = server.connect();
    let head = format!(
        "POST /check HTTP/1.1\r\nHost: {address}\r\nContent-Length: 14\r\n{}\r\n{{\"text\":\"404\"}}",
        own(&server)
    );
    stream.write_all(head.as_bytes()).unwrap();
    drop(stream);
    assert_eq!(server.get("index.html").status, 200);
    let answer = server.ask("check", &json!({"text": "404"}));
    assert_eq!(answer["explain"]["kind"], "status");
    drop(open);
}
