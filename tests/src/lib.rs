//! What the tests of the whole house share.
#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::print_stderr)]

pub mod dialogue;
pub mod shared;
