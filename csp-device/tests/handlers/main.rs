//! Typed handlers: what reaches them, what they can answer, and what becomes of what they did. The CSP is written as generated code would be.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expects"
)]

mod host;
mod installer;
mod logged;
mod mounting;
mod panics;
mod parents;
mod routes;
mod undo;
mod wire;
