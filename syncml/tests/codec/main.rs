//! The SyncML codec, from outside: bytes in, messages out, and back.

// Helpers of tests may stop and print as tests may.
#![allow(clippy::expect_used, clippy::panic)]

mod allocations;
mod check;
mod errors;
mod model;
mod read;
mod round_trip;
mod write;
