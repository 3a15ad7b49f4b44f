//! The names beside the types of values that are left for the types of enums.

use std::collections::BTreeSet;

use crate::ident::Taken;

/// Which names are free.
pub(in crate::lower) struct Free {
    /// What something has.
    used: BTreeSet<String>,
    /// That, and what only something else may get: names that a lock or an overlay has for it.
    taken: Taken,
}

impl Free {
    pub(in crate::lower) fn new<'n>(
        used: impl Iterator<Item = &'n str>,
        reserved: impl Iterator<Item = &'n str>,
    ) -> Self {
        let used: BTreeSet<String> = used.map(str::to_owned).collect();
        let mut taken: Taken = used.iter().cloned().collect();
        taken.take_all(reserved);
        Self { used, taken }
    }

    /// Gives a name to what has it already, unless something else got it first.
    pub(super) fn keep(&mut self, name: &str) -> bool {
        self.taken.take(name);
        self.used.insert(name.to_owned())
    }

    /// Gives a name to something new, or one with a number.
    pub(super) fn claim(&mut self, wished: String) -> String {
        let name = self.taken.claim(wished, "");
        self.used.insert(name.clone());
        name
    }

    /// Gives a name to something new, if nothing else has or may get it.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.taken.take(name) && self.used.insert(name.to_owned())
    }
}
