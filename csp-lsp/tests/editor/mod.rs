//! An editor without streams, for tests and benchmarks: a server, and what is asked of it.

use std::path::Path;
use std::rc::Rc;

use csp_lsp::{Checks, Server, Settings};
use csp_profile::lint::{Definitions, Linter, Options};
use csp_schema::Tree;
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

/// The file that is open.
pub(crate) const FILE: &str = "file:///profile.xml";

/// An editor.
pub(crate) struct Editor {
    server: Server,
}

struct Fixed(Rc<Checks>);

impl Settings for Fixed {
    fn of(&mut self, _: Option<&Path>) -> Result<Rc<Checks>, String> {
        Ok(self.0.clone())
    }

    fn forget(&mut self) {}
}

impl Editor {
    /// An editor whose server knows these definitions.
    pub(crate) fn new(trees: impl IntoIterator<Item = Tree>) -> Self {
        let linter = Linter::new(Definitions::new(trees, false), Options::default());
        let settings = Fixed(Rc::new(Checks::new(linter)));
        let mut editor = Self {
            server: Server::new(Box::new(settings)),
        };
        editor.ask("initialize", json!({ "capabilities": {} }));
        editor
    }

    /// The result of a request.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let request = Request {
            id: 1.into(),
            method: method.to_owned(),
            params,
        };
        match self.server.request(request).into_iter().next() {
            Some(Message::Response(response)) => response.response_result.unwrap_or_default(),
            _ => Value::Null,
        }
    }

    fn tell(&mut self, method: &str, params: Value) {
        let method = method.to_owned();
        self.server.notify(Notification { method, params });
    }

    /// Opens a text.
    pub(crate) fn open(&mut self, text: &str) {
        let item = json!({ "uri": FILE, "languageId": "xml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Makes changes.
    pub(crate) fn change(&mut self, changes: Value) {
        let document = json!({ "uri": FILE, "version": 2 });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// Checks what changed; how many messages that makes.
    pub(crate) fn check(&mut self) -> usize {
        self.server.check_changed().len()
    }

    /// Asks at a place of the file.
    pub(crate) fn at(&mut self, method: &str, line: usize, character: usize) -> Value {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": FILE }, "position": position });
        self.ask(method, params)
    }
}
