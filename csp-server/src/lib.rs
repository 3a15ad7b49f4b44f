//! The server side of Windows device management: typed commands out, typed answers in.
//!
//! This is the room of authors of MDM servers. A [`Request`] is built from the addresses of generated modules and from values; its bytes go to a
//! device, and the [`Ticket`]s of its commands are redeemed at the [`Reply`]. An [`Ensure`] plans the commands that bring a state about. It does no
//! I/O, and knows no device; whole exchanges, with authentication and large objects, are the matter of `csp-session`.
//!
//! ```
//! use csp_server::{ChangeCommands, GetCommands, Reply, Request};
//! use csp_windows::enrollment_status_tracking as esp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut device = csp_device::Device::new().mount(esp::in_memory())?;
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
//! A node that no definition knows has the plain-string door: [`Request::get_uri`] and its siblings.
//!
//! `csp-runtime`'s feature `regex` checks values and names against regular expressions (RegEx allowed values), here too. Without it any text passes
//! as a match, and the compiler warns of that where generated modules and derives have a pattern.

#![forbid(unsafe_code)]

mod derived;
pub mod ensure;
pub mod reply;
pub mod request;

pub use ensure::Ensure;
pub use reply::{Outcome, Reply, ReplyError};
pub use request::{ChangeCommands, GetCommands, Header, Request, RequestError, Ticket};
pub use syncml::StatusCode;
