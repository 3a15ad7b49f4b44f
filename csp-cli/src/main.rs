//! The `csp` command: what the libraries do, for people who do not write Rust.
//!
//! This is the room of readers of DDF files and of administrators: it checks, draws, compares and generates from definitions, answers SyncML as a
//! device would, turns it into WBXML and back, explains what is answered, checks profiles, converts them, serves editors, and writes pages. Each command is a file
//! here; what it does, a library does.
//!
//! ```console
//! $ csp check ddf/definitions
//! $ csp tree ddf/definitions/ApplicationControl.xml
//! ```

#![forbid(unsafe_code)]

mod admx;
mod check;
mod codegen;
mod convert;
mod definitions;
mod device;
mod diagnostics;
mod diff;
mod elements;
mod error;
mod explain;
mod facts;
mod held;
mod input;
mod lint;
mod lsp;
mod message;
mod notes;
mod output;
mod overlay;
mod policies;
mod pretty;
mod respond;
mod simulated;
mod site;
mod state;
mod tree;
mod wbxml;
mod written;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::CommandError;

/// Works with the definitions of Windows' configuration service providers (CSPs).
#[derive(Parser)]
#[command(name = "csp", version, max_term_width = 100)]
struct Csp {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Tree(tree::Tree),
    Codegen(codegen::Codegen),
    Respond(respond::Respond),
    Device(device::DeviceCommand),
    Convert(convert::Convert),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Lint(lint::Lint),
    Lsp(lsp::Lsp),
    Wbxml(wbxml::Wbxml),
    Admx(admx::Admx),
    Site(site::SiteCommand),
}

impl Command {
    fn run(&self) -> Result<ExitCode, CommandError> {
        match self {
            Self::Check(check) => check.run(),
            Self::Tree(tree) => tree.run(),
            Self::Codegen(codegen) => codegen.run(),
            Self::Respond(respond) => respond.run(),
            Self::Device(device) => device.run(),
            Self::Convert(convert) => convert.run(),
            Self::Diff(diff) => diff.run(),
            Self::Explain(explain) => explain.run(),
            Self::Lint(lint) => lint.run(),
            Self::Lsp(lsp) => lsp.run(),
            Self::Wbxml(wbxml) => wbxml.run(),
            Self::Admx(admx) => admx.run(),
            Self::Site(site) => site.run(),
        }
    }
}

fn main() -> ExitCode {
    match Csp::parse().command.run() {
        Ok(code) => code,
        Err(error) => error.report(),
    }
}
