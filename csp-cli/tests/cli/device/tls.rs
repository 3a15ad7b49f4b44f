//! `csp device` over https: only a server that is certified for its name is told anything.

use std::fs;
use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use csp_session::ServerSession;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tempfile::TempDir;

use super::server::read;
use super::{COMMANDS, is_first, summary};
use crate::run::{Outcome, csp, text};

/// A server that is certified for a name, by itself.
struct Server {
    port: u16,
    folder: TempDir,
    posted: Arc<Mutex<usize>>,
}

impl Server {
    fn certified_for(name: &str) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed([name.to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ca.pem"), cert.pem()).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key);
        let config = Arc::new(config.unwrap());
        let posted = Arc::new(Mutex::new(0));
        let count = Arc::clone(&posted);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                serve(StreamOwned::new(connection, stream.unwrap()), &count);
            }
        });
        Self {
            port,
            folder,
            posted,
        }
    }

    /// Runs a device that trusts only this server's certificate.
    fn device(&self, host: &str) -> Outcome {
        let url = format!("https://{host}:{}/", self.port);
        let ca = self.folder.path().join("ca.pem");
        csp(&["device", &url, "--ca", text(&ca), "--format", "json"])
    }

    fn posted(&self) -> usize {
        *self.posted.lock().unwrap()
    }
}

/// Answers the messages of one connection.
fn serve(stream: StreamOwned<ServerConnection, TcpStream>, count: &Mutex<usize>) {
    let mut session = None;
    let mut reader = BufReader::new(stream);
    while let Some(posted) = read(&mut reader) {
        *count.lock().unwrap() += 1;
        if is_first(&posted.body) {
            let mut new = ServerSession::new("https://server.test/");
            new.queue(COMMANDS.as_bytes()).unwrap();
            session = Some(new);
        }
        let body = session.as_mut().unwrap().receive(&posted.body).unwrap();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = (reader.get_mut()).write_all(&[head.as_bytes(), &body].concat());
    }
}

#[test]
fn a_server_that_is_certified_for_its_name_is_answered() {
    let server = Server::certified_for("localhost");
    let outcome = server.device("localhost");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(summary(&outcome)["outcome"], "complete");
    assert_eq!(server.posted(), 2);
}

#[test]
fn a_server_that_is_not_certified_is_told_nothing() {
    let server = Server::certified_for("mdm.test");
    let outcome = server.device("localhost");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(5), ""));
    let reason = summary(&outcome)["reason"].to_string();
    assert!(reason.contains("not valid for name"), "{reason}");

    // By nobody that is trusted by default.
    let server_here = Server::certified_for("localhost");
    let url = format!("https://localhost:{}/", server_here.port);
    let outcome = csp(&["device", &url, "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(5), ""));
    let reason = summary(&outcome)["reason"].to_string();
    assert!(reason.contains("UnknownIssuer"), "{reason}");
    assert!(reason.contains("--ca"), "{reason}");
    assert_eq!(server.posted() + server_here.posted(), 0);
}

/// Neither does a handshake last for ever that goes on a byte at a time.
#[test]
fn a_handshake_that_does_not_end_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        // A record of a handshake of 16 KiB.
        let begin = [0x16, 3, 3, 0x40, 0, 2, 0, 0x3F, 0xFC];
        for byte in begin.into_iter().chain(std::iter::repeat(0)) {
            thread::sleep(Duration::from_millis(50));
            if stream.write_all(&[byte]).is_err() {
                break;
            }
        }
    });
    let outcome = csp(&["device", &url, "--timeout", "1", "--format", "json"]);
    assert_eq!(outcome.code, Some(7), "{outcome}");
    assert_eq!(summary(&outcome)["outcome"], "timed-out");
}

#[test]
fn authorities_that_cannot_be_read_are_told_and_nobody_is_called() {
    let server = Server::certified_for("localhost");
    let url = format!("https://localhost:{}/", server.port);
    let file = server.folder.path().join("none.pem");
    fs::write(&file, "no certificate").unwrap();
    let outcome = csp(&["device", &url, "--ca", text(&file)]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("there is no certificate in it"));
    let outcome = csp(&["device", &url, "--ca", "absent.pem"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let outcome = csp(&["device", "http://localhost/", "--ca", text(&file)]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.err.contains("--ca is for https"), "{outcome}");
    assert_eq!(server.posted(), 0);
}
