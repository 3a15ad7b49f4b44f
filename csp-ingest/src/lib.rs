//! A device that takes administrative templates of apps: `ADMXInstall`, and the policies that are there because of it.
//!
//! This is the room of authors of device simulators whose servers send templates (ADMX files). It reads them when they come, which other devices do not
//! have to carry: [`mount`] adds it to a device.
//!
//! ```
//! use csp_device::Device;
//! use csp_ingest::BlockedKeys;
//!
//! let mut device = csp_ingest::mount(Device::new(), BlockedKeys::default())?;
//! let policy = "./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim";
//! let template = r#"<policyDefinitions>
//!   <categories><category name="Lamps" displayName="Lamps"/></categories>
//!   <policies>
//!     <policy name="Dim" class="Machine" displayName="Dim" key="Software\Policies\Contoso\Lamp" valueName="Dim">
//!       <parentCategory ref="Lamps"/>
//!     </policy>
//!   </policies>
//! </policyDefinitions>"#;
//! let mut set = |verb: &str, uri: &str, data: &str| {
//!     let command = format!(
//!         "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target><Data><![CDATA[{data}]]></Data></Item></{verb}>"
//!     );
//!     device.handle(command.as_bytes()).map(|reply| String::from_utf8_lossy(&reply).into_owned())
//! };
//! assert!(set("Replace", policy, "<enabled/>")?.contains("<Data>404</Data>"));
//! let install = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/Lamps";
//! assert!(set("Add", install, template)?.contains("<Data>200</Data>"));
//! assert!(set("Replace", policy, "<enabled/>")?.contains("<Data>200</Data>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A template goes one way: its text is read (`template`), what it offers is entered (`ingested`), and policies are answered by what is entered (`csps`).
//! The tree of the device holds the texts and the values, so that a saved state has all there is.
//!
//! # What is known of Windows, and what is chosen
//!
//! Addresses and refused keys are those of Microsoft's page "Win32 and Desktop Bridge app ADMX policy Ingestion", what Delete takes with it that of the page
//! "Policy CSP". That a parent of a category in another file is left out of the address, so that each file is read by itself and their order is free,
//! published addresses show. No page says which status a faulty template has: it is 500 here, with `ERROR_INVALID_DATA`, which event logs show; and a
//! policy that no template offers is 404. Nor does one say what a Get of a template answers (here its text), what a second Add does (418, as the definition
//! has it), and whether a policy that two templates of an app offer goes with the first of them (it stays).

#![forbid(unsafe_code)]

mod csps;
/// The nodes, typed: for servers that send templates, and for programs that look what is there.
#[rustfmt::skip]
pub mod definition;
mod ingested;
mod template;

use std::sync::{Arc, Mutex};

use csp_device::{Device, MountError};

use ingested::Ingested;

/// What becomes of a template with policies that write registry keys which are not for [apps](admx::is_blocked). Microsoft's page has the keys, and does
/// not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum BlockedKeys {
    /// It is refused.
    #[default]
    RefuseFile,
    /// It is taken without those policies.
    RefusePolicy,
    /// It is taken as it is.
    Take,
}

/// Mounts what takes templates, beside the definition of the Policy CSP or without it.
///
/// # Errors
///
/// It is mounted already.
pub fn mount(device: Device, blocked: BlockedKeys) -> Result<Device, MountError> {
    let ingested = Arc::new(Mutex::new(Ingested::new(blocked)));
    device
        .mount(csps::install(Arc::clone(&ingested)))?
        .mount(csps::policies(ingested))
}
