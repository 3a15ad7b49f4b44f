//! What was said in a session, counted.

use std::collections::BTreeMap;
use std::time::Duration;

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
    /// How long the slowest answer took.
    #[serde(serialize_with = "milliseconds", rename = "slowest_ms")]
    pub(crate) slowest: Duration,
}

impl Tally {
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
        self.slowest = self.slowest.max(took);
        let Ok(answer) = Message::parse(answer) else {
            return;
        };
        for command in answer.top_level() {
            if !matches!(command.verb, Verb::Status | Verb::Results) {
                *self.commands.entry(command.verb.to_string()).or_default() += 1;
            }
        }
    }
}

fn milliseconds<S: serde::Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64() * 1000.0)
}
