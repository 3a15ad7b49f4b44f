//! Fields of the structs of policies that came, went or changed: each breaks whoever enables the policy.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Meaning;
use super::quoted::quoted;
use super::view::{View, is_in, split};

/// A field: its path, and the type of its value.
type Field<'v> = (&'v str, &'v str);

/// The fields of each struct, by the id of the element.
type Fields<'v> = BTreeMap<&'v str, BTreeMap<&'v str, Field<'v>>>;

/// The name, the place and the reason of each change; `kept` are the modules that are still there.
pub(super) fn reasons<'v>(
    old: &'v View<'_>,
    new: &'v View<'_>,
    kept: &BTreeSet<&str>,
) -> Vec<(&'v str, &'v str, String)> {
    let (was, is) = (fields(old), fields(new));
    let mut reasons = Vec::new();
    for (owner, before) in was.iter().filter(|(owner, _)| is_in(owner, kept)) {
        let (Some(it), Some((now_owner, now))) = (old.types.get(owner), new.named(owner)) else {
            continue;
        };
        let stays =
            |(key, place): (&String, &&'v str)| now.places.contains_key(key).then_some(*place);
        // Of a struct that is none any more, its own line tells.
        let (Some(place), Some(after)) = (it.places.iter().find_map(stays), is.get(now_owner))
        else {
            continue;
        };
        for (id, (path, value)) in before {
            let (scope, _) = split(owner);
            let reason = match after.get(id) {
                None => format!(
                    "the policy of {} has no element {} any more; code that gives or reads it does not compile",
                    quoted(place),
                    quoted(id)
                ),
                Some((now, _)) if split(now).1 != split(path).1 => format!(
                    "the field is `{}` now; code that names it does not compile",
                    split(now).1
                ),
                Some((_, now)) if !is_same(new, scope, value, now) => format!(
                    "the element {} was of type {} and is of type {}; code that gives or reads it does not compile",
                    quoted(id),
                    quoted(value),
                    quoted(now)
                ),
                Some(_) => continue,
            };
            reasons.push((*path, place, reason));
        }
        for (id, (path, _)) in after.iter().filter(|(id, _)| !before.contains_key(*id)) {
            let reason = format!(
                "the policy of {} has the new element {}; code that enables it does not compile until it gives that",
                quoted(place),
                quoted(id)
            );
            reasons.push((*path, place, reason));
        }
    }
    reasons
}

/// Whether two names are those of one type; an enum may have got another, and the former may still mean it.
fn is_same(new: &View<'_>, scope: &str, was: &str, is: &str) -> bool {
    let meant = new.named(&format!("{scope}::{was}"));
    was == is || meant.is_some_and(|(own, _)| split(own).1 == is)
}

fn fields<'v>(view: &'v View<'_>) -> Fields<'v> {
    let mut fields = Fields::new();
    for (path, meaning) in &view.members {
        if let Meaning::Field { id, value } = meaning {
            let of = fields.entry(split(path).0).or_default();
            of.insert(id.as_str(), (*path, value.as_str()));
        }
    }
    fields
}
