//! Where a phrase that is too long for a name may end.

use super::lexicon;
use super::unit::{Role, Unit};
use super::written::{LONGEST, name};

/// A name that is cut is no longer than this where words allow.
pub(super) const PLEASANT: usize = 44;

/// How many units a name may have, the most first: each has a letter, and a mark before it.
pub(super) fn lengths(units: &[Unit]) -> impl Iterator<Item = usize> {
    (1..=units.len().min(LONGEST)).rev()
}

/// Where the last part of a sentence ends that a pleasant name can hold.
pub(super) fn end_of_part(units: &[Unit]) -> Option<usize> {
    let is_end = |end: usize| {
        let kept = &units[..end];
        let words = name(kept).split('_').count();
        let whole =
            words > 2 && !kept[0].text.starts_with("NO_") || kept.iter().any(|unit| unit.predicate);
        !lexicon::leans(&units[end - 1].text)
            && units.get(end).is_none_or(|next| {
                words > 1 && lexicon::is_conjunction(&next.text)
                    || whole && (next.role == Role::Link || lexicon::is_joint(&next.text))
            })
    };
    lengths(units).find(|&end| is_end(end) && name(&units[..end]).len() <= PLEASANT)
}

/// The word by which the units take away what follows them, if the last that decides about it does: `Turn off all, except ..`
pub(super) fn taken_away(units: &[Unit]) -> &[Unit] {
    let decides = |unit: &Unit| matches!(unit.role, Role::Takes | Role::Gives);
    match units.iter().rposition(decides) {
        Some(at) if units[at].role == Role::Takes => &units[at..=at],
        _ => &[],
    }
}

/// The units without those at the end that lean on what was cut.
pub(super) fn leaned(units: &[Unit]) -> &[Unit] {
    let leans = |unit: &&Unit| lexicon::leans(&unit.text);
    let end = units.len() - units.iter().rev().take_while(leans).count();
    &units[..end]
}
