//! What became of many devices, counted by outcome.

use std::collections::BTreeMap;

use super::outcome::Outcome;
use super::tally::Tally;

/// What became of devices.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) tally: Tally,
    pub(crate) outcomes: BTreeMap<String, Alike>,
}

/// Sessions that came out alike.
pub(crate) struct Alike {
    pub(crate) sessions: u32,
    /// What one of them says of it.
    pub(crate) reason: String,
    pub(crate) exit_code: u8,
}

impl Done {
    /// Counts a session that came out so.
    pub(crate) fn count(&mut self, outcome: &Outcome) {
        self.count_many(outcome, 1);
    }

    /// How many were counted.
    pub(crate) fn sessions(&self) -> u32 {
        self.outcomes.values().map(|alike| alike.sessions).sum()
    }

    /// Counts so many that came out so.
    pub(crate) fn count_many(&mut self, outcome: &Outcome, sessions: u32) {
        let alike = self.outcomes.entry(outcome.word());
        let alike = alike.or_insert_with(|| Alike {
            sessions: 0,
            reason: outcome.in_words(),
            exit_code: outcome.exit_code(),
        });
        alike.sessions += sessions;
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: Self) {
        self.tally.add(&other.tally);
        for (word, alike) in other.outcomes {
            match self.outcomes.get_mut(&word) {
                Some(known) => known.sessions += alike.sessions,
                None => _ = self.outcomes.insert(word, alike),
            }
        }
    }
}
