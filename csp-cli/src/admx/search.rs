//! Looking for words in the texts of policies. Many policies may share one text, which is looked into once.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is looked for, and in which texts it is known to be.
pub(super) struct Search {
    wanted: String,
    /// By the place and the length of a text.
    known: RefCell<BTreeMap<(usize, usize), bool>>,
}

impl Search {
    /// Looks for these words, whatever their letter case.
    pub(super) fn new(wanted: &str) -> Self {
        Self {
            wanted: wanted.to_lowercase(),
            known: RefCell::default(),
        }
    }

    /// Whether one of the texts has them. The texts live as long as the search.
    pub(super) fn finds<'t>(&self, texts: impl IntoIterator<Item = Option<&'t str>>) -> bool {
        texts.into_iter().flatten().any(|text| self.is_in(text))
    }

    fn is_in(&self, text: &str) -> bool {
        let key = (text.as_ptr().addr(), text.len());
        let mut known = self.known.borrow_mut();
        *known
            .entry(key)
            .or_insert_with(|| text.to_lowercase().contains(&self.wanted))
    }
}
