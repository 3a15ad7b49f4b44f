//! RegEx allowed values. Published patterns are meant for the whole value and come in several dialects; one that the engine refuses is reported as
//! not evaluated.

use super::{Checked, Short, Violation};

/// Whether the whole of `text` matches.
#[cfg(feature = "regex")]
pub(super) fn check(pattern: &str, text: &str) -> Result<Checked, Violation> {
    match engine::compiled(pattern) {
        None => Ok(Checked::NotEvaluated(format!(
            "the regular expression `{}` cannot be evaluated",
            Short(pattern)
        ))),
        Some(regex) if regex.is_match(text) => Ok(Checked::Valid),
        Some(_) => Err(Violation::value(format!(
            "`{}` does not match the regular expression `{pattern}`",
            Short(text)
        ))),
    }
}

/// Without the feature `regex` no pattern is evaluated.
#[cfg(not(feature = "regex"))]
pub(super) fn check(pattern: &str, _text: &str) -> Result<Checked, Violation> {
    Ok(Checked::NotEvaluated(format!(
        "the regular expression `{}` is not evaluated: the feature `regex` is off",
        Short(pattern)
    )))
}

#[cfg(feature = "regex")]
mod engine {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex, PoisonError};

    use regex::Regex;

    /// Compiled patterns, and those that do not compile. They come from schemas, of which a program has few; the bound is for one that loads
    /// new ones for ever.
    ///
    /// They are shared and not cloned: each clone of a `Regex` begins with no scratch space, and making that costs far more than a match.
    static CACHE: Mutex<BTreeMap<String, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());
    const CACHED: usize = 1024;

    pub(super) fn compiled(pattern: &str) -> Option<Arc<Regex>> {
        let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.get(pattern) {
            return known.clone();
        }
        let regex = Regex::new(&translate(pattern)).ok().map(Arc::new);
        if cache.len() >= CACHED {
            cache.clear();
        }
        cache.insert(pattern.to_owned(), regex.clone());
        regex
    }

    /// The pattern in the engine's dialect, for the whole value: JavaScript's delimiters fall away, and a brace that repeats nothing is a brace.
    fn translate(pattern: &str) -> String {
        let (pattern, flags) = match pattern
            .strip_prefix('/')
            .and_then(|rest| rest.rsplit_once('/'))
        {
            Some((inner, flags)) if flags.chars().all(|flag| "gimsuy".contains(flag)) => {
                (inner, if flags.contains('i') { "(?i)" } else { "" })
            }
            _ => (pattern, ""),
        };
        let mut out = format!("^(?:{flags}");
        let mut rest = pattern;
        let (mut in_class, mut has_atom) = (false, false);
        while let Some(c) = rest.chars().next() {
            let mut len = c.len_utf8();
            match c {
                '\\' => len += rest.chars().nth(1).map_or(0, char::len_utf8),
                '[' => in_class = true,
                ']' => in_class = false,
                '{' if in_class || (has_atom && is_repetition(rest)) => {}
                '{' => out.push('\\'),
                _ => {}
            }
            has_atom = !matches!(c, '(' | '|' | '^');
            out.push_str(rest.get(..len).unwrap_or_default());
            rest = rest.get(len..).unwrap_or_default();
        }
        out.push_str(")$");
        out
    }

    /// `{n}`, `{n,}` or `{n,m}` at the beginning.
    fn is_repetition(text: &str) -> bool {
        let Some((inner, _)) = text.get(1..).and_then(|text| text.split_once('}')) else {
            return false;
        };
        let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !low.is_empty() && digits(low) && digits(high)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn matches(pattern: &str, text: &str) -> Option<bool> {
            compiled(pattern).map(|regex| regex.is_match(text))
        }

        #[test]
        fn the_dialects_of_published_patterns() {
            // Without anchors, a pattern is still for the whole value.
            assert_eq!(matches("[0-9]{2}", "123"), Some(false));
            assert_eq!(matches("^[0-9]{2}$", "12"), Some(true));
            // A brace that repeats nothing.
            assert_eq!(matches("{[0-9A-F]{4}\\}", "{12AF}"), Some(true));
            assert_eq!(matches("(a|{b})", "{b}"), Some(true));
            // JavaScript's delimiters, and a flag in the middle.
            assert_eq!(matches("/^https?:\\/\\/x$/", "https://x"), Some(true));
            assert_eq!(matches("/^x$/i", "X"), Some(true));
            assert_eq!(matches("^[^;]+(?i)\\.appx$", "a.APPX"), Some(true));
            // What the engine cannot do is told, not guessed.
            assert_eq!(matches("(?=look)ahead", "ahead"), None);
        }
    }
}
