//! Declared configuration (WinDC): a document that has the nodes of one CSP after the other, and the node that takes the document.
//!
//! The form is that of Learn, "Declared configuration: resource access".

mod read;
mod write;

pub(super) use read::{inside, read};
pub(super) use write::write;
