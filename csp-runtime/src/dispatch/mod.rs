//! The dispatcher of a CSP: the handlers that a program registers for kinds of nodes and verbs, what they see, and what they answer.
//!
//! Generated code makes a [`Dispatcher`] (`edam::csp(state)`). Whoever carries it out implements [`Host`]: the tree, the alerts, who asks, and when.
//! A device does. A test may too, so that a handler is tested without one:
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::time::SystemTime;
//!
//! use csp_runtime::dispatch::{Alert, Call, Dispatch, Host, AddrOrUri};
//! use csp_runtime::value::Xml;
//! use csp_runtime::{Context, Exec, HandlerError, NodeAddress, Verb};
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! // The handler.
//! fn install(
//!     (): &mut (),
//!     cx: &mut Context<'_>,
//!     job: edam::At<'_, edam::node::MsiDownloadInstall>,
//!     _: Xml<'_>,
//! ) -> Result<Exec, HandlerError> {
//!     let msi = edam::device().msi().product_id(job.product_id());
//!     cx.set(msi.status(), edam::MsiStatus::DOWNLOAD_IN_PROGRESS)?;
//!     Ok(Exec::Accepted)
//! }
//!
//! // The host: a tree of texts by LocURI.
//! #[derive(Default)]
//! struct Texts(BTreeMap<String, String>);
//!
//! impl Host for Texts {
//!     fn text(&self, node: AddrOrUri<'_>) -> Option<&str> {
//!         self.0.get(&node.to_string()).map(String::as_str)
//!     }
//!     fn exists(&self, node: AddrOrUri<'_>) -> bool {
//!         self.text(node).is_some()
//!     }
//!     fn set(&mut self, node: AddrOrUri<'_>, text: &str) -> Result<(), HandlerError> {
//!         self.0.insert(node.to_string(), text.to_owned());
//!         Ok(())
//!     }
//!     fn remove(&mut self, node: AddrOrUri<'_>) -> bool {
//!         self.0.remove(&node.to_string()).is_some()
//!     }
//!     fn instances(&self, _: AddrOrUri<'_>) -> Vec<&str> {
//!         Vec::new()
//!     }
//!     fn alert(&mut self, _: Alert) {}
//!     fn user(&self) -> Option<&str> {
//!         None
//!     }
//!     fn now(&self) -> SystemTime {
//!         SystemTime::UNIX_EPOCH
//!     }
//! }
//!
//! // The test.
//! let mut dispatcher = edam::csp(()).exec(edam::node::MsiDownloadInstall, install);
//! let mut host = Texts::default();
//! let mut cx = Context::new(&mut host, Call::default());
//! let mut answer = String::new();
//!
//! let msi = edam::device().msi().product_id("{1803A630}");
//! let node = msi.download_install().addr();
//! let done = dispatcher.call(Verb::Exec, node, "<MsiInstallJob/>", &mut cx, &mut answer);
//! assert_eq!(done, Some(Ok(Exec::Accepted)));
//! assert_eq!(host.text(AddrOrUri::Addr(msi.status().addr())), Some("20"));
//! ```

mod alert;
mod context;
mod dispatcher;
mod error;
mod host;
mod routes;

pub use alert::{Alert, AlertError, Mark};
pub use context::{Call, Context, Scope};
pub use dispatcher::{Dispatch, Dispatcher};
pub use error::{Exec, HandlerError};
pub use host::{AddrOrUri, Host};
pub use routes::{DeleteHandler, ExecHandler, GetHandler, IsMounted, SetHandler};
