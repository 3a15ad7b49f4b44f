//! The names of types: one for each place, the first being the type's and the others aliases.

use std::collections::{BTreeMap, BTreeSet};

use super::csp::Csp;
use crate::ident::{self, Taken};
use crate::ir::Alias;
use crate::lock::{KeptTypes, key};

/// The names of types in one namespace of a module.
pub(super) struct Names {
    /// The name of each type.
    pub types: Vec<String>,
    /// Further names, in alphabetical order, each with its type.
    pub aliases: Vec<(Alias, u16)>,
}

/// The types of one namespace, before they have names.
pub(super) struct Unnamed<'a> {
    /// The type of each row; `None` where a row has none here.
    pub of: &'a [Option<u16>],
    /// How many types there are.
    pub count: usize,
    /// The names that generated code has there itself.
    pub reserved: &'a [&'static str],
    /// The names that overlays give to places.
    pub given: &'a BTreeMap<String, String>,
    /// The names that places have already.
    pub kept: Option<&'a KeptTypes>,
}

impl Csp<'_> {
    /// The rows in the order in which they get names: device places before user places, so that the plain name stays with the device when a release
    /// makes the scopes differ.
    fn naming_order(&self) -> Vec<u16> {
        let mut order: Vec<u16> = (0..self.nodes.len() as u16).collect();
        order.sort_by_key(|row| (self.is_user[usize::from(*row)], *row));
        order
    }

    /// What a place is called if nothing else is: its named ancestors below the root and its own name or title, in Pascal case.
    pub(super) fn wished_names(&self) -> Vec<String> {
        // What stands before the names of each row's children. A parent has its row before them.
        let mut before: Vec<String> = Vec::with_capacity(self.nodes.len());
        let mut names = Vec::with_capacity(self.nodes.len());
        for (node, parent) in self.nodes.iter().zip(&self.parents) {
            let above = parent.map_or("", |parent| &before[usize::from(parent)]);
            let name = format!("{above}{}", ident::pascal_part(&node.label()));
            before.push(match parent {
                None => String::new(),
                Some(_) if node.is_dynamic() => above.to_owned(),
                Some(_) => name.clone(),
            });
            names.push(ident::type_name(name));
        }
        names
    }

    /// Names the types of one namespace.
    ///
    /// A name that is kept goes to the type of its place. Of what is new, a name that several types want goes to the one whose place comes first. A
    /// user place that comes too late has `User` before its name, and whatever is still taken a number behind it.
    pub(super) fn name_types(&self, unnamed: &Unnamed<'_>, wished: &[String]) -> Names {
        let order = self.naming_order();
        let order = order.into_iter().filter_map(|row| {
            let of = unnamed.of[usize::from(row)]?;
            Some((row, of))
        });
        let order: Vec<(u16, u16)> = order.collect();
        let mut types = vec![None; unnamed.count];
        let reserved = unnamed.reserved.iter().copied();
        let mut claimed: BTreeSet<String> = reserved.map(str::to_owned).collect();
        for (row, of) in order.iter().filter(|_| !unnamed.given.is_empty()) {
            let name = &mut types[usize::from(*of)];
            if name.is_none() {
                let given = self.given(unnamed, *row);
                *name = given
                    .filter(|given| claimed.insert((*given).clone()))
                    .cloned();
            }
        }
        if let Some(kept) = unnamed.kept {
            self.keep_types(kept, &order, &mut types, &mut claimed);
        }
        let kept_names = unnamed.kept.into_iter().flat_map(KeptTypes::all);
        let given = unnamed.given.values().map(String::as_str);
        let reserved = unnamed.reserved.iter().copied();
        let mut taken: Taken = reserved.chain(kept_names).chain(given).collect();
        for (row, of) in &order {
            let name = &mut types[usize::from(*of)];
            if name.is_none() {
                let plain = &wished[usize::from(*row)];
                let wish = if self.is_user[usize::from(*row)] && taken.contains(plain) {
                    ident::prefixed("User", plain)
                } else {
                    plain.clone()
                };
                *name = Some(taken.claim(wish, ""));
            }
        }
        let types: Vec<String> = types.into_iter().map(Option::unwrap_or_default).collect();
        let aliases = self.aliases(unnamed, &types, &order, wished);
        Names { types, aliases }
    }

    /// The name that an overlay gives to a place.
    fn given<'a>(&self, unnamed: &Unnamed<'a>, row: u16) -> Option<&'a String> {
        unnamed.given.get(&key(&self.places[usize::from(row)]))
    }

    /// Gives types the names that their places have. A place that gave another name to its type takes the type's own name last: when the type splits,
    /// the name stays with the others.
    fn keep_types(
        &self,
        kept: &KeptTypes,
        order: &[(u16, u16)],
        types: &mut [Option<String>],
        claimed: &mut BTreeSet<String>,
    ) {
        let has_alias = |row: u16| !kept.aliases_at(&self.places[usize::from(row)]).is_empty();
        for last in [false, true] {
            for (row, of) in order.iter().filter(|(row, _)| has_alias(*row) == last) {
                let name = &mut types[usize::from(*of)];
                let own = kept.type_at(&self.places[usize::from(*row)]);
                if name.is_none() {
                    let own = own.filter(|own| claimed.insert((*own).to_owned()));
                    *name = own.map(str::to_owned);
                }
            }
        }
        for (row, of) in order {
            let name = &mut types[usize::from(*of)];
            let others = kept.aliases_at(&self.places[usize::from(*row)]);
            if name.is_none() {
                *name = others
                    .iter()
                    .find(|other| claimed.insert((*other).clone()))
                    .cloned();
            }
        }
    }

    /// Every further name: those that places have, and of the others the plain one, or that with `User` before it, unless another type has it.
    fn aliases(
        &self,
        unnamed: &Unnamed<'_>,
        types: &[String],
        order: &[(u16, u16)],
        wished: &[String],
    ) -> Vec<(Alias, u16)> {
        let mut owners: BTreeMap<String, Option<u16>> = (0..=u16::MAX)
            .zip(types)
            .map(|(of, name)| (name.clone(), Some(of)))
            .chain(
                unnamed
                    .reserved
                    .iter()
                    .map(|name| ((*name).to_owned(), None)),
            )
            .collect();
        let mut aliases = BTreeMap::new();
        for (row, of) in order.iter().filter(|_| !unnamed.given.is_empty()) {
            if let Some(name) = self.given(unnamed, *row) {
                owners.entry(name.clone()).or_insert_with(|| {
                    aliases.insert(name.clone(), (*row, *of));
                    Some(*of)
                });
            }
        }
        if let Some(kept) = unnamed.kept {
            for (row, of) in order {
                let place = &self.places[usize::from(*row)];
                let others = kept.aliases_at(place).iter().map(String::as_str);
                for name in others.chain(kept.type_at(place)) {
                    owners.entry(name.to_owned()).or_insert_with(|| {
                        aliases.insert(name.to_owned(), (*row, *of));
                        Some(*of)
                    });
                }
            }
            // Of what is gone.
            for name in kept.all() {
                owners.entry(name.to_owned()).or_insert(None);
            }
        }
        // What a lock has keeps its names, and gets none of those that went.
        let is_new = |row: u16| {
            let place = &self.places[usize::from(row)];
            unnamed
                .kept
                .is_none_or(|kept| kept.type_at(place).is_none())
        };
        for (row, of) in order.iter().filter(|(row, _)| is_new(*row)) {
            let plain = &wished[usize::from(*row)];
            let is_user = self.is_user[usize::from(*row)];
            let names = [
                Some(plain.clone()),
                is_user.then(|| ident::prefixed("User", plain)),
            ];
            for name in names.into_iter().flatten() {
                let owner = *owners.entry(name.clone()).or_insert_with(|| {
                    aliases.insert(name, (*row, *of));
                    Some(*of)
                });
                if owner == Some(*of) {
                    break;
                }
            }
        }
        let alias = |(name, (row, of)): (String, (u16, u16))| {
            let alias = Alias {
                name,
                target: types[usize::from(of)].clone(),
                place: self.places[usize::from(row)].clone(),
            };
            (alias, of)
        };
        aliases.into_iter().map(alias).collect()
    }
}
