//! What of a whole request failed, as a list and as a sentence.

use std::fmt;

use super::Outcome;
use crate::request::AskedItem;
use syncml::Verb;

/// The commands of a request that failed. A command on several nodes counts once for each.
///
/// An Atomic that failed is among them. What was not run (215) or was undone (216) because of it is not: it is [counted](Self::not_carried_out)
/// apart.
#[derive(Debug, Clone)]
pub struct Failures {
    failed: Vec<Outcome>,
    commands: usize,
    not_carried_out: usize,
    unanswered: usize,
}

impl Failures {
    /// Sorts the outcomes of all that was asked, in the order of the request.
    pub(super) fn of(outcomes: impl Iterator<Item = (AskedItem, Outcome)>) -> Self {
        let mut failures = Self {
            failed: Vec::new(),
            commands: 0,
            not_carried_out: 0,
            unanswered: 0,
        };
        // The last CmdID in an Atomic that failed.
        let mut last_in_failed = 0;
        for (asked, outcome) in outcomes {
            failures.commands += 1;
            if outcome.is_unknown() {
                failures.unanswered += 1;
            } else if outcome.is_reverted() && asked.cmd_id <= last_in_failed {
                failures.not_carried_out += 1;
            } else if !outcome.is_success() {
                if asked.verb == Verb::Atomic {
                    last_in_failed = last_in_failed.max(asked.last_id);
                }
                failures.failed.push(outcome);
            }
        }
        failures.failed.sort_by_key(|outcome| !outcome.is_culprit());
        failures
    }

    /// Each failure: those that failed by themselves first, then the Atomics that failed because of them (507) and what could not be undone
    /// (516), each in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = &Outcome> {
        self.failed.iter()
    }

    /// How many commands failed.
    pub fn len(&self) -> usize {
        self.failed.len()
    }

    /// Whether no command failed. Those without a status may have failed: [`unanswered`](Self::unanswered) has their number.
    pub fn is_empty(&self) -> bool {
        self.failed.is_empty()
    }

    /// How many commands the request has.
    pub const fn commands(&self) -> usize {
        self.commands
    }

    /// How many commands were not run (215) or were undone (216) because their Atomic failed.
    pub const fn not_carried_out(&self) -> usize {
        self.not_carried_out
    }

    /// How many commands have no status in the reply: they are for a later message, or were not understood.
    pub const fn unanswered(&self) -> usize {
        self.unanswered
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.failed.len() {
            0 => write!(f, "none of {} commands failed", self.commands)?,
            failed => write!(f, "{failed} of {} commands failed", self.commands)?,
        }
        for (nth, outcome) in self.failed.iter().enumerate() {
            let before = if nth == 0 { ": " } else { ", " };
            write!(f, "{before}{}", outcome.summary())?;
            if let Some(culprit) = outcome.culprit() {
                write!(f, " because of {}", culprit.name())?;
            }
        }
        match self.not_carried_out {
            0 => {}
            1 => f.write_str("; 1 was not carried out, as its Atomic failed")?,
            many => write!(f, "; {many} were not carried out, as their Atomic failed")?,
        }
        match self.unanswered {
            0 => Ok(()),
            unanswered => write!(f, "; {unanswered} without a status"),
        }
    }
}
