//! Which method does what.

use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use serde::de::DeserializeOwned;

use crate::server::{Server, State};
use crate::{actions, completion, definition, hover, symbols};

impl Server {
    /// Answers a request.
    pub fn request(&mut self, request: Request) -> Vec<Message> {
        let method = request.method.as_str();
        let refused = match (self.state, method) {
            (State::New, method) if method != request::Initialize::METHOD => Some((
                ErrorCode::ServerNotInitialized,
                "the first request is `initialize`",
            )),
            (State::Running, request::Initialize::METHOD) => Some((
                ErrorCode::InvalidRequest,
                "`initialize` was answered already",
            )),
            (State::ShutDown, _) => Some((
                ErrorCode::InvalidRequest,
                "nothing follows on `shutdown` but `exit`",
            )),
            _ => None,
        };
        let response = match refused {
            Some((code, message)) => Response::new_err(request.id, code as i32, message.to_owned()),
            None => self.answer(request),
        };
        vec![response.into()]
    }

    fn answer(&mut self, request: Request) -> Response {
        match request.method.as_str() {
            request::Initialize::METHOD => {
                self.on::<request::Initialize>(request, Self::initialize)
            }
            request::Shutdown::METHOD => {
                self.state = State::ShutDown;
                Response::new_ok(request.id, ())
            }
            request::HoverRequest::METHOD => self
                .on::<request::HoverRequest>(request, |server, params| {
                    hover::hover(server, &params)
                }),
            request::Completion::METHOD => self
                .on::<request::Completion>(request, |server, params| {
                    completion::complete(server, &params)
                }),
            request::ResolveCompletionItem::METHOD => self
                .on::<request::ResolveCompletionItem>(request, |server, item| {
                    completion::resolve(server, item)
                }),
            request::GotoDefinition::METHOD => self
                .on::<request::GotoDefinition>(request, |server, params| {
                    definition::find(server, &params)
                }),
            request::DocumentSymbolRequest::METHOD => self
                .on::<request::DocumentSymbolRequest>(request, |server, params| {
                    symbols::list(server, &params)
                }),
            request::CodeActionRequest::METHOD => self
                .on::<request::CodeActionRequest>(request, |server, params| {
                    actions::list(server, &params)
                }),
            method => {
                let message = format!("`{method}` is nothing that this server does");
                let code = ErrorCode::MethodNotFound as i32;
                Response::new_err(request.id, code, message)
            }
        }
    }

    fn on<R: request::Request>(
        &mut self,
        request: Request,
        answer: impl FnOnce(&mut Self, R::Params) -> R::Result,
    ) -> Response {
        match serde_json::from_value(request.params) {
            Ok(params) => Response::new_ok(request.id, answer(self, params)),
            Err(error) => {
                let message = format!("`{}`: {error}", request.method);
                Response::new_err(request.id, ErrorCode::InvalidParams as i32, message)
            }
        }
    }

    /// Takes a notification, and what is to be said because of it. One that is not understood is passed over, as the protocol has it.
    pub fn notify(&mut self, notification: Notification) -> Vec<Message> {
        if self.state != State::Running {
            return Vec::new();
        }
        match notification.method.as_str() {
            notification::Initialized::METHOD => self.initialized(),
            notification::DidOpenTextDocument::METHOD => self.told(notification, Self::open),
            notification::DidChangeTextDocument::METHOD => self.told(notification, Self::change),
            notification::DidSaveTextDocument::METHOD => self.told(notification, Self::save),
            notification::DidCloseTextDocument::METHOD => self.told(notification, Self::close),
            notification::DidChangeWatchedFiles::METHOD => {
                self.told(notification, Self::files_changed)
            }
            _ => Vec::new(),
        }
    }

    fn told<P: DeserializeOwned>(
        &mut self,
        notification: Notification,
        act: impl FnOnce(&mut Self, P) -> Vec<Message>,
    ) -> Vec<Message> {
        let params = serde_json::from_value(notification.params);
        params.map_or_else(|_| Vec::new(), |params| act(self, params))
    }
}
