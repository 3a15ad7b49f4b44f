//! What each value would be called if no other were in its way.

use super::lexicon;
use super::phrase::{Part, Phrase, says_something};
use super::siblings::Siblings;
use super::unit::{Role, Unit};
use super::written::{LONGEST, SHORT, has_letter, name};
use crate::ident;

/// A description of so many words is a label.
const LABEL: usize = 5;

/// What a value is called, and how many parts of its description that says.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub text: String,
    pub parts: usize,
    /// The units of the name, for what is to follow.
    pub units: Vec<Unit>,
    /// What of those parts did not fit.
    pub left: Vec<Unit>,
}

impl Wish {
    fn of(units: &[Unit], parts: usize) -> Self {
        Self {
            text: name(units),
            parts,
            units: units.to_vec(),
            left: Vec::new(),
        }
    }
}

pub(super) fn wishes(phrases: &[Phrase], values: &[String]) -> Vec<Option<Wish>> {
    let leads: Vec<Vec<Unit>> = phrases.iter().map(Phrase::lead).collect();
    let leads_of = Siblings::of(leads.iter().map(Vec::as_slice));
    let conditions_of = Siblings::of(phrases.iter().map(|phrase| &*phrase.condition));
    let each = phrases.iter().zip(values).zip(&leads);
    each.enumerate()
        .map(|(nth, ((phrase, value), lead))| {
            let end = phrase.end_of_lead();
            if let Some(symbol) = phrase.symbol.as_ref().filter(|name| name.len() <= LONGEST) {
                return Some(Wish {
                    text: symbol.clone(),
                    ..Wish::of(lead.get(..1).unwrap_or_default(), end)
                });
            }
            // A value that is text speaks for itself; a description can only be a better label.
            let textual = textual(value).filter(|_| phrase.length > LABEL || !is_short(lead));
            if let Some(text) = textual {
                return Some(Wish {
                    text,
                    ..Wish::of(&[], phrase.parts.len())
                });
            }
            if is_short(lead) {
                return Some(Wish::of(lead, end));
            }
            if let Some(units) = before_comma(phrase) {
                return Some(Wish::of(units, 1));
            }
            let condition = conditions_of.told(&phrase.condition);
            if let Some(units) = [condition.clone(), spared(&condition)]
                .into_iter()
                .find(|units| is_short(units))
            {
                return Some(Wish::of(&units, end));
            }
            let told = leads_of.told(lead);
            let parted = leads_of.prefix > 1;
            let told_first = [told.clone(), spared(lead), told.clone()];
            let skip = usize::from(!parted);
            if let Some(units) = told_first
                .into_iter()
                .skip(skip)
                .find(|units| is_short(units))
            {
                return Some(Wish::of(&units, end));
            }
            if name(lead).len() <= LONGEST && says_something(lead) {
                return Some(Wish::of(lead, end));
            }
            // One word less is no gain, and often the verb.
            let told = if leads_of.prefix > 1 {
                told
            } else {
                Vec::new()
            };
            [&condition, &told, lead].into_iter().find_map(|units| {
                let (kept, left) = leads_of.cut(units, nth)?;
                Some(Wish {
                    left,
                    ..Wish::of(&kept, end)
                })
            })
        })
        .collect()
}

/// A value that is text, as a name.
pub(super) fn textual(value: &str) -> Option<String> {
    let is_number = value.starts_with("0x") || value.starts_with("0X");
    (!is_number && has_letter(value))
        .then(|| ident::shouty(value))
        .flatten()
        .filter(|name| name.len() <= LONGEST)
}

pub(super) fn is_short(units: &[Unit]) -> bool {
    let words = units.iter().filter(|unit| unit.role != Role::Link).count();
    says_something(units) && words <= SHORT && name(units).len() <= LONGEST
}

/// The units without the words that a long name can spare. Where two things are said, both need their `and`.
fn spared(units: &[Unit]) -> Vec<Unit> {
    let said = units.iter().position(|unit| unit.predicate);
    let last = units.iter().rposition(|unit| lexicon::is_spare(&unit.text));
    let said_before = matches!((said, last), (Some(said), Some(last)) if said < last);
    let kept = |unit: &&Unit| said_before || !lexicon::is_spare(&unit.text);
    units.iter().filter(kept).cloned().collect()
}

/// What stands before the first comma of a lead that is no list, when it is short.
fn before_comma(phrase: &Phrase) -> Option<&[Unit]> {
    let parts = &phrase.parts[..phrase.end_of_lead()];
    let [first, rest @ ..] = parts else {
        return None;
    };
    let last = rest.last()?;
    let goes_on = |part: &Part| {
        part.units
            .first()
            .is_some_and(|unit| unit.role == Role::Link)
    };
    let joined = matches!(last.units.first(), Some(unit) if matches!(&*unit.text, "AND" | "OR"));
    let is_list = rest.iter().all(|part| part.units.len() <= 2)
        || (first.units.len() < 2 && !goes_on(last))
        // `All of them, even these, are shown`
        || (rest.len() > 1 && (joined || !goes_on(&rest[0])));
    (!is_list && is_short(&first.units)).then_some(&*first.units)
}
