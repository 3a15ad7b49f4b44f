//! The dynamic names on the way to a node: what tells one instance from another.

use csp_runtime::MAX_NAMES;

/// The dynamic names of a LocURI, decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names<'u> {
    names: [&'u str; MAX_NAMES],
    len: u8,
}

impl<'u> Names<'u> {
    pub(crate) const NONE: Self = Self {
        names: [""; MAX_NAMES],
        len: 0,
    };

    pub(crate) fn from_slice(names: &[&'u str]) -> Self {
        let mut all = Self::NONE;
        for name in names {
            all.push(name);
        }
        all
    }

    /// Adds a name. Whether there was room.
    pub(crate) fn push(&mut self, name: &'u str) -> bool {
        let Some(slot) = self.names.get_mut(usize::from(self.len)) else {
            return false;
        };
        *slot = name;
        self.len += 1;
        true
    }

    /// Puts another name in the last one's place.
    pub(crate) fn replace_last(&mut self, name: &'u str) {
        let last = usize::from(self.len).wrapping_sub(1);
        if let Some(slot) = self.names.get_mut(last) {
            *slot = name;
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [&'u str] {
        self.names
            .get_mut(..usize::from(self.len))
            .unwrap_or_default()
    }

    pub(crate) fn as_slice(&self) -> &[&'u str] {
        self.names.get(..usize::from(self.len)).unwrap_or_default()
    }
}
