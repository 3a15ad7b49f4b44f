//! What a run of many devices says in the end: rates, latencies, and failures by kind.

use std::collections::BTreeMap;

use serde::Serialize;

use super::done::Done;
use super::report::counts;
use super::server::ServerUrl;
use super::tally::Tally;
use crate::error::CommandError;
use crate::output;

/// The word of the outcome that is no failure.
const COMPLETE: &str = "complete";

/// What became of so many devices in so many seconds.
pub(crate) struct FleetReport {
    pub(crate) devices: u32,
    /// How many of them had a session.
    pub(crate) sessions: u32,
    pub(crate) done: Done,
    pub(crate) seconds: f64,
}

#[derive(Serialize)]
struct Json<'r> {
    server: String,
    devices: u32,
    /// How many sessions came out how.
    outcomes: BTreeMap<&'r str, u32>,
    /// What one session of each failure says of it.
    reasons: BTreeMap<&'r str, &'r str>,
    #[serde(flatten)]
    tally: &'r Tally,
    seconds: f64,
    sessions_per_second: f64,
    messages_per_second: f64,
}

impl FleetReport {
    /// The largest code of a device.
    pub(crate) fn exit_code(&self) -> u8 {
        let codes = self.done.outcomes.values().map(|alike| alike.exit_code);
        codes.max().unwrap_or_default()
    }

    pub(crate) fn print_text(&self) -> Result<(), CommandError> {
        let tally = &self.done.tally;
        output::print(|out| {
            writeln!(
                out,
                "{} devices in {:.1} s: {:.1} sessions and {:.1} messages a second",
                self.devices,
                self.seconds,
                self.rate(self.sessions.into()),
                self.rate(tally.messages)
            )?;
            for (word, alike) in &self.done.outcomes {
                if word == COMPLETE {
                    writeln!(out, "{} {word}", alike.sessions)?
                } else {
                    writeln!(out, "{} {word}, one: {}", alike.sessions, alike.reason)?
                }
            }
            let latency = tally.latency.percentiles();
            writeln!(
                out,
                "answers took {:.1} ms (half), {:.1} ms (90 %), {:.1} ms (99 %), {:.1} ms (all)",
                latency.p50, latency.p90, latency.p99, latency.max
            )?;
            counts(out, "asked", &tally.commands)?;
            counts(out, "answered", &tally.statuses)
        })
    }

    pub(crate) fn print_json(&self, server: &ServerUrl) -> Result<(), CommandError> {
        let outcomes = || self.done.outcomes.iter();
        let failures = outcomes().filter(|(word, _)| *word != COMPLETE);
        let json = Json {
            server: server.to_string(),
            devices: self.devices,
            outcomes: outcomes()
                .map(|(word, alike)| (word.as_str(), alike.sessions))
                .collect(),
            reasons: failures
                .map(|(word, alike)| (word.as_str(), alike.reason.as_str()))
                .collect(),
            tally: &self.done.tally,
            seconds: self.seconds,
            sessions_per_second: self.rate(self.sessions.into()),
            messages_per_second: self.rate(self.done.tally.messages),
        };
        output::print(|out| {
            serde_json::to_writer_pretty(&mut *out, &json)?;
            writeln!(out)
        })
    }

    fn rate(&self, number: u64) -> f64 {
        number as f64 / self.seconds.max(f64::EPSILON)
    }
}
