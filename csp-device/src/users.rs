//! Whose values: everything below `./User` is kept apart for each user, as in Windows, where it is the user's own part of the registry.

use std::collections::BTreeMap;

use crate::store::{InstanceId, Store};
use csp_schema::Table;
use csp_schema::same_node::is_user_scope;

/// The users that the device knows: who is signed in, and whoever left something behind.
#[derive(Debug, Default, Clone)]
pub(crate) struct Users {
    signed_in: Option<User>,
    others: BTreeMap<String, Vec<InstanceId>>,
}

#[derive(Debug, Clone)]
struct User {
    name: String,
    /// Where the user's values and instances are kept, for each mounted tree.
    tops: Vec<InstanceId>,
}

impl Users {
    /// Makes room for another mounted tree.
    pub(crate) fn mount(&mut self, store: &mut Store) {
        let signed_in = self.signed_in.iter_mut().map(|user| &mut user.tops);
        for tops in signed_in.chain(self.others.values_mut()) {
            tops.push(store.add_top());
        }
    }

    /// Who is signed in.
    pub(crate) fn signed_in(&self) -> Option<&str> {
        self.signed_in.as_ref().map(|user| user.name.as_str())
    }

    /// Where the values of whoever is signed in are kept.
    pub(crate) fn top(&self, mount: u16) -> Option<InstanceId> {
        let user = self.signed_in.as_ref()?;
        user.tops.get(usize::from(mount)).copied()
    }

    /// Every user with a place in each mounted tree, in the order of their names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[InstanceId])> {
        let signed_in = self.signed_in.iter();
        let signed_in = signed_in.map(|user| (user.name.as_str(), user.tops.as_slice()));
        let others = self.others.iter();
        signed_in.chain(others.map(|(name, tops)| (name.as_str(), tops.as_slice())))
    }

    /// The place of a user in a mounted tree. A user who is not known becomes so.
    pub(crate) fn top_of(
        &mut self,
        name: &str,
        mount: u16,
        mounts: usize,
        store: &mut Store,
    ) -> Option<InstanceId> {
        if self.signed_in() == Some(name) {
            return self.top(mount);
        }
        let tops = match self.others.get(name) {
            Some(tops) => tops,
            None => (self.others.entry(name.to_owned())).or_insert_with(|| add_tops(mounts, store)),
        };
        tops.get(usize::from(mount)).copied()
    }

    /// Signs a user in, or with `None` whoever is signed in out. A user who left nothing behind is forgotten.
    pub(crate) fn sign_in(&mut self, name: Option<&str>, mounts: usize, store: &mut Store) {
        if self.signed_in() == name {
            return;
        }
        if let Some(user) = self.signed_in.take() {
            if !remove_idle(&user.tops, store) {
                self.others.insert(user.name, user.tops);
            }
        }
        self.signed_in = name.map(|name| User {
            name: name.to_owned(),
            tops: (self.others.remove(name)).unwrap_or_else(|| add_tops(mounts, store)),
        });
    }

    /// Forgets everyone who is not signed in and has nothing.
    pub(crate) fn forget_idle(&mut self, store: &mut Store) {
        self.others.retain(|_, tops| !remove_idle(tops, store));
    }
}

fn add_tops(mounts: usize, store: &mut Store) -> Vec<InstanceId> {
    (0..mounts).map(|_| store.add_top()).collect()
}

/// Gives a user's places back if nothing is stored in any of them. Whether that is so.
fn remove_idle(tops: &[InstanceId], store: &mut Store) -> bool {
    let is_idle = tops.iter().all(|top| store.is_empty(*top));
    if is_idle {
        tops.iter().for_each(|top| store.remove_top(*top));
    }
    is_idle
}

/// For each row of a tree, whether it is below `./User`.
pub(crate) fn user_rows(table: &Table) -> Vec<bool> {
    let mut rows: Vec<bool> = Vec::with_capacity(table.rows.len());
    let mut roots = table.roots.iter();
    for row in &table.rows {
        let is_user = match rows.get(usize::from(row.parent)) {
            Some(parent) => *parent,
            None => roots
                .next()
                .is_some_and(|root| is_user_scope(&format!("{}/{}", root.path, row.name))),
        };
        rows.push(is_user);
    }
    rows
}
