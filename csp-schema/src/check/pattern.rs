//! RegEx allowed values. Published patterns are meant for the whole value and come in several dialects; one that the engine refuses is reported as
//! not evaluated.

use super::{CheckError, Checked};
use crate::short::Short;

/// Whether the whole of `text` matches.
#[cfg(feature = "regex")]
pub(super) fn check(pattern: &str, text: &str) -> Result<Checked, CheckError> {
    use csp_check::Pattern;

    static PATTERNS: super::compiled::Cache<Pattern> = super::compiled::Cache::new(1024);
    match PATTERNS.get(pattern, Pattern::new) {
        Err(_) => Ok(Checked::NotEvaluated(format!(
            "the regular expression `{}` cannot be evaluated",
            Short(pattern)
        ))),
        Ok(compiled) if compiled.matches(text) => Ok(Checked::Valid),
        Ok(_) => Err(CheckError::value(format!(
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
