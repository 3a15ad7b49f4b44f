//! Causes in text and in JSON.

use std::fmt::Write as _;

use csp_explain::RankedCause;
use serde_json::{Value, json};

/// The causes as a numbered list, each with what to do.
pub(super) fn causes(text: &mut String, causes: &[RankedCause], indent: &str) {
    for (at, cause) in causes.iter().enumerate() {
        let mark = if cause.is_shown { "" } else { " (possible)" };
        // Where nothing is shown, all is possible.
        let mark = if causes.iter().any(|cause| cause.is_shown) {
            mark
        } else {
            ""
        };
        let number = at + 1;
        let _ = writeln!(text, "{indent}{number:>2}. {}{mark}", cause.text);
        let _ = writeln!(text, "{indent}    -> {}", cause.cause.advice());
    }
}

pub(super) fn causes_json(causes: &[RankedCause]) -> Value {
    let cause = |cause: &RankedCause| json!({ "text": cause.text, "shown": cause.is_shown, "advice": cause.cause.advice() });
    causes.iter().map(cause).collect()
}

/// A clause as a sentence.
pub(super) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!(
        "{}{}.",
        first.unwrap_or_default(),
        letters.as_str().trim_end_matches('.')
    )
}
