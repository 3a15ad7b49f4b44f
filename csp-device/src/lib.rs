//! The device side: SyncML messages in, SyncML replies out, answered from typed handlers and from an in-memory tree by the rules of the definitions.
//!
//! This is the room of authors of Windows agents and device simulators. A [`Device`] carries out the dispatchers of generated CSP modules; what is
//! mounted without handlers is served from memory, which makes a faithful simulator. It does no I/O: bytes in, bytes out; HTTP, TLS, storage and the
//! clock belong to the program. Whole exchanges with a server are the matter of `csp-session`.
//!
//! A message goes one way: it is parsed, each command is checked against the schema (`target`), run on the tree and through the handlers (`run`),
//! and the verdicts become the reply (`reply`).
//!
//! ```
//! use csp_device::Device;
//! use csp_runtime::{Context, StatusCode};
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! fn status(ready: &mut bool, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>) -> Result<edam::MsiStatus, StatusCode> {
//!     match ready {
//!         true => Ok(edam::MsiStatus::ENFORCEMENT_COMPLETED),
//!         false => Ok(edam::MsiStatus::INITIALIZED),
//!     }
//! }
//!
//! let mut device = Device::new().mount(edam::csp(true).get(edam::node::MsiStatus, status))?;
//! let get = b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/EnterpriseDesktopAppManagement/MSI</LocURI></Target></Item></Get>";
//! let reply = device.handle(get)?;
//! assert!(String::from_utf8_lossy(&reply).contains("<Cmd>Get</Cmd><Data>200</Data>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `regex` (on by default) checks values against RegEx allowed values. Without it, they are reported as not evaluated.

#![forbid(unsafe_code)]

pub mod alert;
mod atomic;
mod change;
mod device;
mod dispatchers;
mod dm_tree;
mod get;
mod host;
mod journal;
mod mount_error;
mod name_table;
mod names;
mod parents;
mod query;
mod reply;
mod router;
mod run;
mod settings;
mod size;
mod state;
mod stated;
mod store;
mod target;
mod undo;
mod users;
mod value;
mod verdict;
mod walk;

pub use device::Device;
pub use mount_error::MountError;
pub use reply::ReplyPart;
pub use settings::{Limits, Profile};
pub use state::{State, StateError};
pub use syncml::StatusCode;
