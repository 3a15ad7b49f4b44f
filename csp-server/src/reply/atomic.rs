//! What the commands in an Atomic that failed say of it.

use std::fmt;

use super::Outcome;

/// Why an Atomic failed, and what stays of it.
#[derive(Debug, Clone)]
pub(super) struct AtomicFailure {
    /// The command that made it fail, where the reply says which it was.
    pub(super) culprit: Option<Outcome>,
    /// The commands that were done and could not be undone: 516.
    pub(super) not_undone: Vec<Outcome>,
}

impl AtomicFailure {
    /// Sorts the outcomes of the commands inside.
    pub(super) fn of(inside: impl Iterator<Item = Outcome>) -> Self {
        let mut failure = Self {
            culprit: None,
            not_undone: Vec::new(),
        };
        for outcome in inside {
            if outcome.is_not_undone() {
                failure.not_undone.push(outcome);
            } else if failure.culprit.is_none() && outcome.is_culprit() {
                failure.culprit = Some(outcome);
            }
        }
        failure
    }
}

impl fmt::Display for AtomicFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a command in it failed")?;
        if self.not_undone.is_empty() {
            f.write_str(", so none took effect")?;
        }
        match (&self.culprit, self.not_undone.is_empty()) {
            (Some(culprit), _) => write!(f, ": {}", culprit.summary())?,
            (None, true) => f.write_str("; the reply does not say which")?,
            (None, false) => f.write_str(", and the reply does not say which")?,
        }
        for (nth, outcome) in self.not_undone.iter().enumerate() {
            let before = match nth {
                0 => "; what answered 516 could not be undone and stays: ",
                _ => ", ",
            };
            write!(f, "{before}{}", outcome.name())?;
        }
        Ok(())
    }
}
