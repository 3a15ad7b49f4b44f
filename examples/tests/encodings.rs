//! The media types that the example server takes, and what it answers to each of them.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "the other tests use the rest")]
mod program;

use program::server::{Server, message, post, post_to};
use syncml::{Encoding, Limits, wbxml};

/// The first message of a session, in XML and in WBXML.
fn first(device: &str) -> [Vec<u8>; 2] {
    let alert = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>";
    let xml = message(device, 1, alert).into_bytes();
    let in_wbxml = wbxml::from_xml(&xml, &Limits::default()).unwrap();
    [xml, in_wbxml.bytes]
}

/// RFC 9110, "415 Unsupported Media Type": whoever sends something else learns what to send, and its session is not begun.
#[test]
fn other_media_types_are_refused() {
    let server = Server::start(&[]);
    for media_type in [
        "text/xml",
        "application/xml; charset=utf-8",
        "application/octet-stream",
        "application/vnd.syncml.dm",
        "application/vnd.syncml.dm+xmlish",
        "application/vnd.syncml.dm+xml, text/plain",
        "nonsense",
        "; application/vnd.syncml.dm+xml",
        "\u{e4}",
    ] {
        for body in first("d1") {
            let answer = post(&mut server.connect(), Some(media_type), &body);
            let reason = String::from_utf8(answer.body).unwrap();
            assert_eq!(answer.code, 415, "{media_type}: {reason}");
            assert!(reason.contains(Encoding::Xml.media_type()), "{reason}");
            assert!(reason.contains(Encoding::WBXML.media_type()), "{reason}");
        }
    }
    let log = server.log();
    assert!(log.iter().all(|line| !line.starts_with("d1")), "{log:?}");
}

/// Media types are compared without case and parameters: the registrations allow `charset`, `verproto` and `verdtd`.
#[test]
fn the_answer_is_in_the_encoding_of_the_message() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let mut number = 0;
    for (encoding, other) in [("xml", Encoding::Xml), ("wbxml", Encoding::WBXML)] {
        for media_type in [
            format!("application/vnd.syncml.dm+{encoding}"),
            format!("Application/VND.SyncML.DM+{encoding};charset=utf-8"),
            format!("application/vnd.syncml.dm+{encoding} ; verproto=DM/1.2; verdtd=1.2"),
            // As libdmclient says it.
            format!("application/vnd.syncml+{encoding}"),
        ] {
            number += 1;
            let [xml, in_wbxml] = first(&format!("d{number}"));
            let body = if other == Encoding::Xml {
                xml
            } else {
                in_wbxml
            };
            let answer = post(&mut stream, Some(&media_type), &body);
            assert_eq!(answer.code, 200, "{media_type}");
            assert_eq!(answer.media_type.as_deref(), Some(other.media_type()));
            assert_eq!(Encoding::of(&answer.body), other);
        }
    }
    // Who says none lets the bytes speak (RFC 9110, "Content-Type").
    let [xml, _] = first("d9");
    let [_, in_wbxml] = first("d10");
    for (body, encoding) in [(xml, Encoding::Xml), (in_wbxml, Encoding::WBXML)] {
        let answer = post(&mut stream, None, &body);
        assert_eq!((answer.code, Encoding::of(&answer.body)), (200, encoding));
    }
}

/// A device calls the server at the path that it was told, and clients that others wrote at the one that they have.
#[test]
fn the_path_does_not_matter() {
    let server = Server::start(&[]);
    let [xml, _] = first("d1");
    for target in ["/", "/funambol/dm", "/a?mode=Maintenance&Platform=WoA"] {
        let answer = post_to(&mut server.connect(), target, None, &xml);
        assert_eq!(answer.code, 200, "{target}");
    }
}
