//! RegEx allowed values. Published patterns are meant for the whole value and come in several dialects; one that the engine refuses is reported as
//! not evaluated.

use super::{CheckError, Checked, Short};

/// Whether the whole of `text` matches.
#[cfg(feature = "regex")]
pub(super) fn check(pattern: &str, text: &str) -> Result<Checked, CheckError> {
    match engine::compiled(pattern) {
        None => Ok(Checked::NotEvaluated(format!(
            "the regular expression `{}` cannot be evaluated",
            Short(pattern)
        ))),
        Some(compiled) if compiled.matches(text) => Ok(Checked::Valid),
        Some(_) => Err(CheckError::value(format!(
            "`{}` does not match the regular expression `{pattern}`",
            Short(text)
        ))),
    }
}

/// Without the feature `regex` no pattern is evaluated.
#[cfg(not(feature = "regex"))]
pub(super) fn check(pattern: &str, _text: &str) -> Result<Checked, CheckError> {
    Ok(Checked::NotEvaluated(format!(
        "the regular expression `{}` is not evaluated: the feature `regex` is off",
        Short(pattern)
    )))
}

#[cfg(feature = "regex")]
mod engine {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex, PoisonError};

    use csp_check::Pattern;

    /// Compiled patterns, and those that do not compile. They come from schemas, of which a program has few; the bound is for one that loads
    /// new ones for ever.
    ///
    /// They are shared and not cloned: each clone of a `Regex` begins with no scratch space, and making that costs far more than a match.
    static CACHE: Mutex<BTreeMap<String, Option<Arc<Pattern>>>> = Mutex::new(BTreeMap::new());
    const CACHED: usize = 1024;

    pub(super) fn compiled(pattern: &str) -> Option<Arc<Pattern>> {
        let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.get(pattern) {
            return known.clone();
        }
        let compiled = Pattern::new(pattern).ok().map(Arc::new);
        if cache.len() >= CACHED {
            cache.clear();
        }
        cache.insert(pattern.to_owned(), compiled.clone());
        compiled
    }
}
