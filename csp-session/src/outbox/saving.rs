//! What is not kept of the commands that wait, because the rest says it.

use super::{Outbox, weight};
use crate::saved::ResumeError;

impl Outbox {
    /// Counts again, and looks whether the large object is one.
    pub(crate) fn restore(&mut self) -> Result<(), ResumeError> {
        let object = self.object.as_ref();
        if object.is_some_and(|object| !object.text.is_char_boundary(object.sent)) {
            return Err(ResumeError::Damaged("the large object"));
        }
        self.bytes = self.parts.iter().map(weight).sum();
        self.bytes += object.map_or(0, |object| weight(&object.clone().into_part()));
        self.urgent_bytes = self.urgent.iter().map(weight).sum();
        Ok(())
    }

    /// The batches of the commands that wait, one for each command.
    #[cfg(feature = "server")]
    pub(crate) fn batches(&self) -> impl Iterator<Item = u32> {
        let object = self.object.as_ref().map(|object| &object.part);
        let parts = self.parts.iter().chain(object);
        parts.map(|part| part.batch)
    }
}
