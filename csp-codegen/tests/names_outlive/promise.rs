//! What a lock promises, read from the texts of two locks and from nothing else: a name stands for what it stood for, or is refused.

use std::collections::{BTreeMap, BTreeSet};

use csp_codegen::Effect;

/// A lock, by what its lines say.
#[derive(Default)]
struct Names<'t> {
    /// The module of each root path.
    modules: BTreeMap<String, &'t str>,
    /// The function that returns the root at each place.
    roots: BTreeMap<String, &'t str>,
    /// The types, of nodes and of values alike.
    types: BTreeMap<&'t str, Type<'t>>,
    /// What each other name of a type means.
    aliases: BTreeMap<&'t str, String>,
    /// The kind of node at each place, and the type of its values.
    nodes: BTreeMap<String, &'t str>,
    values: BTreeMap<String, &'t str>,
    /// What stands below each type: methods and constants, with their meaning.
    members: BTreeMap<&'t str, BTreeMap<&'t str, (&'t str, &'t str)>>,
}

#[derive(Default)]
struct Type<'t> {
    facts: Vec<&'t str>,
    places: BTreeSet<String>,
}

/// The device's places and those without a scope are the same, and no case counts.
fn key(place: &str) -> String {
    let place = place.to_lowercase();
    match place.strip_prefix("./device/") {
        Some(below) => format!("./{below}"),
        None => place,
    }
}

impl<'t> Names<'t> {
    fn read(text: &'t str) -> Self {
        let mut names = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split(' ').collect();
            let (scope, last) = fields[0].rsplit_once("::").unwrap_or(("", fields[0]));
            match fields[..] {
                [name, "module", root] => drop(names.modules.insert(key(root), name)),
                [name, "root", place] => drop(names.roots.insert(key(place), name)),
                [name, kind @ ("node" | "value"), ref facts @ .., place] => {
                    let known = names.types.entry(name).or_default();
                    known.facts = facts.to_vec();
                    known.places.insert(key(place));
                    let at = match kind {
                        "node" => &mut names.nodes,
                        _ => &mut names.values,
                    };
                    assert_eq!(
                        at.insert(key(place), name),
                        None,
                        "{line}: the place has a type"
                    );
                }
                [name, "alias", of, _] => {
                    drop(names.aliases.insert(name, format!("{scope}::{of}")))
                }
                [_, kind @ ("child" | "name" | "constant"), meaning, ..] => {
                    let members = names.members.entry(scope).or_default();
                    members.insert(last, (kind, meaning));
                }
                _ => panic!("{line}"),
            }
        }
        names
    }

    /// The type that a name means.
    fn meant(&self, name: &'t str) -> &str {
        self.aliases.get(name).map_or(name, String::as_str)
    }

    fn member(&self, owner: &str, name: &str) -> Option<(&'t str, &'t str)> {
        self.members.get(owner)?.get(name).copied()
    }
}

/// What of the old lock is neither in the new one nor refused.
pub(crate) fn broken(old: &str, new: &str, refusals: &[Effect]) -> Vec<String> {
    let mut promises = Promises {
        old: &Names::read(old),
        new: &Names::read(new),
        refused: refusals.iter().flat_map(told).collect(),
        broken: Vec::new(),
    };
    let all = promises.old;
    let module = |name: &str| name.split("::").next().unwrap_or_default().to_owned();
    let mut kept = BTreeSet::new();
    for (root, name) in &all.modules {
        if promises.new.modules.get(root) == Some(name) {
            kept.insert((*name).to_owned());
        } else {
            promises.must_refuse(&[name], "the module of a root path");
        }
    }
    for (place, name) in all
        .roots
        .iter()
        .filter(|(_, name)| kept.contains(&module(name)))
    {
        if promises.new.nodes.contains_key(place) && promises.new.roots.get(place) != Some(name) {
            promises.must_refuse(&[name], "the function of a root");
        }
    }
    let own = all.types.keys().map(|name| (*name, *name));
    let aliases = all.aliases.iter().map(|(name, of)| (*name, of.as_str()));
    for (name, own) in own
        .chain(aliases)
        .filter(|(name, _)| kept.contains(&module(name)))
    {
        let Some(it) = all.types.get(own) else {
            promises.broken.push(format!("{name}: there is no {own}"));
            continue;
        };
        for place in &it.places {
            if own.contains("::node::") {
                promises.node(name, own, place);
            } else {
                promises.value(name, own, place);
            }
        }
    }
    promises.broken.sort();
    promises.broken.dedup();
    promises.broken
}

/// The names that a line tells of: its own, the type's others, and those of the types that split with it.
fn told(refusal: &Effect) -> Vec<String> {
    let scope = refusal
        .name
        .rsplit_once("::")
        .map_or("", |(scope, _)| scope);
    let with_it = refusal.reason.split_once("; with it ");
    let also = refusal.reason.split_once("(also called ");
    let also = also.and_then(|(_, rest)| Some(rest.split_once(')')?.0));
    let lists = [with_it.map(|(_, names)| names), also];
    let names = lists
        .into_iter()
        .flatten()
        .flat_map(|names| names.split('`').skip(1).step_by(2))
        .map(|name| format!("{scope}::{name}"));
    names.chain([refusal.name.clone()]).collect()
}

struct Promises<'p, 't> {
    old: &'p Names<'t>,
    new: &'p Names<'t>,
    refused: BTreeSet<String>,
    broken: Vec<String>,
}

impl Promises<'_, '_> {
    fn must_refuse(&mut self, any: &[&str], what: &str) {
        if !any.iter().any(|name| self.refused.contains(*name)) {
            self.broken
                .push(format!("{}: {what} is not what it was", any[0]));
        }
    }

    fn node(&mut self, name: &str, own: &str, place: &str) {
        let (old, new) = (self.old, self.new);
        let Some(now) = new.nodes.get(place) else {
            return self.gone(place);
        };
        if new.aliases.get(name).map_or(name, String::as_str) != *now {
            self.must_refuse(&[name], &format!("the type at {place}, {now} now,"));
        }
        let (before, after) = (&old.types[own], &new.types[now]);
        let verbs = ["Add", "Delete", "Exec", "Get", "Replace"];
        let lost = |verb: &&str| before.facts[0].contains(*verb) && !after.facts[0].contains(*verb);
        if verbs.iter().any(lost) {
            self.must_refuse(&[own], &format!("the access of {place}"));
        }
        if before.facts[1] != after.facts[1] {
            self.must_refuse(&[own], &format!("the value of {place}"));
        }
        for other in after.places.iter().filter_map(|place| old.nodes.get(place)) {
            if *other != own {
                self.must_refuse(
                    &[own, other, now],
                    &format!("what stands alone, beside {other},"),
                );
            }
        }
        for (method, (kind, meaning)) in old.members.get(own).into_iter().flatten() {
            let is_there = *kind == "name"
                || new
                    .nodes
                    .contains_key(&format!("{place}/{}", meaning.to_lowercase()));
            let same = new
                .member(now, method)
                .is_some_and(|(now, is)| now == *kind && is.eq_ignore_ascii_case(meaning));
            if is_there && !same {
                self.must_refuse(
                    &[&format!("{own}::{method}")],
                    &format!("the method at {place}"),
                );
            }
        }
    }

    /// A node that is not defined any more: the topmost of what is gone with it is refused.
    fn gone(&mut self, place: &str) {
        let (old, new) = (self.old, self.new);
        let is_gone = |place: &str| old.nodes.contains_key(place) && !new.nodes.contains_key(place);
        let above = |place: &str| {
            place
                .rsplit_once('/')
                .map_or(String::new(), |(above, _)| above.to_owned())
        };
        let mut top = place.to_owned();
        while is_gone(&above(&top)) {
            top = above(&top);
        }
        let root = old.roots.get(&top).copied();
        self.must_refuse(
            &[root.unwrap_or(old.nodes[&top])],
            &format!("{top}, which is gone,"),
        );
    }

    fn value(&mut self, name: &str, own: &str, place: &str) {
        let (old, new) = (self.old, self.new);
        if !new.nodes.contains_key(place) {
            return;
        }
        // Where the kind of node is another, its line tells of the values too.
        let node = old.nodes[place];
        let other_names = old.aliases.iter().filter(|(_, of)| *of == node);
        let mut nodes: Vec<&str> = other_names.map(|(name, _)| *name).collect();
        nodes.push(node);
        if nodes.iter().any(|name| self.refused.contains(*name)) {
            return;
        }
        let Some(now) = new.values.get(place) else {
            return self.must_refuse(&[name], &format!("the values of {place}"));
        };
        if new.meant(name) != *now {
            self.must_refuse(
                &[name],
                &format!("the type of the values of {place}, {now} now,"),
            );
        }
        if old.types[own].facts != new.types[now].facts {
            self.must_refuse(&[own], &format!("what the values of {place} are"));
            return;
        }
        for (constant, (_, value)) in old.members.get(own).into_iter().flatten() {
            if new.member(now, constant) != Some(("constant", value)) {
                self.must_refuse(
                    &[&format!("{own}::{constant}")],
                    &format!("the constant of {value} at {place}"),
                );
            }
        }
    }
}
