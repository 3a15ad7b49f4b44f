//! What patterns and schemas are compiled to, kept from one value to the next.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What texts compiled to, and why others did not. They come from schemas, of which a program has few; the bound is for one that loads new ones for
/// ever.
///
/// What is compiled is shared and not cloned: each clone of a `Regex` begins with no scratch space, and making that costs far more than a match.
pub(super) struct Cache<T> {
    known: Mutex<BTreeMap<String, Result<Arc<T>, String>>>,
    most: usize,
}

impl<T> Cache<T> {
    pub(super) const fn new(most: usize) -> Self {
        Self {
            known: Mutex::new(BTreeMap::new()),
            most,
        }
    }

    /// What the text compiles to, or why it does not.
    pub(super) fn get<E: std::fmt::Display>(
        &self,
        text: &str,
        compile: fn(&str) -> Result<T, E>,
    ) -> Result<Arc<T>, String> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(text) {
            return known.clone();
        }
        let compiled = compile(text).map(Arc::new);
        let compiled = compiled.map_err(|error| error.to_string());
        if known.len() >= self.most {
            known.clear();
        }
        known.insert(text.to_owned(), compiled.clone());
        compiled
    }
}
