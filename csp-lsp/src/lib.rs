//! A language server for profiles: what `csp lint` finds, as it is typed, with the words of `csp explain` and completion from the definitions.
//!
//! This is the room of editors. It has no rules, no fixes and no words of its own: findings and fixes are those of [`csp_profile::lint`], what a
//! definition says those of [`csp_explain::node`]. [`Server`] turns messages into messages and touches neither files nor streams; [`run`] is the loop
//! around it, and [`Settings`] is how it gets what files are checked by.
//!
//! ```
//! use std::path::Path;
//! use std::rc::Rc;
//!
//! use csp_lsp::{Checks, Server, Settings};
//! use csp_profile::lint::{DefinitionTree, Definitions, Linter, Options};
//!
//! struct Shipped(Rc<Checks>);
//!
//! impl Settings for Shipped {
//!     fn of(&mut self, _: Option<&Path>) -> Result<Rc<Checks>, String> {
//!         Ok(self.0.clone())
//!     }
//!
//!     fn forget(&mut self) {}
//! }
//!
//! let trees: Vec<DefinitionTree> = Vec::new();
//! let linter = Linter::new(Definitions::new(trees, true), Options::default());
//! let mut server = Server::new(Box::new(Shipped(Rc::new(Checks::new(linter)))));
//! let hello = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}";
//! let input = std::io::Cursor::new(format!("Content-Length: {}\r\n\r\n{hello}", hello.len()));
//! let mut output = Vec::new();
//! let was_shut_down = csp_lsp::run(&mut server, input, &mut output)?;
//! assert!(!was_shut_down && String::from_utf8_lossy(&output).contains("completionProvider"));
//! # Ok::<(), std::io::Error>(())
//! ```

#![forbid(unsafe_code)]

mod actions;
mod checks;
mod client;
mod completion;
mod definition;
mod diagnostics;
mod dispatch;
mod document;
mod hover;
mod lines;
mod payload;
mod run;
mod server;
mod symbols;
mod uri;
mod wire;
mod words;

pub use checks::{Checks, Hide, Settings, Site, Sites};
pub use run::run;
pub use server::Server;
