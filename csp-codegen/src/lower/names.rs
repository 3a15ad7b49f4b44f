//! The names of node types: one for each place, the first being the type's and the others aliases.

use std::collections::BTreeMap;

use super::class::Classes;
use super::{Csp, is_user};
use crate::ident::{self, Taken};

/// The names of a CSP's node types.
pub(super) struct Names {
    /// The type's name of each class.
    pub types: Vec<String>,
    /// Further names, each with its class, in alphabetical order.
    pub aliases: Vec<(String, u16)>,
}

/// What stands beside the kinds in `node`.
const IN_NODE: [&str; 1] = ["At"];

/// The class of what is no kind. A CSP has fewer rows.
const NO_CLASS: u16 = u16::MAX;

/// Names every place by its named ancestors below the root and its own name or title, in Pascal case.
///
/// A name that several classes want goes to the one whose place comes first, device places before user places: so the plain name stays with
/// the device when a release makes the scopes differ. A user place that comes too late has `User` before its name, and whatever is still taken
/// a number behind it.
pub(super) fn name_places(csp: &Csp<'_>, classes: &Classes) -> Names {
    let wished: Vec<String> = (0..csp.nodes.len() as u16)
        .map(|row| place_name(csp, row))
        .collect();
    let user: Vec<bool> = csp
        .nodes
        .iter()
        .map(|node| is_user(node.root_path().unwrap_or_default()))
        .collect();
    let user = |row: u16| {
        csp.upwards(row)
            .last()
            .is_some_and(|root| user[usize::from(root)])
    };

    let mut order: Vec<u16> = (0..csp.nodes.len() as u16).collect();
    order.sort_by_key(|row| (user(*row), *row));

    let mut types: Vec<Option<String>> = vec![None; classes.rows.len()];
    let mut taken: Taken = IN_NODE.into_iter().collect();
    for row in &order {
        let name = &mut types[usize::from(classes.of[usize::from(*row)])];
        if name.is_none() {
            let plain = &wished[usize::from(*row)];
            let wish = if user(*row) && taken.contains(plain) {
                ident::prefixed("User", plain)
            } else {
                plain.clone()
            };
            *name = Some(taken.claim(wish, ""));
        }
    }
    let types: Vec<String> = types.into_iter().map(Option::unwrap_or_default).collect();

    let mut owners: BTreeMap<String, u16> = (0..=u16::MAX)
        .zip(&types)
        .map(|(class, name)| (name.clone(), class))
        .chain(IN_NODE.map(|name| (name.to_owned(), NO_CLASS)))
        .collect();
    let mut aliases = BTreeMap::new();
    for row in &order {
        let (class, plain) = (classes.of[usize::from(*row)], &wished[usize::from(*row)]);
        let names = [
            Some(plain.clone()),
            user(*row).then(|| ident::prefixed("User", plain)),
        ];
        for name in names.into_iter().flatten() {
            let owner = *owners.entry(name.clone()).or_insert_with(|| {
                aliases.insert(name, class);
                class
            });
            if owner == class {
                break;
            }
        }
    }
    Names {
        types,
        aliases: aliases.into_iter().collect(),
    }
}

fn place_name(csp: &Csp<'_>, row: u16) -> String {
    let above = csp
        .upwards(row)
        .skip(1)
        .filter(|above| csp.parents[usize::from(*above)].is_some());
    let mut path: Vec<_> = above
        .map(|above| csp.nodes[usize::from(above)])
        .filter(|node| !node.is_dynamic())
        .map(ddf::Node::label)
        .collect();
    path.reverse();
    path.push(csp.nodes[usize::from(row)].label());
    ident::pascal(path.iter().map(|name| &**name))
}
