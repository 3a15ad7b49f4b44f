//! Tells siblings apart whose names meet: by what comes next in their descriptions.

use std::collections::BTreeMap;

use super::cut::{end_of_part, leaned, lengths, taken_away};
use super::lead::Wish;
use super::lexicon;
use super::phrase::{Phrase, trimmed};
use super::text::Break;
use super::unit::{Role, Unit};
use super::written::{LONGEST, name};

/// How many parts of a description are looked at.
const ROUNDS: usize = 4;

pub(super) fn told_apart(phrases: &[Phrase], wishes: Vec<Option<Wish>>) -> Vec<Option<String>> {
    let mut wishes = wishes;
    for _ in 0..ROUNDS {
        let mut meeting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (nth, wish) in wishes.iter().enumerate() {
            if let Some(wish) = wish {
                meeting.entry(wish.text.clone()).or_default().push(nth);
            }
        }
        let mut changed = false;
        for group in meeting.into_values().filter(|group| group.len() > 1) {
            changed |= tell_apart(phrases, &group, &mut wishes);
        }
        if !changed {
            break;
        }
    }
    wishes
        .into_iter()
        .map(|wish| wish.map(|wish| wish.text))
        .collect()
}

/// Gives those of a group that have more to say a longer name. Whoever has said all in this sentence keeps the name.
fn tell_apart(phrases: &[Phrase], group: &[usize], wishes: &mut [Option<Wish>]) -> bool {
    let mut next: Vec<(usize, Vec<Unit>, Break)> = Vec::new();
    for &nth in group {
        let Some(wish) = &mut wishes[nth] else {
            continue;
        };
        if wish.left.is_empty() {
            if let Some(part) = phrases[nth].parts.get(wish.parts) {
                next.push((nth, part.units.clone(), part.before));
            }
        } else {
            next.push((nth, wish.left.clone(), Break::Comma));
        }
    }
    if next.iter().any(|(_, _, before)| *before < Break::Sentence) {
        next.retain(|(_, _, before)| *before < Break::Sentence);
    }
    let same = match next.split_first() {
        Some(((_, first, _), others)) if next.len() == group.len() => others
            .iter()
            .map(|(_, units, _)| first.iter().zip(units).take_while(|(a, b)| a == b).count())
            .min()
            .unwrap_or(0),
        _ => 0,
    };
    let changed = !next.is_empty();
    for (nth, units, before) in next {
        let Some(wish) = &mut wishes[nth] else {
            continue;
        };
        if wish.left.is_empty() {
            wish.parts += 1;
        }
        wish.left.clear();
        if let Some(units) = longer(&wish.units, &units, &units[same..], before) {
            wish.text = name(&units);
            wish.units = units;
        }
    }
    changed
}

/// Whether the unit takes something away that was not spoken of: `disable`, but not `excluding`.
fn takes_anew(unit: &Unit) -> bool {
    unit.role == Role::Takes && !unit.text.ends_with("ING")
}

/// A name and what comes next, as much of both as fits: `own` is what of it only this value has.
fn longer(said: &[Unit], next: &[Unit], own: &[Unit], before: Break) -> Option<Vec<Unit>> {
    let own = trimmed(own);
    if own.is_empty() {
        return None;
    }
    let taken = match before {
        Break::Comma | Break::Aside if !own.iter().any(takes_anew) => taken_away(said),
        _ => &[],
    };
    let mut candidates: Vec<Vec<Unit>> = Vec::new();
    // `Does not allow` does not speak of what the next sentence begins with.
    let goes_on = before < Break::Sentence
        || said
            .last()
            .is_some_and(|unit| matches!(unit.role, Role::Plain));
    if goes_on {
        candidates.push([said, next].concat());
        candidates.push([said, own].concat());
    }
    if before < Break::Sentence && taken.is_empty() {
        if let Some(link) = said
            .iter()
            .rposition(|unit| lexicon::is_preposition(&unit.text))
        {
            candidates.push([&said[link + 1..], own].concat());
        }
        let both = [said, next].concat();
        if let Some(end) = end_of_part(&both).filter(|&end| end > said.len()) {
            candidates.push(both[..end].to_vec());
        }
    }
    candidates.push([taken, trimmed(next)].concat());
    for end in lengths(own) {
        candidates.push([taken, leaned(&own[..end])].concat());
    }
    candidates
        .into_iter()
        .find(|units| !units.is_empty() && name(units).len() <= LONGEST)
}
