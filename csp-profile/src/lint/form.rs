//! What readers found wrong with the form of a file, for the rule of its carrier.

use super::file::File;
use crate::model::{Fault, FaultKind};
use crate::text::Place;

/// Whether a fault is about what stands where, and not about the text itself.
pub(super) fn is_structure(fault: &Fault) -> bool {
    matches!(
        fault.kind,
        FaultKind::Misplaced
            | FaultKind::Duplicate
            | FaultKind::Unknown
            | FaultKind::Case
            | FaultKind::Missing
            | FaultKind::StrayText
    )
}

/// Where the documents of declared configuration are that are values, in the order of the file.
pub(super) struct Documents(Vec<Place>);

impl Documents {
    pub(super) fn of(file: &File<'_>) -> Self {
        let documents = file
            .subjects
            .iter()
            .filter_map(|subject| subject.setting.document.as_ref());
        let mut places: Vec<Place> = documents.map(|document| document.place.clone()).collect();
        places.sort_by_key(|place| place.start);
        Self(places)
    }

    /// Whether a fault is in one of them, which has a form of its own.
    pub(super) fn have(&self, fault: &Fault) -> bool {
        let nth = self
            .0
            .partition_point(|place| place.start <= fault.place.start);
        let before = nth.checked_sub(1).and_then(|nth| self.0.get(nth));
        before.is_some_and(|place| fault.place.end <= place.end)
    }
}
