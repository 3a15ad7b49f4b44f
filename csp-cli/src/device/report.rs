//! What a run of one device says in the end.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use super::outcome::Outcome;
use super::server::ServerUrl;
use super::tally::Tally;
use crate::error::CommandError;
use crate::output;

/// How a session came out, and what was said in it.
pub(crate) struct Report<'r> {
    pub(crate) server: &'r ServerUrl,
    pub(crate) device: &'r str,
    pub(crate) session: &'r str,
    pub(crate) outcome: &'r Outcome,
    pub(crate) tally: &'r Tally,
    pub(crate) seconds: f64,
}

#[derive(Serialize)]
struct Json<'r> {
    server: String,
    device: &'r str,
    session: &'r str,
    outcome: String,
    reason: String,
    #[serde(flatten)]
    tally: &'r Tally,
    seconds: f64,
}

impl Report<'_> {
    pub(crate) fn print_text(&self) -> Result<(), CommandError> {
        let (tally, outcome) = (self.tally, self.outcome.in_words());
        let messages = match tally.messages {
            1 => "1 message".to_owned(),
            count => format!("{count} messages"),
        };
        output::print(|out| {
            writeln!(out, "{outcome}")?;
            writeln!(
                out,
                "session {}: {messages}, {} bytes sent, {} received",
                self.session, tally.bytes_sent, tally.bytes_received
            )?;
            counts(out, "asked", &tally.commands)?;
            counts(out, "answered", &tally.statuses)
        })
    }

    pub(crate) fn print_json(&self) -> Result<(), CommandError> {
        let json = Json {
            server: self.server.to_string(),
            device: self.device,
            session: self.session,
            outcome: self.outcome.word(),
            reason: self.outcome.in_words(),
            tally: self.tally,
            seconds: self.seconds,
        };
        output::print(|out| {
            serde_json::to_writer_pretty(&mut *out, &json)?;
            writeln!(out)
        })
    }
}

/// A line as `asked: 3 Get, 1 Replace`, where there is something.
pub(crate) fn counts<K: Display>(
    out: &mut dyn Write,
    what: &str,
    counts: &BTreeMap<K, u64>,
) -> io::Result<()> {
    let each = counts.iter().map(|(what, times)| format!("{times} {what}"));
    let each: Vec<String> = each.collect();
    if each.is_empty() {
        Ok(())
    } else {
        writeln!(out, "{what}: {}", each.join(", "))
    }
}
