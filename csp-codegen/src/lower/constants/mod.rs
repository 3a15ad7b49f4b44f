//! The names of the constants of one set of values: each is what people would choose who read the descriptions.
//!
//! [`name_values`] sees all values of a set together, as a name tells a value from its siblings. It knows no set: what it goes by are the marks
//! and the words of English that all descriptions share (`lexicon.rs`).
//!
//! 1. A description is read without what repeats its value (`0 - `, `0x80 = `) or remarks on the default (`text.rs`, `phrase.rs`).
//! 2. A symbol that it begins with (`FW_PROFILE_TYPE_ALL`) is the name; else what it leads with, up to a full stop, colon, dash or bracket, when
//!    that is short; else the words that tell it from its siblings (`siblings.rs`); else what of the lead fits (`lead.rs`, `cut.rs`). A value that is text is its own name
//!    where the description is longer than a label.
//! 3. Siblings whose names meet take up what comes next in their descriptions (`apart.rs`).
//! 4. Where nothing is left, a value is named by itself: `VALUE_7`.
//!
//! A negation never parts from its word, and no name ends before one that its lead has: a name may say less than its description, not the
//! opposite. The order of the values decides nothing.

mod apart;
mod cut;
mod lead;
mod lexicon;
mod phrase;
mod siblings;
#[cfg(test)]
mod tests;
mod text;
mod unit;
mod written;

use std::fmt::Display;

use crate::ident::{self, Taken};
use phrase::Phrase;
use written::{LONGEST, has_letter};

/// The name of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub text: String,
    /// It comes from the value's description, and a new description may contradict it; else from the value itself.
    pub described: bool,
}

/// Names all values of one set, each with its description. The names are told apart, and stand in the order of the values.
pub(super) fn name_values<V: Display>(values: &[(V, Option<&str>)]) -> Vec<Name> {
    let texts: Vec<String> = values.iter().map(|(value, _)| value.to_string()).collect();
    let phrases: Vec<Phrase> = values
        .iter()
        .zip(&texts)
        .map(|((_, description), value)| {
            let text = description.or(Some(value.as_str()).filter(|value| has_letter(value)));
            Phrase::read(text.unwrap_or_default(), value)
        })
        .collect();
    let wishes = apart::told_apart(&phrases, lead::wishes(&phrases, &texts));

    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|&nth| (texts[nth].parse::<i64>().ok(), &texts[nth]));
    let mut taken = Taken::default();
    let mut names: Vec<Option<Name>> = vec![None; values.len()];
    for &nth in &order {
        let Some(text) = wishes[nth].clone() else {
            continue;
        };
        let described =
            values[nth].1.is_some() && lead::textual(&texts[nth]).as_ref() != Some(&text);
        if taken.take(&text) {
            names[nth] = Some(Name { text, described });
        } else {
            // Nothing but the value tells it from a sibling with the same description.
            let told = with_value(&text, &texts[nth]);
            if told.len() <= LONGEST && taken.take(&told) {
                names[nth] = Some(Name {
                    text: told,
                    described,
                });
            }
        }
    }
    for &nth in &order {
        names[nth].get_or_insert_with(|| Name {
            text: taken.claim(numbered(&texts[nth]), "_"),
            described: false,
        });
    }
    names.into_iter().flatten().collect()
}

fn with_value(name: &str, value: &str) -> String {
    format!("{name}_{}", bare(value))
}

/// The name of a value of which nothing is said.
fn numbered(value: &str) -> String {
    let mut name = format!("VALUE_{}", bare(value));
    // A number may have to follow.
    name.truncate(LONGEST - 8);
    name
}

/// A value as it can stand in a name.
fn bare(value: &str) -> String {
    if let Some(number) = value.strip_prefix('-') {
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("MINUS_{}", bare(number));
        }
    }
    match ident::shouty(value) {
        Some(name) => name.trim_start_matches('_').to_owned(),
        None if value.is_empty() => "EMPTY".to_owned(),
        // Signs alone are named by their numbers in Unicode.
        None => {
            let signs: Vec<String> = value
                .chars()
                .map(|c| format!("U{:X}", u32::from(c)))
                .collect();
            signs.join("_")
        }
    }
}
