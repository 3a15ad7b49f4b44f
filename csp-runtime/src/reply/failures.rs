//! What of a whole request failed, as a list and as a sentence.

use std::fmt;

use super::Outcome;

/// The commands of a request that failed. A command on several nodes counts once for each.
///
/// What was not run or was undone because another command of its Atomic failed is among them, and so is the Atomic itself.
#[derive(Debug, Clone)]
pub struct Failures {
    failed: Vec<Outcome>,
    commands: usize,
    unanswered: usize,
}

impl Failures {
    pub(super) fn of(outcomes: impl Iterator<Item = Outcome>) -> Self {
        let mut failures = Self {
            failed: Vec::new(),
            commands: 0,
            unanswered: 0,
        };
        for outcome in outcomes {
            failures.commands += 1;
            failures.unanswered += usize::from(outcome.is_unknown());
            if !outcome.is_success() && !outcome.is_unknown() {
                failures.failed.push(outcome);
            }
        }
        failures
    }

    /// Each failure, in the order of the request.
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
        }
        match self.unanswered {
            0 => Ok(()),
            unanswered => write!(f, "; {unanswered} without a status"),
        }
    }
}
