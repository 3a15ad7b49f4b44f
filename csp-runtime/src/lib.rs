//! What generated CSP modules plug into: typed addresses and values, and the dispatcher that takes commands to handlers.
//!
//! This is the room of authors of handlers, and of generated code: `csp-codegen` turns the definition (DDF) of a CSP into a Rust module, and this crate
//! is all that such a module names. It does nothing by itself: servers build commands with `csp-server`, agents and simulators carry dispatchers out
//! with `csp-device`.
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
//! A **dispatcher** takes a command to the handler that is registered for its kind of node and its verb. The handler gets what is already checked.
//!
//! ```
//! use csp_runtime::{Context, StatusCode};
//! use csp_windows::enterprise_desktop_app_management as edam;
//!
//! fn status(ready: &mut bool, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>) -> Result<edam::MsiStatus, StatusCode> {
//!     if *ready {
//!         Ok(edam::MsiStatus::ENFORCEMENT_COMPLETED)
//!     } else {
//!         Ok(edam::MsiStatus::INITIALIZED)
//!     }
//! }
//!
//! let dispatcher = edam::csp(true).get(edam::node::MsiStatus, status);
//! ```
//!
//! # Where things are
//!
//! | module | what it has |
//! | --- | --- |
//! | [`value`] | how each Rust type is read and written |
//! | [`access`] | AccessType as types, so that a wrong verb does not compile |
//! | [`admx`] | policies whose templates the generator was given: a struct of the elements of each |
//! | [`dispatch`] | handlers, what they see, and who carries them out |
//! | [`derive`](mod@derive) | subtrees that are described in Rust |
//!
//! # Features
//!
//! - `regex` checks values and names against regular expressions (RegEx allowed values), in `csp-server` and `csp-device` too. It is off by default,
//!   since its crate takes about as long to build as all else together, and few CSPs have a pattern. Without it any text passes as a match, and the
//!   compiler warns of that where generated modules and derives have a pattern.
//! - `serde` keeps an [`Owned`] address as its LocURI, and alerts.

#![forbid(unsafe_code)]

pub mod access;
mod address;
pub mod admx;
pub mod derive;
pub mod dispatch;
pub mod value;

pub use address::{
    AccessOf, Addr, AddressError, At, Csp, MAX_NAMES, NodeAddress, NodeKind, Owned, ValueOf, is_at,
    loc_uri,
};
pub use csp_schema::{Tree, Verb};
pub use derive::{CspNode, NodeValue, ReadError, StandsFor};
pub use dispatch::{Alert, Context, Dispatcher, Exec, HandlerError};
pub use syncml::StatusCode;
pub use value::{NoData, Payload, Value};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
