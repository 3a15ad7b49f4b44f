//! What the tests of the whole house share.
#![forbid(unsafe_code)]

pub mod dialogue;
pub mod shared;
