//! What was said in sessions, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;
use syncml::{Message, Verb};

/// Counts of messages, commands and statuses.
#[derive(Default, Serialize)]
pub(crate) struct Tally {
    /// Messages that the device sent.
    pub(crate) messages: u64,
    pub(crate) bytes_sent: u64,
    pub(crate) bytes_received: u64,
    /// What the server asked, by the names of the commands.
    pub(crate) commands: BTreeMap<String, u64>,
    /// What the device answered to them, by status code.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// How long the answers took.
    #[serde(rename = "latency_ms")]
    pub(crate) latency: Latency,
}

/// How long answers took, in microseconds of two digits: its memory does not grow with their number.
pub(crate) struct Latency(Histogram<u64>);

impl Default for Latency {
    fn default() -> Self {
        // Up to an hour; what took longer counts as that.
        #[allow(
            clippy::expect_used,
            reason = "the bounds are constants that are valid"
        )]
        let histogram = Histogram::new_with_bounds(1, 3_600_000_000, 2).expect("valid bounds");
        Self(histogram)
    }
}

/// Percentiles, in milliseconds.
#[derive(Serialize)]
pub(crate) struct Percentiles {
    pub(crate) p50: f64,
    pub(crate) p90: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

impl Latency {
    /// As so many of a hundred answers took at most.
    pub(crate) fn percentiles(&self) -> Percentiles {
        let at = |percentile| self.0.value_at_percentile(percentile) as f64 / 1000.0;
        Percentiles {
            p50: at(50.0),
            p90: at(90.0),
            p99: at(99.0),
            max: self.0.max() as f64 / 1000.0,
        }
    }
}

impl Serialize for Latency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.percentiles().serialize(serializer)
    }
}

impl Tally {
    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.messages += other.messages;
        self.bytes_sent += other.bytes_sent;
        self.bytes_received += other.bytes_received;
        for (command, times) in &other.commands {
            *self.commands.entry(command.clone()).or_default() += times;
        }
        for (status, times) in &other.statuses {
            *self.statuses.entry(*status).or_default() += times;
        }
        // Both have the same bounds.
        let _ = self.latency.0.add(&other.latency.0);
    }

    /// Counts a message of the device's.
    pub(crate) fn sent(&mut self, message: &[u8]) {
        self.messages += 1;
        self.bytes_sent += message.len() as u64;
        let Ok(message) = Message::parse(message) else {
            return;
        };
        for status in message.top_level() {
            // What is said of the header is no answer to a command.
            let cmd_ref = status
                .response
                .as_ref()
                .and_then(|of| of.cmd_ref.as_deref());
            if let Some(code) = status.status_code().filter(|_| cmd_ref != Some("0")) {
                *self.statuses.entry(code.code()).or_default() += 1;
            }
        }
    }

    /// Counts an answer of the server's, which took so long.
    pub(crate) fn received(&mut self, answer: &[u8], took: Duration) {
        self.bytes_received += answer.len() as u64;
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.latency.0.saturating_record(micros);
        let Ok(answer) = Message::parse(answer) else {
            return;
        };
        for command in answer.top_level() {
            let name = match &command.verb {
                Verb::Status | Verb::Results => continue,
                // Whatever a server makes up, there are few names.
                Verb::Unknown(_) => "unknown",
                verb => verb.as_str(),
            };
            match self.commands.get_mut(name) {
                Some(times) => *times += 1,
                None => _ = self.commands.insert(name.to_owned(), 1),
            }
        }
    }
}
