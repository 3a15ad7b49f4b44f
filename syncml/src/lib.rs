//! SyncML messages (OMA-DM 1.2; MS-MDM): bytes to a model and back, with bounds and positions.
//!
//! This is the room of whoever speaks to a device or a management server in messages: sessions, agents, servers, tools that read what was captured.
//! It knows nothing of definitions, nodes or handlers.
//!
//! [`Message::parse`] reads what devices and management servers send (SyncML 1.2 and 1.1, in XML as
//! UTF-8 or UTF-16, and in WBXML) and borrows from it; [`Writer`] streams the compact form that Windows reads.
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
//! # Encodings
//!
//! XML and WBXML are two encodings of the same messages, and a [`Message`] knows in which it came: its first bytes say it. An answer goes out in the
//! encoding of what it answers. What a text is in one it is in the other, with these differences:
//!
//! | | XML | WBXML |
//! | --- | --- | --- |
//! | octets ([`DataForm::Octets`]) | base64, with the Format `b64` | as they are, with the Format `bin` |
//! | markup ([`DataForm::Markup`]) | as it is | its text, which is how it is read back |
//! | `msft:originalerror` and other attributes | as they are | left out |
//! | a command that SyncML does not name | as it is | read, and not written ([`WriteError::NoToken`]) |
//! | a tree (TNDS) in WBXML of its own | - | read as the markup that it stands for |
//! | positions | line and column | byte |
//!
//! ```
//! use syncml::{Encoding, Item, Message, Verb, Writer};
//!
//! let mut bytes = Vec::new();
//! let mut writer = Writer::fragment_in(&mut bytes, Encoding::WBXML);
//! writer.command(&Verb::Get, 1)?.item(&Item::target("./DevDetail/SwV"))?;
//! writer.finish();
//!
//! let message = Message::parse(&bytes)?;
//! assert_eq!(message.encoding, Encoding::WBXML);
//! assert_eq!(message.items[0].target.as_deref(), Some("./DevDetail/SwV"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Sizes, [`Writer::len`] and the Meta of a large object, are those of the encoding. [`wbxml::to_xml`] and [`wbxml::from_xml`] turn documents of either
//! into the other, element by element, also such as are no messages of device management.
//!
//! # Features
//!
//! The feature `serde` keeps what stands beside messages where a session is saved: [`StatusCode`], [`Limits`], [`Sizes`], [`Encoding`]. A message
//! is kept as its bytes.

#![forbid(unsafe_code)]

mod alert;
mod chars;
mod commands;
mod element_reader;
mod elements;
mod encode;
mod encoding;
mod error;
mod item;
mod limits;
mod message;
mod owned;
mod parts;
mod read;
mod spell;
mod status;
mod tag;
mod utf;
pub mod wbxml;
mod write;
mod write_error;
mod xml;

pub use alert::AlertItem;
pub use chars::first_forbidden;
pub use commands::{CommandRef, Commands};
pub use encoding::{Encoding, WbxmlVersion};
pub use error::{Error, ErrorKind};
pub use item::{Data, DataForm, Item, Meta, MetaRest};
pub use limits::Limits;
pub use limits::Sizes;
pub use message::{Address, Command, Cred, Form, Header, Message, Namespace, Response, Verb};
pub use status::StatusCode;
pub use utf::decode;
pub use write::{CmdId, Element, Position, Writer};
pub use write_error::WriteError;
pub use xml::{escaped_len, fitting};
