//! The faults of a file, as its reader finds them.

use crate::model::{Fault, FaultKind};
use crate::text::Place;

/// How many faults of a file are told.
pub const MAX_FAULTS: usize = 10_000;

/// What is wrong with a file so far.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, kind: FaultKind, place: Place, message: impl Into<String>) {
        let message = match self.0.len() {
            0..MAX_FAULTS => message.into(),
            MAX_FAULTS => {
                format!("there are more than {MAX_FAULTS} faults: the others are not told")
            }
            _ => return,
        };
        self.0.push(Fault {
            kind,
            place,
            message,
        });
    }

    /// In the order of the file.
    pub(crate) fn sorted(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| (fault.place.start, fault.kind));
        self.0
    }
}
