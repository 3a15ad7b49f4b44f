//! `csp admx`: administrative templates, the policies in them, and the nodes that they stand behind.

mod check;
mod ddf;
mod diff;
mod element;
mod filled;
mod format;
mod list;
mod payload;
mod policy;
mod resolve;
mod search;
mod show;
mod syncml;
mod templates;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::error::CommandError;
pub(crate) use element::{ElementFacts, choices, words};
pub(crate) use resolve::backings;

/// Works with administrative templates (ADMX files, and ADML files with their texts).
#[derive(Args)]
pub(crate) struct Admx {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(list::List),
    Show(show::Show),
    Payload(payload::Payload),
    Syncml(syncml::Syncml),
    Check(check::Check),
    Resolve(resolve::Resolve),
    Ddf(ddf::Ddf),
    Diff(diff::Diff),
}

impl Admx {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        match &self.command {
            Command::List(list) => list.run(),
            Command::Show(show) => show.run(),
            Command::Payload(payload) => payload.run(),
            Command::Syncml(syncml) => syncml.run(),
            Command::Check(check) => check.run(),
            Command::Resolve(resolve) => resolve.run(),
            Command::Ddf(ddf) => ddf.run(),
            Command::Diff(diff) => diff.run(),
        }
    }
}
