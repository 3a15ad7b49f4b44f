//! Provisioning documents: what an enrolment server gives a Windows device so that it can be managed (`wap-provisioningdoc`; MS-MDE2 2.2.9.1,
//! Microsoft Learn "Mobile device enrollment", OMA Client Provisioning for the w7 application).
//!
//! This is the room of whoever enrols devices, before there is any session, and of whoever tests such a server or plays the device. It stands alone:
//! it knows no SyncML and no definitions, and signs no certificates. SOAP around the document is its caller's.
//!
//! An [`Enrollment`] is made of [`Certificates`], an [`Account`] and a [`Provider`]. What Windows requires has to be given to make one; what is left
//! out, Windows has a default for.
//!
//! ```
//! use csp_provisioning::{Account, Certificate, Certificates, DeviceAuth, Encoding, Enrollment, PollSchedule, Retries, ServerAuth, Store};
//!
//! # let (client, root) = ([0x30, 0], [0x30, 1, 0]);
//! # fn random() -> [u8; 16] { *b"sixteen letters!" }
//! let mut certificates = Certificates::new(Certificate::from_der(client)?, Store::User);
//! certificates.roots.push(Certificate::from_der(root)?);
//!
//! // Each end proves itself to the other, for a nonce of its own.
//! let server = ServerAuth::new("what the server knows", random());
//! let device = DeviceAuth::digest("device 7", "what the device knows", random());
//! let mut account = Account::new("Contoso", "https://mdm.contoso.example/omadm", server, device);
//! account.encoding = Some(Encoding::Wbxml);
//!
//! let mut enrollment = Enrollment::new(certificates, account);
//! enrollment.provider.poll = Some(PollSchedule {
//!     first: Some(Retries { count: 8, minutes: 15 }),
//!     remaining: Some(Retries { count: 0, minutes: 1440 }),
//!     ..PollSchedule::default()
//! });
//!
//! let xml = enrollment.to_xml()?;
//! assert!(xml.contains(r#"<characteristic type="PrivateKeyContainer"/>"#));
//! assert_eq!(Enrollment::parse(&xml)?, enrollment);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Reading keeps what this crate has no field for, in the `others` of the part that it stands in, and writes it again. Secrets have no `Debug`.

#![forbid(unsafe_code)]

mod account;
mod auth;
mod certificate;
mod certificates;
mod encoding;
mod enrollment;
mod entry;
mod error;
mod node;
mod poll;
mod provider;
mod read;
mod search;
mod write;

pub use account::{Account, Retry};
pub use auth::{DeviceAuth, Scheme, ServerAuth};
pub use certificate::{Certificate, CertificateError};
pub use certificates::{Certificates, Renewal, Store};
pub use encoding::Encoding;
pub use enrollment::Enrollment;
pub use entry::{Characteristic, Entry, Parm};
pub use error::{ParseError, WriteError};
pub use poll::{PollSchedule, Retries};
pub use provider::Provider;
pub use search::CertificateSearch;
