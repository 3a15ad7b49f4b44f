//! An editor: it starts the server, asks, and waits for answers.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// How long the server may be silent: it is not what is tested, but a test that hangs tells nobody why.
const SILENT: Duration = Duration::from_secs(120);

/// The file that most tests have open. It need not be there.
pub(crate) const FILE: &str = "file:///profiles/a%20b.xml";

/// An editor with its server.
pub(crate) struct Client {
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    asked: i64,
    version: i64,
    /// The findings that were told last, with the version that they are of, by file.
    pub(crate) found: BTreeMap<String, Value>,
    /// What else was told.
    pub(crate) told: Vec<Value>,
}

impl Client {
    /// An editor that takes snippets and Markdown, and counts in UTF-16. The server knows the lamp.
    pub(crate) fn start() -> Self {
        Self::start_with(&["--ddf", "lamp"], &data(), &capabilities())
    }

    pub(crate) fn start_with(arguments: &[&str], folder: &Path, capabilities: &Value) -> Self {
        let mut client = Self::silent(arguments, folder);
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        client.ask("initialize", params);
        client.tell("initialized", json!({}));
        client
    }

    /// An editor that has not greeted the server.
    pub(crate) fn silent(arguments: &[&str], folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_csp"))
            .arg("lsp")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, output) = channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            input: child.stdin.take().unwrap(),
            child,
            output,
            asked: 0,
            version: 0,
            found: BTreeMap::new(),
            told: Vec::new(),
        }
    }

    /// The result of a request.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The answer to a request, which may be an error.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.answer_to(&id.into())
    }

    /// Sends a request, and says its id.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        let id = self.asked;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for the answer with an id.
    pub(crate) fn answer_to(&mut self, id: &Value) -> Value {
        loop {
            let message = self.receive();
            if message.get("method").is_none() && message["id"] == *id {
                return message;
            }
            self.keep(message);
        }
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn write(&mut self, message: &Value) {
        self.write_raw(message.to_string().as_bytes());
    }

    /// Writes bytes as a message.
    pub(crate) fn write_raw(&mut self, body: &[u8]) {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        self.write_bytes(&[header.as_bytes(), body].concat());
    }

    /// Writes bytes as they are.
    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let message = self.output.recv_timeout(SILENT);
        message.expect("the server says nothing more")
    }

    fn keep(&mut self, message: Value) {
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let params = message["params"].clone();
                self.found
                    .insert(params["uri"].as_str().unwrap().to_owned(), params);
            }
            _ => self.told.push(message),
        }
    }

    /// Opens the file, or another text in its place.
    pub(crate) fn open(&mut self, text: &str) {
        self.open_as(FILE, text);
    }

    pub(crate) fn open_as(&mut self, uri: &str, text: &str) {
        self.version += 1;
        let item =
            json!({ "uri": uri, "languageId": "xml", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Changes the file.
    pub(crate) fn change(&mut self, changes: Value) {
        self.version += 1;
        let document = json!({ "uri": FILE, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// The findings of the file as it is.
    pub(crate) fn findings(&mut self) -> Vec<Value> {
        self.findings_of(FILE)
    }

    pub(crate) fn findings_of(&mut self, uri: &str) -> Vec<Value> {
        loop {
            match self.found.get(uri) {
                Some(found) if found["version"] == self.version => {
                    return found["diagnostics"].as_array().unwrap().clone();
                }
                _ => {
                    let message = self.receive();
                    self.keep(message);
                }
            }
        }
    }

    /// The rules of the findings of the file as it is.
    pub(crate) fn rules(&mut self) -> Vec<String> {
        let rules = self.findings().into_iter();
        rules
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Opens a text, and asks at its mark.
    pub(crate) fn at_mark(&mut self, method: &str, text: &str) -> Value {
        let (text, position) = marked(text);
        self.open(&text);
        self.ask(
            method,
            json!({ "textDocument": { "uri": FILE }, "position": position }),
        )
    }

    /// What can be written at the mark of a text.
    pub(crate) fn offered(&mut self, text: &str) -> Vec<Value> {
        let offered = self.at_mark("textDocument/completion", text);
        offered.as_array().cloned().unwrap_or_default()
    }

    /// The labels of it.
    pub(crate) fn labels(&mut self, text: &str) -> Vec<String> {
        let offered = self.offered(text).into_iter();
        offered
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What is done about the whole file.
    pub(crate) fn actions(&mut self, only: &[&str]) -> Vec<Value> {
        let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
        let context = match only {
            [] => json!({ "diagnostics": [] }),
            only => json!({ "diagnostics": [], "only": only }),
        };
        let params = json!({ "textDocument": { "uri": FILE }, "range": all, "context": context });
        let actions = self.ask("textDocument/codeAction", params);
        actions.as_array().unwrap().clone()
    }

    /// Says good-bye; the exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.wait()
    }

    /// The exit code, when the server ends by itself.
    pub(crate) fn wait(mut self) -> Option<i32> {
        drop(self.input);
        self.child.wait().unwrap().code()
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

pub(crate) fn capabilities() -> Value {
    json!({
        "textDocument": {
            "completion": { "completionItem": { "snippetSupport": true } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
    })
}

/// A text without its mark, and the position of that in UTF-16.
pub(crate) fn marked(text: &str) -> (String, Value) {
    let (before, behind) = text.split_once('‸').unwrap();
    let line = before.rsplit('\n').next().unwrap();
    let position =
        json!({ "line": before.matches('\n').count(), "character": line.encode_utf16().count() });
    (format!("{before}{behind}"), position)
}

/// A text after the edits of an answer. Lines end with `\n` or `\r\n`.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = position["character"].as_u64().unwrap() as usize;
        let mut at = start;
        for c in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= c.len_utf16();
            at += c.len_utf8();
        }
        at
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().unwrap();
            (offset(&range["start"]), offset(&range["end"]), new)
        })
        .collect();
    edits.sort_unstable();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}

/// The folder of the test data.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}
