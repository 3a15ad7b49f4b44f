//! The example server, to which a test posts messages by itself.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use super::{Running, example};

/// A server, and all that it has printed.
pub(crate) struct Server {
    address: String,
    program: Running,
    log: JoinHandle<Vec<String>>,
    _folder: Option<tempfile::TempDir>,
}

impl Server {
    /// A server with a database of its own.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("server.sqlite");
        Self {
            _folder: Some(folder),
            ..Self::start_on(&database, arguments)
        }
    }

    /// A server with this database.
    pub(crate) fn start_on(database: &Path, arguments: &[&str]) -> Self {
        let mut command = example("server");
        command
            .args(["--listen", "127.0.0.1:0", "--database"])
            .arg(database)
            .args(arguments);
        let (program, mut lines) = Running::start(&mut command);
        let first = lines.next().unwrap().unwrap();
        let address = first.trim_start_matches("listening on http://");
        let address = address.trim_end_matches('/').to_owned();
        Self {
            address,
            program,
            log: spawn(move || lines.map(|line| line.unwrap()).collect()),
            _folder: None,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        // Long enough that only a server that waits for ever is taken for one.
        let patience = Some(Duration::from_secs(40));
        stream.set_read_timeout(patience).unwrap();
        stream
    }

    /// Ends the server and gives what it printed.
    pub(crate) fn log(self) -> Vec<String> {
        drop(self.program);
        self.log.join().unwrap()
    }
}

/// What the server answers.
pub(crate) struct Answer {
    pub(crate) code: u16,
    /// In lower case.
    pub(crate) media_type: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// Posts a message of a media type, if it says one.
pub(crate) fn post(stream: &mut TcpStream, media_type: Option<&str>, body: &[u8]) -> Answer {
    post_to(stream, "/", media_type, body)
}

/// The same at a path.
pub(crate) fn post_to(
    stream: &mut TcpStream,
    target: &str,
    media_type: Option<&str>,
    body: &[u8],
) -> Answer {
    let media_type = media_type.map(|media_type| format!("Content-Type: {media_type}\r\n"));
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: server\r\n{}Content-Length: {}\r\n\r\n",
        media_type.unwrap_or_default(),
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap().to_lowercase();
    let field = |name: &str| {
        let mut lines = head.lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
    };
    let length: usize = field("content-length:").unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    Answer {
        code: head.split(' ').nth(1).unwrap().parse().unwrap(),
        media_type: field("content-type:"),
        body,
    }
}

/// A message from a device with these commands, as XML.
pub(crate) fn message(device: &str, number: u32, commands: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>7</SessionID><MsgID>{number}</MsgID>\
         <Target><LocURI>server</LocURI></Target><Source><LocURI>{device}</LocURI></Source></SyncHdr><SyncBody>{commands}<Final/></SyncBody></SyncML>"
    )
}
