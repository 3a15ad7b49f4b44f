//! Places that types of nodes do not stand for any more: a line for each cause.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::quoted::and_more;
use super::view::split;

/// What a type of nodes lost, or another name of it.
pub(super) struct Loss<'v> {
    pub name: &'v str,
    /// Its other names that mean the same.
    pub also: Vec<&'v str>,
    /// The key of each place, with the place as it is written; at least one.
    pub places: Vec<(&'v str, &'v str)>,
    /// The type that stands for the first of them now.
    pub now: &'v str,
}

/// The name, the first place and the reason of each loss that has a cause of its own.
///
/// Two places share a type when all that is below them is the same. So where a leaf comes to differ, the types of all nodes above it split with it, and
/// are told in its line.
pub(super) fn reasons<'v>(losses: &[Loss<'v>]) -> Vec<(&'v str, &'v str, String)> {
    let mut lost = Lost::new();
    for (at, loss) in losses.iter().enumerate() {
        for (key, _) in &loss.places {
            // The own name of a type is before its other names.
            lost.entry(key).or_insert(at);
        }
    }
    let mut own = Vec::new();
    let mut above: BTreeMap<usize, Vec<&Loss<'v>>> = BTreeMap::new();
    for (at, loss) in losses.iter().enumerate() {
        match cause(loss, &lost) {
            Some(cause) => above.entry(cause).or_default().push(loss),
            None => own.push((at, loss)),
        }
    }
    let reason = |(at, loss): (usize, &Loss<'v>)| {
        let (_, place) = loss.places.first()?;
        let also = loss.also.iter().map(|name| format!("`{}`", split(name).1));
        let also: Vec<String> = also.collect();
        let it = if also.is_empty() {
            "it".to_owned()
        } else {
            format!("it (also called {})", also.join(", "))
        };
        let mut reason = format!(
            "handlers on {it} are no longer called for {}, which `{}` stands for now",
            and_more(place, loss.places.len()),
            loss.now
        );
        if let Some(above) = above.get(&at) {
            reason += &with_it(above);
        }
        Some((loss.name, *place, reason))
    };
    own.into_iter().filter_map(reason).collect()
}

/// Which of the losses has a place, by its key.
type Lost<'v> = BTreeMap<&'v str, usize>;

/// The loss at the lowest place below the first place of this one, unless a place is lost for itself. That loss has no other cause: nothing is lost
/// below one of its places.
fn cause(loss: &Loss<'_>, lost: &Lost<'_>) -> Option<usize> {
    if loss
        .places
        .iter()
        .any(|(key, _)| below(key, lost).is_none())
    {
        return None;
    }
    let (first, _) = loss.places.first()?;
    let (mut key, mut cause) = below(first, lost)?;
    while let Some((next, at)) = below(key, lost) {
        (key, cause) = (next, at);
    }
    Some(cause)
}

/// The first lost place below a place.
fn below<'v>(key: &str, lost: &Lost<'v>) -> Option<(&'v str, usize)> {
    let start = format!("{key}/");
    let (next, at) = lost
        .range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded))
        .next()?;
    next.starts_with(&start).then_some((*next, *at))
}

/// The types that split with the one of a line.
fn with_it(above: &[&Loss<'_>]) -> String {
    let names = above.iter().flat_map(|loss| {
        let names = std::iter::once(&loss.name).chain(&loss.also);
        names.map(|name| format!("`{}` (now `{}`)", split(name).1, split(loss.now).1))
    });
    let names: Vec<String> = names.collect();
    let types = match above.len() {
        1 => "splits the type".to_owned(),
        number => format!("split the {number} types"),
    };
    format!(
        "; with it {types} above it, whose handlers are no longer called there either: {}",
        names.join(", ")
    )
}
