//! The `csp` command, run as people run it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says when it is skipped"
)]

mod check;
mod codegen;
mod corpus;
mod diff;

mod help;
mod own_files;
mod respond;
mod run;
mod state;
mod tree;
