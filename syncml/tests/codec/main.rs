//! The SyncML codec, from outside: bytes in, messages out, and back.

// Helpers of tests may stop and print as tests may.
#![allow(clippy::expect_used, clippy::panic)]

mod allocations;
mod check;
mod errors;
mod messages;
mod model;
mod read;
mod round_trip;
mod wbxml_read;
mod wbxml_round_trip;
mod wbxml_write;
mod write;
