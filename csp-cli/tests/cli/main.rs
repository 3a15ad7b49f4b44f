//! The `csp` command, run as people run it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod admx;
mod check;
mod ci;
mod codegen;
mod convert;
mod device;
mod diff;
mod elements;
mod explain;
mod help;
mod lint;
mod lock;
mod next_drop;
mod out_race;
mod overlay;
mod own_files;
mod respond;
mod run;
mod serve;
mod site;
mod state;
mod tree;
mod wbxml;
mod zip;
