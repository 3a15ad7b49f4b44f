//! What is not kept of batches, because the rest says it.

use super::{Batches, Unanswered};
use crate::outbox::{Outbox, SentItem};
use crate::saved::ResumeError;

impl Batches {
    /// Counts again, and looks whether what is kept fits together.
    pub(crate) fn restore(&mut self, outbox: &Outbox) -> Result<(), ResumeError> {
        let batches = self.waiting.keys();
        if batches
            .chain(&[self.last])
            .any(|&id| id > self.last || id == u32::MAX)
        {
            return Err(ResumeError::Damaged("the number of a batch"));
        }
        self.kept = self
            .waiting
            .values()
            .fold(self.kept_answered, |sum, batch| {
                sum.saturating_add(batch.kept)
            });
        for unanswered in self.unanswered.values_mut() {
            let commands = match &unanswered.item {
                SentItem::Whole(part) => part.commands().count(),
                SentItem::Piece { .. } => 0,
            };
            if commands != unanswered.due.len() {
                return Err(ResumeError::Damaged("what is due of a command"));
            }
            unanswered.open = unanswered.due.iter().filter(|due| due.is_open()).count();
        }
        let piece = self.piece.map(|key| self.unanswered.get(&key));
        let is_piece = |unanswered: &Unanswered| matches!(unanswered.item, SentItem::Piece { .. });
        if piece.is_some_and(|piece| !piece.is_some_and(is_piece)) {
            return Err(ResumeError::Damaged("the piece of a large object"));
        }
        let sent = self.unanswered.values();
        let sent = sent.filter_map(|unanswered| match &unanswered.item {
            SentItem::Whole(part) => Some(part.batch),
            SentItem::Piece { .. } => None,
        });
        for id in sent.chain(outbox.batches()) {
            let batch = self.waiting.get_mut(&id);
            let batch = batch.ok_or(ResumeError::Damaged("the batch of a command"))?;
            batch.open += 1;
        }
        Ok(())
    }
}
