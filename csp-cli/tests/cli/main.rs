//! The `csp` command, run as people run it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod codegen;
mod corpus;

mod help;
mod respond;
mod run;
mod tree;
