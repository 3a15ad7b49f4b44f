//! The server: what is open, and what is done about each message.

use std::collections::BTreeMap;

use lsp_server::{Message, Notification, Request};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    FileSystemWatcher, GlobPattern, InitializeParams, InitializeResult, MessageType, OneOf,
    PositionEncodingKind, Registration, RegistrationParams, SaveOptions, ServerCapabilities,
    ServerInfo, ShowMessageParams, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri,
};

use crate::checks::Settings;
use crate::client::Client;
use crate::diagnostics;
use crate::document::Document;
use crate::lines::Encoding;

/// The file of settings, which is watched where the editor can do that.
const SETTINGS: &str = "**/csp.toml";

/// What is done about messages. It answers them in their order.
pub struct Server {
    settings: Box<dyn Settings>,
    pub(crate) client: Client,
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) state: State,
    /// What the user has been told of settings.
    told: Option<String>,
}

/// How far the conversation is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    New,
    Running,
    ShutDown,
}

impl Server {
    /// A server that has not been greeted yet.
    pub fn new(settings: Box<dyn Settings>) -> Self {
        Self {
            settings,
            client: Client::default(),
            documents: BTreeMap::new(),
            state: State::New,
            told: None,
        }
    }

    /// Whether the editor has said `shutdown`.
    pub fn is_shut_down(&self) -> bool {
        self.state == State::ShutDown
    }

    pub(crate) fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        self.client = Client::new(&params.capabilities);
        self.state = State::Running;
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(
                SaveOptions::default(),
            )),
            ..TextDocumentSyncOptions::default()
        };
        let triggers = ["<", "/", ">", ".", "\""];
        let completion = CompletionOptions {
            trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            ..CodeActionOptions::default()
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(match self.client.encoding {
                    Encoding::Utf8 => PositionEncodingKind::UTF8,
                    Encoding::Utf16 => PositionEncodingKind::UTF16,
                }),
                text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
                hover_provider: Some(true.into()),
                completion_provider: Some(completion),
                definition_provider: Some(OneOf::Left(true)),
                document_symbol_provider: Some(OneOf::Left(true)),
                code_action_provider: Some(actions.into()),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: "csp".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    /// Asks to be told of changed settings.
    pub(crate) fn initialized(&self) -> Vec<Message> {
        if !self.client.watches_files {
            return Vec::new();
        }
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: vec![FileSystemWatcher {
                glob_pattern: GlobPattern::String(SETTINGS.to_owned()),
                kind: None,
            }],
        };
        let registration = Registration {
            id: "settings".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let params = RegistrationParams {
            registrations: vec![registration],
        };
        let method = "client/registerCapability".to_owned();
        let id = "settings".to_owned().into();
        vec![Request::new(id, method, params).into()]
    }

    pub(crate) fn open(&mut self, params: DidOpenTextDocumentParams) -> Vec<Message> {
        let item = params.text_document;
        let key = item.uri.as_str().to_owned();
        let document = Document::new(item.uri, item.version, item.text, self.client.encoding);
        self.documents.insert(key.clone(), document);
        self.find_checks(&key)
    }

    pub(crate) fn change(&mut self, params: DidChangeTextDocumentParams) -> Vec<Message> {
        if let Some(document) = self.documents.get_mut(params.text_document.uri.as_str()) {
            document.version = params.text_document.version;
            document.change(params.content_changes);
        }
        Vec::new()
    }

    /// Settings may have changed with what else was saved.
    pub(crate) fn save(&mut self, params: DidSaveTextDocumentParams) -> Vec<Message> {
        self.find_checks(params.text_document.uri.as_str())
    }

    pub(crate) fn close(&mut self, params: DidCloseTextDocumentParams) -> Vec<Message> {
        let uri = params.text_document.uri;
        match self.documents.remove(uri.as_str()) {
            // What is not open has no findings.
            Some(_) => vec![diagnostics::publish(uri, None, Vec::new())],
            None => Vec::new(),
        }
    }

    pub(crate) fn files_changed(&mut self, _: DidChangeWatchedFilesParams) -> Vec<Message> {
        self.settings.forget();
        self.told = None;
        let keys: Vec<String> = self.documents.keys().cloned().collect();
        keys.iter().flat_map(|key| self.find_checks(key)).collect()
    }

    /// Finds what a file is checked by; the user is told once where that cannot be read.
    fn find_checks(&mut self, key: &str) -> Vec<Message> {
        let Some(document) = self.documents.get_mut(key) else {
            return Vec::new();
        };
        document.forget();
        // Other files than profiles need no definitions.
        if document.carrier().is_none() && !document.text.trim().is_empty() {
            return Vec::new();
        }
        let error = match self.settings.of(document.path.as_deref()) {
            Ok(checks) => {
                document.checks = Some(checks);
                return Vec::new();
            }
            Err(error) => error,
        };
        document.checks = None;
        if self.told.as_ref() == Some(&error) {
            return Vec::new();
        }
        self.told = Some(error.clone());
        let params = ShowMessageParams {
            typ: MessageType::ERROR,
            message: format!("csp: {error}"),
        };
        vec![Notification::new("window/showMessage".to_owned(), params).into()]
    }

    /// Checks what changed since it was checked, and tells what is found.
    pub fn check_changed(&mut self) -> Vec<Message> {
        let changed = self
            .documents
            .iter()
            .filter(|(_, document)| !document.is_told);
        let keys: Vec<String> = changed.map(|(key, _)| key.clone()).collect();
        let mut messages = Vec::new();
        for key in keys {
            messages.append(&mut self.find_missing_checks(&key));
            let Some(document) = self.documents.get_mut(&key) else {
                continue;
            };
            diagnostics::check(document);
            document.is_told = true;
            let found = diagnostics::of(document);
            let (uri, version) = (document.uri.clone(), document.version);
            messages.push(diagnostics::publish(uri, Some(version), found));
        }
        messages
    }

    /// What was no profile when it was opened may be one now.
    fn find_missing_checks(&mut self, key: &str) -> Vec<Message> {
        match self.documents.get(key) {
            Some(document) if document.checks.is_none() => self.find_checks(key),
            _ => Vec::new(),
        }
    }

    /// A file that is open, with its findings.
    pub(crate) fn checked(&mut self, uri: &Uri) -> Option<&Document> {
        let document = self.documents.get_mut(uri.as_str())?;
        diagnostics::check(document);
        Some(document)
    }
}
