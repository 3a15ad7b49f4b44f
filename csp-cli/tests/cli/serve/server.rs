//! A site that is served in the test, and requests to it, octet by octet.
#![allow(dead_code, reason = "each test takes its own part")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A site, until it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its address and port.
    pub(crate) address: String,
    /// The folder in which it was started, which is its home too.
    pub(crate) folder: TempDir,
}

/// What came back: the lines of the head, in lower case, and the body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Server {
    /// A site, in a folder with files.
    pub(crate) fn start(arguments: &[&str], files: &[(&str, &str)]) -> Self {
        Self::start_at("127.0.0.1:0", arguments, files)
    }

    /// The same at another address.
    pub(crate) fn start_at(address: &str, arguments: &[&str], files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_csp"))
            .args(["site", "--serve", address])
            .args(arguments)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://").unwrap();
        let (address, _) = rest.split_once('/').unwrap();
        Self {
            address: address.to_owned(),
            child,
            folder,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let address = &self.address;
        self.send(&format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\n"), b"")
    }

    /// A question as the page asks it.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let own = format!("Origin: http://{}\r\n", self.address);
        let head = format!("{own}Content-Type: application/json\r\n");
        self.post_with(path, &head, body.to_string().as_bytes())
    }

    /// One with these lines in its head.
    pub(crate) fn post_with(&self, path: &str, head: &str, body: &[u8]) -> Answer {
        let (address, length) = (&self.address, body.len());
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n{head}"
        );
        self.send(&head, body)
    }

    /// What is said to a question that has an answer.
    pub(crate) fn ask(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// A request with this head, which lacks its end alone.
    pub(crate) fn send(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that refuses a body early closes.
        let _ = stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes());
        let _ = stream.write_all(body);
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let mut body = Vec::new();
        let _ = reader.read_to_end(&mut body);
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head: head.to_lowercase(),
            body,
        }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }

    /// The most memory that it had at once, in octets.
    #[cfg(target_os = "linux")]
    pub(crate) fn peak(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let (_, rest) = status.split_once("VmHWM:").unwrap();
        let kilobytes: usize = rest.split_whitespace().next().unwrap().parse().unwrap();
        kilobytes * 1024
    }

    /// Every file of the folder, with its text.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        files(self.folder.path())
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every file of a folder, sorted by its path there.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            found.push((name.replace('\\', "/"), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}
