//! The causes of a code in order, by what is known where it was met.

use syncml::StatusCode;

use crate::situation::{Judgement, Situation};
use crate::{Cause, table};

/// A cause, and what is known of it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedCause {
    /// The cause.
    pub cause: Cause,
    /// Whether what is known shows it; else it is possible.
    pub is_shown: bool,
    /// The cause as a clause, with what is known of it.
    pub text: String,
}

/// The causes of a status (or of none) with the error behind it: those that what is known shows come first, then the possible ones, likeliest
/// first; those that it rules out are left out.
pub fn rank(code: Option<StatusCode>, situation: &Situation<'_>) -> Vec<RankedCause> {
    let of_status = code
        .and_then(table::status)
        .map_or(&[][..], |row| row.causes);
    let of_error = situation
        .error
        .and_then(table::error)
        .map_or(&[][..], |row| row.causes);
    let mut ranked: Vec<RankedCause> = Vec::new();
    // The error says more than the status does.
    for cause in of_error.iter().chain(of_status).copied() {
        if ranked.iter().any(|known| known.cause == cause) {
            continue;
        }
        let (is_shown, text) = match situation.judge(code, cause) {
            Judgement::RuledOut => continue,
            Judgement::Possible(text) => (false, text),
            Judgement::Shown(text) => (true, text),
        };
        let text = text.unwrap_or_else(|| cause.text().to_owned());
        ranked.push(RankedCause {
            cause,
            is_shown,
            text,
        });
    }
    // What is wrong with a payload is said once.
    if ranked
        .iter()
        .any(|cause| cause.cause == Cause::AdmxPayload && cause.is_shown)
    {
        ranked.retain(|cause| cause.cause != Cause::WrongValue);
    }
    ranked.sort_by_key(|cause| match (cause.is_shown, cause.cause) {
        // Without its template a policy is not there, whatever else is wrong with the command.
        (true, Cause::AdmxOrder) => 0,
        (true, _) => 1,
        (false, _) => 2,
    });
    ranked
}
