//! All that there is to tell of two sets of definitions.

use crate::compare::Comparison;
use crate::effect::{Effect, Effects};

/// What differs, and what that does to generated code.
pub struct Differences<'c> {
    /// The definitions.
    pub comparison: &'c Comparison,
    /// What the differences do to generated code; `None` without a lock.
    pub effects: Option<&'c Effects>,
}

impl<'c> Differences<'c> {
    /// What becomes of names.
    pub fn effects(&self) -> &'c [Effect] {
        self.effects.map_or(&[], |effects| &effects.list)
    }
}
