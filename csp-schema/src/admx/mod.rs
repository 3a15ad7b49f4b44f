//! ADMX-backed policies: the elements that they have, and the payloads by which they are set (MS-MDM; "Understanding ADMX policies").
//!
//! ```text
//! text -> payload -> check (by the elements, each value by its kind) -> faults
//!              \---> same
//! ```

mod check;
mod element;
mod example;
mod fault;
mod index;
mod payload;
mod same;
mod value;

pub use check::{AdmxCheck, check_admx};
pub use element::{AdmxElement, AdmxElementKind};
pub use fault::{AdmxFault, AdmxFaultKind};
pub use payload::{ADMX_JOINT, AdmxData, AdmxEntry, AdmxPayload, in_admx_quotes, parse_admx};
pub use same::same_admx;
