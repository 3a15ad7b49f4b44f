//! `csp lsp`, asked as editors ask it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod client;
mod completion;
mod findings;
mod folders;
mod lifecycle;
mod nodes;
mod policies;
