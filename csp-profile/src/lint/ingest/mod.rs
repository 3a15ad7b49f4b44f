//! Templates of apps that profiles send to devices (`ADMXInstall`), and the policies that are there because of them.
//!
//! ```text
//! address: which setting sends a template, which sets a policy of one
//! template -> offers: where the policies of templates are -> policy: what that says of a setting
//! ```

mod address;
mod offers;
mod policy;
mod template;

pub(super) use address::{InstallAddress, PolicyAddress, removed};
pub(super) use offers::Offers;
pub(super) use policy::{Ingested, ingested};
pub(super) use template::Install;
