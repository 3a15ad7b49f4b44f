//! Large sets of documents for tests and benchmarks, and what these measure with.
//!
//! - [`baseline`], [`timing`]: what ours is compared with, and how times are taken.
//! - [`sets`]: what benchmarks of definitions measure with.
//! - [`synthetic`]: definitions that are made up here, as many as Microsoft publishes and of the same kinds. What is claimed of a large set of
//!   definitions is tested with them, in every checkout.
//! - [`shared`]: Microsoft's own documents, which are no part of this repository. Tests that read them are ignored, with the reason, where they
//!   do not lie beside the checkout.
//! - [`zip`]: zips of definitions, also such as nobody should make.
#![forbid(unsafe_code)]

pub mod baseline;
mod beside;
mod sets;
pub mod synthetic;
pub mod timing;
pub mod zip;

pub use beside::{Test, absent, run, shared, xml_files};
pub use sets::sets;
