//! What the tests of the whole house share.
#![forbid(unsafe_code)]

pub mod dialogue;
pub mod files;
pub mod growth;
pub mod probes;
pub mod trips;
pub mod workshop;

/// The README's examples compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
