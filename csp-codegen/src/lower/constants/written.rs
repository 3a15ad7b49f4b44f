//! How units are written as a name, and how long that may be.

use super::unit::Unit;

/// The longest name of a constant, in characters.
pub(super) const LONGEST: usize = 48;

/// So many words with a meaning are short.
pub(super) const SHORT: usize = 6;

/// Whether there is a letter in a text, so that it can be a name of its own.
pub(super) fn has_letter(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphabetic())
}

/// Units as a name: `30 days` as `DAYS_30`.
pub(super) fn name(units: &[Unit]) -> String {
    let words: Vec<&str> = units.iter().map(|unit| unit.text.as_str()).collect();
    let text = words.join("_");
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('_') {
        Some((number, unit))
            if is_number(number) && unit.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            format!("{unit}_{number}")
        }
        _ if text.starts_with(|c: char| c.is_ascii_digit()) => format!("_{text}"),
        _ => text,
    }
}
