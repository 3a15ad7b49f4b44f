//! The methods that lead to nodes, and those that return the names on the way.

use std::collections::BTreeSet;

use super::class::Classes;
use super::csp::Csp;
use super::given::Given;
use crate::ident::{self, Taken};
use crate::lock::KeptModule;

impl Csp<'_> {
    /// Names the methods that lead to the nodes. Siblings whose names meet in Rust are numbered in document order, what is new behind what has a name.
    pub(super) fn name_methods(
        &mut self,
        classes: &Classes,
        given: &Given,
        kept: Option<&KeptModule>,
    ) {
        self.methods = vec![String::new(); self.nodes.len()];
        for rows in &classes.rows {
            let Some(first) = rows.first() else {
                continue;
            };
            let children: Vec<u16> = self.child_rows(*first).collect();
            let kinds = self.kept_kinds(rows, kept);
            let given_to = |child: &u16| {
                let mut places = rows.iter().map(|row| row + (child - first));
                places.find_map(|row| given.method(&self.places[usize::from(row)]).cloned())
            };
            let kept_name = |child: &u16| {
                let wire = self.places[usize::from(*child)].rsplit('/').next()?;
                let mut names = kinds.iter().filter_map(|kind| kept?.child(kind, wire));
                names.next().map(str::to_owned)
            };
            let mut used = BTreeSet::new();
            let mut names: Vec<Option<String>> = vec![None; children.len()];
            for own in [&given_to as &dyn Fn(&u16) -> Option<String>, &kept_name] {
                for (child, name) in children.iter().zip(&mut names) {
                    if name.is_none() {
                        *name = own(child).filter(|own| used.insert(own.clone()));
                    }
                }
            }
            let mut taken: Taken = used.into_iter().collect();
            taken.take_all(super::kept_methods(&kinds, kept));
            let name = |(child, kept): (&u16, Option<String>)| {
                let wish = || ident::snake(&self.nodes[usize::from(*child)].label());
                kept.unwrap_or_else(|| taken.claim(wish(), "_"))
            };
            let names: Vec<String> = children.iter().zip(names).map(name).collect();
            for row in rows {
                for (child, name) in self.child_rows(*row).collect::<Vec<_>>().iter().zip(&names) {
                    self.methods[usize::from(*child)] = name.clone();
                }
            }
        }
    }
}
