//! `cargo xtask`: the tasks of this repository.
//!
//! This is the room of whoever changes the house itself. `cargo xtask codegen` writes the modules of `csp-windows` from the definitions; with `--check`
//! it says whether they are stale. `cargo xtask site` writes the pages of the definitions, and takes the pictures of them that the README shows.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod codegen;
mod repository;
mod site;

use std::process::ExitCode;

use clap::Parser;

/// Repository tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Generate the modules of csp-windows from ddf/definitions.
    Codegen(codegen::Codegen),
    /// Write the pages of ddf/definitions into target/site.
    Site(site::Site),
}

fn main() -> ExitCode {
    match Task::parse() {
        Task::Codegen(task) => task.run(),
        Task::Site(task) => task.run(),
    }
}
