//! Whole exchanges of messages between a device and a server, with authentication and large objects. No I/O: bytes in, bytes out.
//!
//! This is the room of whoever has a connection to the other end: authors of MDM servers, who queue what `csp-server` builds, and authors of agents,
//! who lend their `csp-device`.
//!
//! A session is a dialogue (OMA DM Protocol 1.2, "Packages"). The device begins: it says who it is. The server answers and sends commands, the
//! device answers those, and so on until the server has nothing more to ask. [`DeviceSession`] and [`ServerSession`] are the two ends. Each takes
//! the other end's messages as bytes and gives its own; HTTP, clocks, randomness and storage belong to the caller.
//!
//! ```text
//! device   Alert 1201 (or 1200), LoginStatus, the alerts that wait, DevInfo       package 1
//! server   Status for each of them; commands                                      package 2
//! device   Status and Results for the commands; alerts                            package 3
//! server   Status for the alerts; more commands, or none, which ends the session  package 4
//! ```
//!
//! ```
//! use csp_device::Device;
//! use syncml::StatusCode;
//! use csp_server::{GetCommands, Reply, Request};
//! use csp_session::{DevInfo, DeviceSession, ServerSession, Step};
//!
//! let mut request = Request::fragment();
//! let status = request.get_uri("./DevDetail/SwV");
//!
//! let mut server = ServerSession::new("https://mdm.example.com");
//! let batch = server.queue(&request.finish()?)?;
//!
//! let mut device = Device::new();
//! let mut session = DeviceSession::new("1", "https://mdm.example.com", DevInfo::new("0123456789ABCDEF"));
//! let mut next = Step::Send(session.start(&mut device)?);
//! while let Step::Send(message) = next {
//!     next = session.receive(&mut device, &server.receive(&message)?)?;
//! }
//! let answers = server.take_answers();
//! assert_eq!(answers[0].batch, batch);
//! assert_eq!(Reply::parse(&answers[0].message)?.status(&status).code(), Some(StatusCode::NOT_FOUND));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - **Authentication.** Each end may have to prove itself with [`Credentials`] and may have a [`Challenge`] for the other. An end that is refused
//!   (407 for none, 401 for bad ones) sends the same once more with credentials for the nonce of the challenge.
//!   An MD5 digest is for a nonce that the other end gave: the caller keeps it from one session to the next, for each direction, and without one
//!   there is no digest.
//! - **Large objects.** A value that is larger than a message of the other end may be travels in pieces, and the command that brings it runs once,
//!   when all are there.
//! - **Messages that are too large** are split; with Alert 1222 an end asks for the next part.
//! - **Sessions that move.** Between two messages a session is data (feature `serde`): `ServerSession::save` and `ServerSession::resume`, so that
//!   any process of a server goes on with it, and the same of [`DeviceSession`], for an agent that is restarted. What must be kept secret is apart,
//!   in `Secrets`.
//! - **Encodings.** What answers a message is in the encoding of that message, XML or WBXML, and so are all sizes; the device chooses for the first
//!   one ([`DeviceSession::with_encoding`]).
//! - **Lost messages.** An end that gets the same message again gives the same answer again, and runs nothing twice.
//!
//! # Features
//!
//! `server` has the server's end and `device` the device's; both are on by default. Only the second brings `csp-device`. `serde` saves sessions.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(all(feature = "server", feature = "device")),
    allow(dead_code, reason = "each end uses a part of what both have in common")
)]

mod auth;
#[cfg(feature = "server")]
mod batch;
mod composer;
mod dev_info;
#[cfg(feature = "device")]
mod device;
#[cfg(feature = "server")]
mod due;
mod endpoint;
mod error;
#[cfg(feature = "server")]
mod judge;
pub mod lines;
mod link;
mod object;
mod outbox;
mod part;
#[cfg(feature = "device")]
mod said;
#[cfg(feature = "serde")]
mod saved;
#[cfg(feature = "server")]
mod server;

pub use auth::{Challenge, Credentials, Scheme};
#[cfg(feature = "server")]
pub use batch::{Answer, BatchId};
pub use dev_info::DevInfo;
#[cfg(feature = "device")]
pub use device::DeviceSession;
#[cfg(all(feature = "device", feature = "serde"))]
pub use device::saving::SavedDeviceSession;
pub use error::SessionError;
#[cfg(feature = "serde")]
pub use saved::{ResumeError, Secrets};
#[cfg(feature = "server")]
pub use server::ServerSession;
#[cfg(all(feature = "server", feature = "serde"))]
pub use server::saving::SavedServerSession;

use std::fmt;

use syncml::StatusCode;

/// The bytes of an Alert without items, with which a message may end.
const ALERT: u64 = 64;

/// What a device does after a message.
#[derive(Clone, PartialEq, Eq)]
pub enum Step {
    /// It sends this.
    Send(Vec<u8>),
    /// It sends nothing: the session is over.
    End(End),
}

/// A message may hold what nobody but the server is to read, so that its length is all that is shown.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(message) => write!(f, "Send({} bytes)", message.len()),
            Self::End(end) => write!(f, "End({end:?})"),
        }
    }
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum End {
    /// All was said.
    Complete,
    /// One end gave up (Alert 1223).
    Aborted,
    /// One end could not prove who it is.
    NotAuthenticated,
    /// The other end refused a message as a whole, for example 513 for a version that it does not know.
    Refused(StatusCode),
}

/// Says it in words.
impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complete => f.write_str("all was said"),
            Self::Aborted => f.write_str("one end gave up (Alert 1223)"),
            Self::NotAuthenticated => f.write_str("one end could not prove who it is"),
            Self::Refused(status) => write!(f, "a message was refused as a whole: {status}"),
        }
    }
}
