//! What the values of a set have in common, and the words that tell one from its siblings.

use std::collections::BTreeMap;

use super::cut::{PLEASANT, end_of_part, leaned, lengths, taken_away};
use super::lexicon;
use super::phrase::{says_something, trimmed};
use super::unit::{Role, Unit};
use super::written::{LONGEST, SHORT, name};

/// With so many siblings that share its rarest word is a name compared.
const MOST_OTHERS: usize = 16;

/// What the leads of a set have in common.
pub(super) struct Siblings {
    /// How many units all begin with, and end with.
    pub prefix: usize,
    suffix: usize,
    /// In which leads a unit stands.
    holders: BTreeMap<String, Vec<usize>>,
}

impl Siblings {
    pub(super) fn of<'a>(leads: impl Iterator<Item = &'a [Unit]>) -> Self {
        let leads: Vec<&[Unit]> = leads.collect();
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (nth, lead) in leads.iter().enumerate() {
            for unit in lead.iter() {
                let holders = holders.entry(unit.text.clone()).or_default();
                if holders.last() != Some(&nth) {
                    holders.push(nth);
                }
            }
        }
        let leads: Vec<&[Unit]> = leads.into_iter().filter(|lead| !lead.is_empty()).collect();
        let Some((first, others)) = leads.split_first().filter(|(_, others)| !others.is_empty())
        else {
            return Self {
                prefix: 0,
                suffix: 0,
                holders,
            };
        };
        let same = |a: &Unit, b: &Unit| a == b && a.role != Role::Takes;
        let common = |other: &&&[Unit]| {
            first
                .iter()
                .zip(other.iter())
                .take_while(|(a, b)| same(a, b))
                .count()
        };
        let prefix = others.iter().map(|other| common(&other)).min().unwrap_or(0);
        let common = |other: &&&[Unit]| {
            let (mine, theirs) = (first.iter().rev(), other.iter().rev());
            mine.zip(theirs).take_while(|(a, b)| same(a, b)).count()
        };
        let suffix = others.iter().map(|other| common(&other)).min().unwrap_or(0);
        // Of each something must be left.
        let least = leads.iter().map(|lead| lead.len()).min().unwrap_or(0);
        let suffix = if prefix + suffix < least { suffix } else { 0 };
        Self {
            prefix,
            suffix,
            holders,
        }
    }

    /// The units that not all siblings have at the beginning or at the end, with the words that belong to them.
    pub(super) fn told(&self, lead: &[Unit]) -> Vec<Unit> {
        let begin = self.prefix.min(lead.len());
        let mut end = (lead.len() - self.suffix.min(lead.len())).max(begin);
        if begin == end {
            return Vec::new();
        }
        // A name ends with a thing, not with `of`.
        if lexicon::leans(&lead[end - 1].text) {
            let rest = (end..=lead.len().min(begin + LONGEST)).rev();
            let mut rest = rest.filter(|&end| name(&lead[begin..end]).len() <= PLEASANT);
            end = rest.next().unwrap_or(end);
        }
        let whole = (1..=begin)
            .rev()
            .take_while(|&at| !lead[at].predicate)
            .find(|&at| lexicon::is_preposition(&lead[at - 1].text))
            .filter(|whole| end - whole < SHORT)
            .unwrap_or(begin);
        trimmed(&lead[whole..end]).to_vec()
    }

    /// Whether another lead has all these units: then they do not tell anything from it.
    fn other_has(&self, units: &[Unit], nth: usize) -> bool {
        let units = units
            .iter()
            .filter(|unit| unit.role != Role::Link && unit.text != "BOTH");
        let holders: Vec<&Vec<usize>> = units
            .filter_map(|unit| self.holders.get(&unit.text))
            .collect();
        let Some(fewest) = holders.iter().min_by_key(|holders| holders.len()) else {
            return true;
        };
        let others = fewest
            .iter()
            .filter(|&&other| other != nth)
            .take(MOST_OTHERS);
        others.into_iter().any(|other| {
            holders
                .iter()
                .all(|holders| holders.binary_search(other).is_ok())
        })
    }

    /// The first of the units, as many as a name may have, with what turns their meaning; and the rest.
    pub(super) fn cut(&self, units: &[Unit], nth: usize) -> Option<(Vec<Unit>, Vec<Unit>)> {
        let units = trimmed(units);
        let fits = |units: &[Unit], limit: usize| name(units).len() <= limit;
        let end = end_of_part(units)
            .or_else(|| lengths(units).find(|&end| fits(&units[..end], LONGEST)))?;
        let kept = leaned(&units[..end]);
        let left = &units[kept.len()..];
        if !says_something(kept) {
            return None;
        }
        let says = |units: &[Unit]| units.iter().any(|unit| unit.predicate);
        let turn = left
            .iter()
            .find(|unit| unit.predicate && unit.role == Role::Takes);
        if let Some(turn) = turn.filter(|_| !says(kept)) {
            let with_turn = (1..=kept.len()).rev();
            let mut with_turn =
                with_turn.map(|end| [trimmed(&kept[..end]), std::slice::from_ref(turn)].concat());
            return with_turn
                .find(|units| fits(units, LONGEST))
                .map(|units| (units, Vec::new()));
        }
        if self.other_has(kept, nth) {
            let only_here = |unit: &Unit| {
                unit.role != Role::Link
                    && self
                        .holders
                        .get(&unit.text)
                        .is_some_and(|all| all.len() == 1)
            };
            if let Some(own) = left.iter().position(only_here) {
                let before = &units[..kept.len() + own];
                let rest = [taken_away(before), trimmed(&left[own..])].concat();
                let end = lengths(&rest).find(|&end| fits(&rest[..end], PLEASANT))?;
                return Some((leaned(&rest[..end]).to_vec(), Vec::new()));
            }
        }
        Some((kept.to_vec(), left.to_vec()))
    }
}
