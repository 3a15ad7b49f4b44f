//! A management server in the test: what it answers is up to a closure, byte by byte.

use std::io::{BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use csp_session::ServerSession;

/// A request: its head in lower case, and its body.
#[derive(Clone)]
pub(crate) struct Posted {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// A server that answers until the test ends.
pub(crate) struct Server {
    pub(crate) url: String,
    posted: Arc<Mutex<Vec<Posted>>>,
}

impl Server {
    /// A server that writes whatever `answer` does.
    pub(crate) fn raw(answer: impl FnMut(&Posted, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let posted = Arc::new(Mutex::new(Vec::new()));
        let (all, answer) = (Arc::clone(&posted), Arc::new(Mutex::new(answer)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (all, answer) = (Arc::clone(&all), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    while let Some(posted) = read(&mut reader) {
                        all.lock().unwrap().push(posted.clone());
                        (answer.lock().unwrap())(&posted, &mut stream);
                    }
                });
            }
        });
        Self { url, posted }
    }

    /// A server that answers each message with success and what `answer` gives.
    pub(crate) fn new(mut answer: impl FnMut(&[u8]) -> Vec<u8> + Send + 'static) -> Self {
        Self::raw(move |posted, stream| {
            let body = answer(&posted.body);
            let kind = match body.first() {
                Some(0..=8) => "application/vnd.syncml.dm+wbxml",
                _ => "application/vnd.syncml.dm+xml; charset=utf-8",
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        })
    }

    /// A server that gives each device, which it tells apart by the connection, these commands.
    pub(crate) fn with_commands(commands: &'static str) -> Self {
        let mut session = None;
        Self::new(move |message| {
            if is_first(message) || session.is_none() {
                let mut new = ServerSession::new("http://server.test/");
                new.queue(commands.as_bytes()).unwrap();
                session = Some(new);
            }
            session.as_mut().unwrap().receive(message).unwrap()
        })
    }

    /// The requests so far.
    pub(crate) fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap().clone()
    }
}

/// Whether a message begins a session.
pub(crate) fn is_first(message: &[u8]) -> bool {
    syncml::Message::parse(message).is_ok_and(|message| message.header.msg_id == "1")
}

/// The next request; `None` where the other end is gone.
pub(crate) fn read(reader: &mut impl BufRead) -> Option<Posted> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_lowercase();
    let length = head.split_once("content-length: ")?.1;
    let length = length.split("\r\n").next()?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Posted { head, body })
}
