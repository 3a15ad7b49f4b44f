//! What generated CSP modules plug into: the SyncML codec, schemas, typed values, the server's requests and replies, the device that answers them.
//!
//! Windows devices are managed by SyncML messages (OMA-DM 1.2; MS-MDM) that get, add, replace, delete and execute nodes of a management tree.
//! `csp-codegen` turns the definition (DDF) of each branch of that tree into a Rust module; this crate gives the module life. It does no I/O: bytes
//! in, bytes out; HTTP, TLS, storage and the clock belong to the program.
//!
//! # Five minutes
//!
//! An **address** begins at a root of its CSP and goes down by name. It knows its dynamic names, the type of its value and the verbs that its
//! definition permits; it prints as its LocURI.
//!
//! ```
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! let status = edam::device().msi().product_id("{1803A630}").status();
//! assert_eq!(
//!     csp_runtime::loc_uri(status),
//!     "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630%7D/Status"
//! );
//! ```
//!
//! A **server** builds a [`Request`] from addresses and values, sends its bytes, and redeems the [`Ticket`]s of its commands at the [`Reply`].
//!
//! ```
//! use csp_runtime::{Device, Reply, Request};
//! use csp_windows::enrollment_status_tracking as esp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut device = Device::new().mount(esp::in_memory())?;
//! let app = esp::device().setup().apps().tracking().provider_name("Contoso").app_name("Hub");
//! let mut request = Request::fragment();
//! let added = request.add(app.installation_state(), esp::SetupAppsTrackingInstallationState::IN_PROGRESS);
//! let state = request.get(app.installation_state());
//! let bytes = request.finish()?; // values that the definition does not allow are reported here
//!
//! let answer = device.handle(&bytes)?; // over HTTP, in a program
//! let reply = Reply::parse(&answer)?;
//! reply.status(&added).ok()?;
//! assert_eq!(reply.value(&state)?, esp::SetupAppsTrackingInstallationState::IN_PROGRESS);
//! # Ok(())
//! # }
//! ```
//!
//! A **device** answers messages. What is mounted without handlers is served from an in-memory tree by the rules of the definition, which makes a
//! faithful simulator; a handler is registered for a kind of node and a verb and gets what is already checked.
//!
//! ```
//! use csp_runtime::{Context, Device, StatusCode};
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! fn status(ready: &mut bool, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>) -> Result<edam::MsiStatus, StatusCode> {
//!     match ready {
//!         true => Ok(edam::MsiStatus::ENFORCEMENT_COMPLETED),
//!         false => Ok(edam::MsiStatus::INITIALIZED),
//!     }
//! }
//!
//! let device = Device::new().mount(edam::csp(true).get(edam::node::MsiStatus, status))?;
//! # Ok::<(), csp_runtime::device::MountError>(())
//! ```
//!
//! A node that no definition knows has the plain-string door: [`Request::get_uri`] and its siblings, [`Context::get_text`], [`Device::node`].
//!
//! # Where things are
//!
//! | module | what it has |
//! | --- | --- |
//! | [`value`] | how each Rust type is read and written |
//! | [`access`] | AccessType as types, so that a wrong verb does not compile |
//! | [`request`], [`reply`] | the server side |
//! | [`device`] | the device side |
//! | [`session`] | whole exchanges of messages: authentication, large objects, numbering |
//!
//! # Features
//!
//! `regex` (on by default) checks values against RegEx constraints. Without it, they are reported as not evaluated. `serde` keeps an [`Owned`] address
//! as its LocURI.
#![forbid(unsafe_code)]

pub mod access;
mod address;
mod derive;
pub mod device;
pub mod ensure;
pub mod reply;
pub mod request;
pub mod session;
mod store;
pub mod value;

pub use address::{
    AccessOf, Addr, AddressError, AtOf, Csp, Kind, Leaf, MAX_NAMES, Node, Owned, ValueOf, loc_uri,
};
pub use csp_schema::Tree;
pub use derive::{CspNode, NodeValue, ReadError, StandsFor};
pub use device::{Alert, Context, Device, Exec, Failure, Mounted};
pub use ensure::Ensure;
pub use reply::{Outcome, Reply, ReplyError};
pub use request::{Header, Request, RequestError, Ticket};
pub use syncml::StatusCode;
pub use value::{NoData, Payload, Value};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
