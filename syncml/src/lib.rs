//! SyncML messages (OMA-DM 1.2; MS-MDM): bytes to a model and back, with bounds and positions.
//!
//! This is the room of whoever speaks to a device or a management server in messages: sessions, agents, servers, tools that read what was captured.
//! It knows nothing of definitions, nodes or handlers.
//!
//! [`Message::parse`] reads what devices and management servers send (SyncML 1.2 and 1.1, in
//! UTF-8 or UTF-16) and borrows from it; [`Writer`] streams the compact form that Windows reads.
//!
//! ```
//! use syncml::{Item, Message, Verb, Writer};
//!
//! let mut bytes = Vec::new();
//! let mut writer = Writer::bare(&mut bytes);
//! writer.command(&Verb::Get, 1)?.item(&Item::target("./DevDetail/SwV"))?;
//! writer.finish();
//!
//! let message = Message::parse(&bytes)?;
//! for command in message.top_level() {
//!     assert_eq!(command.verb, Verb::Get);
//!     assert_eq!(command.items()[0].target.as_deref(), Some("./DevDetail/SwV"));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The feature `serde` keeps what stands beside messages where a session is saved: [`StatusCode`], [`Limits`], [`Sizes`]. A message is kept as its
//! bytes.

#![forbid(unsafe_code)]

mod alert;
mod chars;
mod commands;
mod content;
mod elements;
mod encode;
mod encoding;
mod error;
mod escape;
mod field;
mod item;
mod limits;
mod message;
mod owned;
mod parts;
mod read;
mod scan;
mod status;
mod write;
mod write_error;

pub use alert::AlertItem;
pub use chars::first_forbidden;
pub use commands::{CommandRef, Commands};
pub use encoding::decode;
pub use error::{Error, ErrorKind};
pub use escape::{escaped_len, fitting};
pub use item::{Data, Item, Meta, MetaRest};
pub use limits::Limits;
pub use limits::Sizes;
pub use message::{Address, Command, Cred, Form, Header, Message, Namespace, Response, Verb};
pub use status::StatusCode;
pub use write::{CmdId, Element, Position, Writer};
pub use write_error::WriteError;
