//! When the device asks for work by itself: `Poll` of the DMClient CSP.

use crate::entry::Entry;
use crate::error::Fault;
use crate::node::Node;
use crate::write::{BOOLEAN, INTEGER, Writer};

/// When the device asks for work by itself: after the enrolment at first more often, then as long as it is enrolled (DMClient CSP, `Poll`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PollSchedule {
    /// `NumberOfFirstRetries`, `IntervalForFirstSetOfRetries`.
    pub first: Option<Retries>,
    /// `NumberOfSecondRetries`, `IntervalForSecondSetOfRetries`.
    pub second: Option<Retries>,
    /// `NumberOfRemainingScheduledRetries`, `IntervalForRemainingScheduledRetries`. Microsoft asks for 1440 minutes, a day, or more.
    pub remaining: Option<Retries>,
    /// `PollOnLogin`: whether it asks when somebody signs in.
    pub on_login: Option<bool>,
    /// What else is in `Poll`.
    pub others: Vec<Entry>,
}

/// How often, and with how much time between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retries {
    /// How often; 0 is without end.
    pub count: u32,
    /// Minutes from one to the next.
    pub minutes: u32,
}

const FIRST: [&str; 2] = ["NumberOfFirstRetries", "IntervalForFirstSetOfRetries"];
const SECOND: [&str; 2] = ["NumberOfSecondRetries", "IntervalForSecondSetOfRetries"];
const REMAINING: [&str; 2] = [
    "NumberOfRemainingScheduledRetries",
    "IntervalForRemainingScheduledRetries",
];

impl PollSchedule {
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.node("Poll", |writer| {
            for ([count, minutes], retries) in [
                (FIRST, self.first),
                (SECOND, self.second),
                (REMAINING, self.remaining),
            ] {
                writer.optional(count, retries.map(|retries| retries.count), INTEGER);
                writer.optional(minutes, retries.map(|retries| retries.minutes), INTEGER);
            }
            writer.optional("PollOnLogin", self.on_login, BOOLEAN);
            writer.entries(&self.others);
        });
    }

    pub(crate) fn read(mut node: Node) -> Result<Self, Fault> {
        Ok(Self {
            first: read(FIRST, &mut node)?,
            second: read(SECOND, &mut node)?,
            remaining: read(REMAINING, &mut node)?,
            on_login: node.take_bool("PollOnLogin")?,
            others: node.rest(),
        })
    }
}

/// Both parms. One without the other stays among the others.
fn read([count, minutes]: [&str; 2], node: &mut Node) -> Result<Option<Retries>, Fault> {
    if !node.has_parm(count) || !node.has_parm(minutes) {
        return Ok(None);
    }
    let (count, minutes) = (node.take_number(count)?, node.take_number(minutes)?);
    Ok(count
        .zip(minutes)
        .map(|(count, minutes)| Retries { count, minutes }))
}
