//! The device side of Windows device management: SyncML messages in, SyncML replies out, answered from typed handlers and from an in-memory tree by the rules of the definitions.
//!
//! This is the room of authors of Windows agents and device simulators. A [`Device`] carries out the dispatchers of generated CSP modules; what is
//! mounted without handlers is served from memory, which makes a faithful simulator. It does no I/O: bytes in, bytes out, XML for XML and WBXML for
//! WBXML; HTTP, TLS, storage and the clock belong to the program. Whole exchanges with a server are the matter of `csp-session`.
//!
//! A message goes one way: it is parsed, each command is checked against the schema (`target`), run on the tree and through the handlers (`run`),
//! and the verdicts become the reply (`reply`).
//!
//! ```
//! use csp_device::Device;
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! let mut device = Device::new().mount(edam::in_memory())?;
//! let msi = edam::device().msi().product_id("{1803A630}");
//! device.update(|cx| cx.set(msi.status(), edam::MsiStatus::ENFORCEMENT_COMPLETED))?;
//!
//! let get = "<Get><CmdID>1</CmdID><Item><Target>\
//!     <LocURI>./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI</LocURI>\
//! </Target></Item></Get>";
//! let reply = device.handle(get.as_bytes())?;
//! assert!(String::from_utf8(reply)?.contains("<Data>UpgradeCode/%7B1803A630%7D</Data>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Programs that give commands to Windows on the device itself, by its local management interface, are tested with [`Device::apply_local`].
//!
//! Handlers are registered on what is mounted: see [`csp_runtime`]. Its feature `regex` checks values and names against regular expressions (RegEx
//! allowed values). Without it any text passes as a match, and the compiler warns of that where generated modules and derives have a pattern. A tree
//! that is loaded at run time has `Checked::NotEvaluated` for it.

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

pub use csp_runtime::dispatch::Alert;
pub use device::Device;
pub use device::local::LocalError;
pub use dm_tree::TreeRef;
pub use mount_error::MountError;
pub use reply::ReplyPart;
pub use settings::{Limits, Profile};
pub use state::{State, StateError};
pub use syncml::StatusCode;
