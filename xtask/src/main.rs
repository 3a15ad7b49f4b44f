//! `cargo xtask`: the tasks of this repository.
//!
//! This is the room of whoever changes the house itself. `cargo xtask codegen` writes the modules of `csp-windows` from the definitions; with `--check`
//! it says whether they are stale.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod codegen;

use std::process::ExitCode;

use clap::Parser;

/// Repository tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Generate the modules of csp-windows from ddf/definitions.
    Codegen(codegen::Codegen),
}

fn main() -> ExitCode {
    match Task::parse() {
        Task::Codegen(task) => task.run(),
    }
}
