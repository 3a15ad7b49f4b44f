//! What of a lock does not hold any more, and what breaks for code that goes by it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Lock;
use super::entry::Meaning;
use super::fields;
use super::kept::key;
use super::lost::{self, Loss};
use super::quoted::{and_more, quoted};
use super::view::{Type, View, above, is_in, split};

/// What a change of the definitions does to a name, and to code that uses it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Effect {
    /// The name, as a path from the index.
    pub name: String,
    /// The place that it is about: the first of those that are concerned.
    pub place: String,
    /// What happened and what it breaks, as one line; what is quoted stands in backticks and has none itself.
    pub reason: String,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.name, self.reason)
    }
}

/// What of `old` does not hold in `new`, in the order of the names. `others` are the modules that `new` does not answer for.
pub(super) fn refusals(old: &Lock, new: &Lock, others: &BTreeSet<String>) -> Vec<Effect> {
    let (old, new) = (View::new(old), View::new(new));
    let mut comparison = Comparison {
        kept: BTreeSet::new(),
        old: &old,
        new: &new,
        refusals: Vec::new(),
    };
    comparison.modules(others);
    comparison.gone();
    comparison.types();
    comparison.members();
    let fields = fields::reasons(&old, &new, &comparison.kept);
    for (name, place, reason) in fields {
        comparison.refuse(name, place, reason);
    }
    let mut refusals = comparison.refusals;
    refusals.sort();
    refusals
}

struct Comparison<'c, 'l> {
    old: &'c View<'l>,
    new: &'c View<'l>,
    /// The modules that are still there, under their names.
    kept: BTreeSet<&'l str>,
    refusals: Vec<Effect>,
}

impl<'l> Comparison<'_, 'l> {
    fn refuse(&mut self, name: &str, place: &str, reason: String) {
        self.refusals.push(Effect {
            name: name.to_owned(),
            place: place.to_owned(),
            reason,
        });
    }

    fn modules(&mut self, others: &BTreeSet<String>) {
        let (old, new) = (self.old, self.new);
        let theirs: BTreeMap<&str, &str> = new.modules.values().copied().collect();
        for (key, (name, root)) in &old.modules {
            match new.modules.get(key) {
                _ if others.contains(*name) => {}
                Some((now, _)) if now == name => {
                    self.kept.insert(name);
                }
                Some((now, _)) => {
                    let reason = match theirs.get(name) {
                        Some(other) => format!(
                            "the module is `{now}` now, and `{name}` is that of {}; code that names it does not compile, or means the other CSP",
                            quoted(other)
                        ),
                        None => format!(
                            "the module is `{now}` now; code that names it does not compile"
                        ),
                    };
                    self.refuse(name, root, reason);
                }
                None => self.refuse(
                    name,
                    root,
                    format!("nothing is defined at {} any more; code that uses the module does not compile", quoted(root)),
                ),
            }
        }
        // A module of another root under the name would be met in its place.
        let theirs = new.module_names();
        self.kept.retain(|name| theirs.contains(name));
    }

    /// The nodes that are gone, the topmost of each subtree.
    fn gone(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut below: BTreeMap<&str, usize> = BTreeMap::new();
        let is_gone = |place: &str| old.nodes.contains_key(place) && !new.nodes.contains_key(place);
        for (place, _) in old.nodes.iter().filter(|(place, _)| is_gone(place)) {
            let mut top: &str = place;
            while is_gone(above(top)) {
                top = above(top);
            }
            *below.entry(top).or_default() += 1;
        }
        let fresh = fresh(old, new);
        let kept = self.kept.clone();
        for (name, it) in old.types.iter().filter(|(name, _)| is_in(name, &kept)) {
            let tops = it.places.iter().filter_map(|(key, place)| {
                let count = below.get(key.as_str())?;
                (old.nodes.get(key) == Some(name)).then_some((key, *place, count - 1))
            });
            let tops: Vec<_> = tops.collect();
            let Some((first_key, first, nodes)) = tops.first() else {
                continue;
            };
            let mut reason = format!("{} defined any more", are_not(first, tops.len()));
            if *nodes > 0 {
                let (are, s) = if *nodes > 1 { ("are", "s") } else { ("is", "") };
                reason += &format!(", nor {are} {nodes} node{s} below it");
            }
            let root = old.roots.get(*first_key).copied();
            let now = new.named(name).filter(|_| root.is_none());
            let alike = fresh.get(&(above(first_key), looks(name, it))).copied();
            reason += &broken(it, now.map(|(_, now)| now), alike.flatten());
            self.refuse(root.unwrap_or(name), first, reason);
        }
    }

    /// Types that stand for other places than they did, or whose facts are others.
    fn types(&mut self) {
        let (old, new) = (self.old, self.new);
        let kept = self.kept.clone();
        let own = old.types.iter().map(|(name, it)| (*name, it, false));
        // Another name that still means what the type's own does is told with it.
        let mut also: BTreeMap<&str, Vec<&'l str>> = BTreeMap::new();
        let mut aliases = Vec::new();
        let meant = |name: &str| new.named(name).map(|(own, _)| own);
        for (name, (own, _)) in &old.aliases {
            let Some((own, it)) = old.types.get_key_value(own.as_str()) else {
                continue;
            };
            if meant(name) == meant(own) {
                also.entry(own).or_default().push(name);
            } else {
                aliases.push((*name, it, true));
            }
        }
        let mut losses = Vec::new();
        for (name, it, is_alias) in own.chain(aliases).filter(|(name, ..)| is_in(name, &kept)) {
            let is_node = name.contains("::node::");
            let stands = new.named(name);
            let none = Type::default();
            let now = stands.map_or(&none, |(_, now)| now);
            let lost: Vec<(&str, &str)> = it
                .places
                .iter()
                .filter(|(key, _)| new.nodes.contains_key(*key) && !now.places.contains_key(*key))
                .map(|(key, place)| (key.as_str(), *place))
                .collect();
            let lost_all = !lost.is_empty() && lost.len() == it.places.len();
            if let Some((first, _)) = lost.first().filter(|_| is_node) {
                losses.push(Loss {
                    name,
                    also: also.remove(name).unwrap_or_default(),
                    now: new.nodes.get(*first).copied().unwrap_or_default(),
                    places: lost,
                });
            }
            if stands.is_none() && !is_node && lost_all {
                // The node's own line tells when its value has another type.
                continue;
            }
            if is_alias || stands.is_none() {
                continue;
            }
            if is_node {
                self.joined(name, it, now);
                self.facts(name, it, now);
            } else if it.facts != now.facts && !now.places.is_empty() {
                let (was, is) = (it.facts[0], now.facts[0]);
                let first = it.places.values().next().copied().unwrap_or_default();
                self.refuse(name, first, format!("it held {was} values and holds {is} values now; code that uses it does not compile"));
            }
        }
        for (name, place, reason) in lost::reasons(&losses) {
            self.refuse(name, place, reason);
        }
    }

    /// Places that another type stood for.
    fn joined(&mut self, name: &str, it: &Type<'_>, now: &Type<'_>) {
        let old = self.old;
        let joined = now
            .places
            .iter()
            .filter(|(key, _)| !it.places.contains_key(*key) && old.nodes.contains_key(*key));
        let joined: Vec<_> = joined.collect();
        if let Some((key, place)) = joined.first() {
            let other = old.nodes.get(*key).copied().unwrap_or_default();
            let place_and_more = and_more(place, joined.len());
            let stays = it.places.keys().any(|key| now.places.contains_key(key));
            let is_one = |(own, _): (&str, &Type<'_>)| own == name;
            let reason = if self.new.named(other).is_some_and(is_one) {
                format!(
                    "it stands for {place_and_more} too, which `{other}` stood for: handlers on either are called for both, and the two are one type"
                )
            } else if stays {
                format!(
                    "it stands for {place_and_more} too, which `{other}` stood for: handlers on it are called there too"
                )
            } else {
                format!(
                    "it stands for {place_and_more} now, which `{other}` stood for: handlers on it are called there instead"
                )
            };
            self.refuse(name, place, reason);
        }
    }

    fn facts(&mut self, name: &str, it: &Type<'_>, now: &Type<'_>) {
        let place = now.places.values().next().copied().unwrap_or_default();
        let ([was, value], [is, now_value]) = (it.facts, now.facts);
        let gone: Vec<&str> = verbs(was).filter(|verb| !is.contains(verb)).collect();
        if !gone.is_empty() {
            let verbs = gone.join(" and ");
            let reason = format!(
                "{} does not permit {verbs} any more; requests and handlers with it do not compile",
                quoted(place)
            );
            self.refuse(name, place, reason);
        }
        // Under another name it is the same type as long as the former means it too.
        let scope = name.split("::").next().unwrap_or_default();
        let meant = self.new.named(&format!("{scope}::{value}"));
        let is_same = meant.is_some_and(|(own, _)| split(own).1 == now_value);
        if value != now_value && !is_same {
            let reason = format!(
                "the value of {} was of type {} and is of type {}; code that reads or writes it does not compile",
                quoted(place),
                quoted(value),
                quoted(now_value)
            );
            self.refuse(name, place, reason);
        }
    }

    /// Methods and constants of types that are still there.
    fn members(&mut self) {
        let (old, new) = (self.old, self.new);
        let kept = self.kept.clone();
        // Constants by value, methods by the child's name.
        let by_meaning: BTreeMap<(&str, &str), &str> = new
            .members
            .iter()
            .filter_map(|(path, meaning)| match meaning {
                Meaning::Constant { value: of, .. } | Meaning::Child(of) => {
                    Some(((split(path).0, of.as_str()), *path))
                }
                _ => None,
            })
            .collect();
        // The place that a type had and has: asked once for all of its members, which follow each other.
        let mut shared: Option<(&str, Option<&str>)> = None;
        for (path, meaning) in old.members.iter().filter(|(path, _)| is_in(path, &kept)) {
            let (owner, name) = split(path);
            let (Some(it), Some((now_owner, now))) = (old.types.get(owner), new.named(owner))
            else {
                continue;
            };
            let same = new.members.get(format!("{now_owner}::{name}").as_str());
            let place = match shared {
                Some((of, place)) if of == owner => place,
                _ => {
                    let has = |(key, place): (&String, &&'l str)| {
                        now.places.contains_key(key).then_some(*place)
                    };
                    it.places.iter().find_map(has)
                }
            };
            shared = Some((owner, place));
            let Some(place) = place else {
                continue;
            };
            match (meaning, same) {
                (Meaning::Child(wire), Some(Meaning::Child(is)))
                    if wire.eq_ignore_ascii_case(is) => {}
                (Meaning::Child(wire), _) => {
                    let child = format!("{place}/{wire}");
                    if new.nodes.contains_key(&key(&child)) {
                        let now = by_meaning.get(&(now_owner, wire.as_str()));
                        let now = now.map_or("another", |now| split(now).1);
                        let reason = format!(
                            "the method is `{now}` now; code that calls it does not compile"
                        );
                        self.refuse(path, &child, reason);
                    }
                }
                (Meaning::Name(_), Some(Meaning::Name(_))) => {}
                (Meaning::Name(_), _) => {
                    self.refuse(
                        path,
                        place,
                        "the method is gone; code that calls it does not compile".to_owned(),
                    );
                }
                (Meaning::Constant { value, .. }, Some(Meaning::Constant { value: is, .. }))
                    if value == is => {}
                (Meaning::Constant { value, .. }, Some(Meaning::Constant { value: is, .. })) => {
                    self.refuse(
                        path,
                        place,
                        format!(
                            "it was {} and is {}; code that uses it means another value",
                            quoted(value),
                            quoted(is)
                        ),
                    );
                }
                (Meaning::Constant { value, .. }, _) => {
                    let reason = match by_meaning.get(&(now_owner, value.as_str())) {
                        Some(other) => format!(
                            "the constant is `{other}` now; code that names it does not compile"
                        ),
                        None => format!(
                            "{} is no allowed value of {} any more; code that names it does not compile",
                            quoted(value),
                            quoted(place)
                        ),
                    };
                    self.refuse(path, place, reason);
                }
                _ => {}
            }
        }
    }
}

/// What breaks where a place of a type is gone. `now`: what its name stands for, if it still stands; `alike`: the place that may be it now.
fn broken(it: &Type<'_>, now: Option<&Type<'_>>, alike: Option<&str>) -> String {
    let breaks = match now {
        None => "code that names it does not compile",
        Some(now) if now.places.keys().any(|key| it.places.contains_key(key)) => {
            "code that goes there does not compile"
        }
        // An overlay gave the name to what came.
        Some(now) => {
            let first = now.places.values().next().copied().unwrap_or_default();
            return format!(
                ", and the name stands for {} now: requests and handlers with it go there",
                and_more(first, now.places.len())
            );
        }
    };
    match alike {
        Some(place) => format!("; {breaks} (is it {} now?)", quoted(place)),
        None => format!("; {breaks}"),
    }
}

/// The new node below each place that looks so, if it is the only one.
fn fresh<'v>(
    old: &View<'_>,
    new: &'v View<'_>,
) -> BTreeMap<(&'v str, [&'v str; 2]), Option<&'v str>> {
    let mut fresh = BTreeMap::new();
    for (name, it) in new
        .types
        .iter()
        .filter(|(name, _)| name.contains("::node::"))
    {
        for (key, place) in it
            .places
            .iter()
            .filter(|(key, _)| !old.nodes.contains_key(*key))
        {
            fresh
                .entry((above(key), looks(name, it)))
                .and_modify(|only| *only = None)
                .or_insert(Some(*place));
        }
    }
    fresh
}

/// What of a node stays when it is renamed: AccessType and type of value, which is named like the node where its values have names.
fn looks<'t>(name: &str, it: &Type<'t>) -> [&'t str; 2] {
    let [access, value] = it.facts;
    let is_named = value.contains(split(name).1);
    [access, if is_named { "" } else { value }]
}

/// The verbs of the name of an AccessType.
fn verbs(access: &str) -> impl Iterator<Item = &'static str> + '_ {
    let verbs = ["Add", "Delete", "Exec", "Get", "Replace"];
    verbs.into_iter().filter(|verb| access.contains(verb))
}

fn are_not(first: &str, count: usize) -> String {
    let is = if count > 1 { "are not" } else { "is not" };
    format!("{} {is}", and_more(first, count))
}

/// The constants whose description says something else than it did.
pub(super) fn contradictions(old: &Lock, new: &Lock) -> Vec<Effect> {
    let view = View::new(new);
    let mut contradictions = Vec::new();
    for (name, meanings) in &new.names {
        let constant = |meaning: &Meaning| match meaning {
            Meaning::Constant { value, described } => Some((value.clone(), described.clone())),
            _ => None,
        };
        let now = meanings.iter().find_map(constant);
        let before = old
            .names
            .get(name)
            .and_then(|meanings| meanings.iter().find_map(constant));
        let (Some((value, Some(described))), Some((_, before))) = (now, before) else {
            continue;
        };
        let (owner, own) = split(name);
        if own.starts_with("VALUE_") || before.as_ref() == Some(&described) {
            continue;
        }
        let places = view.types.get(owner).map(|it| &it.places);
        let place = places.and_then(|places| places.values().next());
        contradictions.push(Effect {
            name: name.clone(),
            place: place.copied().unwrap_or_default().to_owned(),
            reason: format!(
                "it is still {}, but the description of that value now reads as `{described}`",
                quoted(&value)
            ),
        });
    }
    contradictions
}
