//! `csp admx payload`: what the node of a policy takes.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::filled::Filled;
use super::format::Format;
use crate::error::CommandError;
use crate::output;

/// Writes the payload of a policy, with every element that it must have.
///
/// Each value is checked: numbers against their limits, choices by their values, lists by their pairs. Optional texts and lists that are not given are empty; any
/// other element must be given.
#[derive(Args)]
#[command(
    after_help = "Exit code: 0 with a payload, 1 when a value is wrong or missing or there is no such node, 2 when called wrongly."
)]
pub(super) struct Payload {
    #[command(flatten)]
    filled: Filled,
    /// How the payload is written: as it is, or as one JSON object with the URI and the policy's name.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Written<'s> {
    uri: &'s str,
    policy: &'s str,
    payload: &'s str,
}

impl Payload {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let set = self.filled.read()?;
        let policy = self.filled.policy(&set)?;
        let payload = self.filled.payload(policy)?;
        output::print(|out| match self.format {
            Format::Text => writeln!(out, "{payload}"),
            Format::Json => {
                let written = Written {
                    uri: self.filled.uri(),
                    policy: policy.name(),
                    payload: &payload,
                };
                serde_json::to_writer(&mut *out, &written)?;
                writeln!(out)
            }
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
