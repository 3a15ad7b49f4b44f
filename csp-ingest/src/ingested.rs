//! What a device has ingested: the templates, and by node the policies that they offer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use csp_runtime::Context;
use csp_runtime::dispatch::Scope;
use csp_schema::AdmxBacking;
use csp_schema::same_node::folded;

use crate::BlockedKeys;
use crate::definition::policy_config as config;
use crate::template::{Offer, Template};

/// Which template: app, type of settings and file, without their case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileKey(Vec<String>);

impl FileKey {
    pub(crate) fn of(names: &[&str]) -> Self {
        Self(names.iter().map(|name| folded(name)).collect())
    }
}

/// Which policy, without case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PolicyKey {
    is_user: bool,
    area: String,
    name: String,
}

/// The templates of a device.
#[derive(Debug)]
pub(crate) struct Ingested {
    pub(crate) blocked: BlockedKeys,
    templates: BTreeMap<FileKey, Arc<Template>>,
    /// For each node the templates that offer it, and the place of its policy in them. The first answers.
    policies: BTreeMap<PolicyKey, BTreeMap<FileKey, usize>>,
    /// What was there before each change of the Atomic that is being run.
    before: Vec<(FileKey, Option<Arc<Template>>)>,
}

impl Ingested {
    pub(crate) fn new(blocked: BlockedKeys) -> Self {
        Self {
            blocked,
            templates: BTreeMap::new(),
            policies: BTreeMap::new(),
            before: Vec::new(),
        }
    }

    /// What the payloads of a node are checked by, if a template offers it.
    pub(crate) fn policy(&self, scope: Scope, area: &str, name: &str) -> Option<&AdmxBacking> {
        let key = PolicyKey {
            is_user: scope == Scope::User,
            area: folded(area),
            name: folded(name),
        };
        let (file, place) = self.policies.get(&key)?.first_key_value()?;
        let offer = self.templates.get(file)?.offers.get(*place)?;
        Some(&offer.backing)
    }

    /// Takes a template in, in the place of the one with its names. Values stay of the policies that are still offered.
    pub(crate) fn insert(&mut self, key: FileKey, template: Template, cx: &mut Context<'_>) {
        let before = self.put(&key, Some(Arc::new(template)));
        self.forget(before.as_deref(), cx);
        self.remember(key, before, cx);
    }

    /// Forgets the templates whose names begin so, with the values of their policies.
    pub(crate) fn remove(&mut self, names: &[&str], cx: &mut Context<'_>) {
        let FileKey(first) = FileKey::of(names);
        let after = self.templates.range(FileKey(first.clone())..);
        let keys: Vec<FileKey> = after
            .map(|(key, _)| key.clone())
            .take_while(|FileKey(names)| names.starts_with(&first))
            .collect();
        for key in keys {
            let before = self.put(&key, None);
            self.forget(before.as_deref(), cx);
            self.remember(key, before, cx);
        }
    }

    fn remember(&mut self, key: FileKey, before: Option<Arc<Template>>, cx: &Context<'_>) {
        if cx.in_atomic() {
            self.before.push((key, before));
        } else {
            self.before.clear();
        }
    }

    /// The Atomic took effect.
    pub(crate) fn commit(&mut self) {
        self.before.clear();
    }

    /// The Atomic did not. The tree is back already.
    pub(crate) fn undo(&mut self) {
        while let Some((key, before)) = self.before.pop() {
            self.put(&key, before);
        }
    }

    /// Begins anew, with templates that the tree has.
    pub(crate) fn load(&mut self, templates: Vec<(FileKey, Template)>) {
        *self = Self::new(self.blocked);
        for (key, template) in templates {
            self.put(&key, Some(Arc::new(template)));
        }
    }

    /// Puts a template, or none, in the place of another, which is returned.
    fn put(&mut self, key: &FileKey, template: Option<Arc<Template>>) -> Option<Arc<Template>> {
        let before = self.templates.remove(key);
        for offer in before.iter().flat_map(|template| &template.offers) {
            for policy in policy_keys(offer) {
                if let Some(files) = self.policies.get_mut(&policy) {
                    files.remove(key);
                    if files.is_empty() {
                        self.policies.remove(&policy);
                    }
                }
            }
        }
        let Some(template) = template else {
            return before;
        };
        for (place, offer) in template.offers.iter().enumerate() {
            for policy in policy_keys(offer) {
                let files = self.policies.entry(policy).or_default();
                files.entry(key.clone()).or_insert(place);
            }
        }
        self.templates.insert(key.clone(), template);
        before
    }

    /// Removes from the tree what a template offered and none does now, whoever set it.
    fn forget(&self, template: Option<&Template>, cx: &mut Context<'_>) {
        let mut gone = BTreeSet::new();
        for offer in template.iter().flat_map(|template| &template.offers) {
            for key in policy_keys(offer) {
                if self.policies.contains_key(&key) {
                    continue;
                }
                let root = if key.is_user {
                    config::user()
                } else {
                    config::device()
                };
                let area = root.area_name(&offer.area);
                if self.has_area(&key) {
                    cx.remove_for_all_users(area.policy_name(&offer.name));
                } else if gone.insert((key.is_user, key.area)) {
                    cx.remove_for_all_users(area);
                }
            }
        }
    }

    /// Whether anything is offered in the area of a policy.
    fn has_area(&self, key: &PolicyKey) -> bool {
        let first = PolicyKey {
            name: String::new(),
            ..key.clone()
        };
        let next = self.policies.range(first..).next();
        next.is_some_and(|(next, _)| next.is_user == key.is_user && next.area == key.area)
    }
}

fn policy_keys(offer: &Offer) -> impl Iterator<Item = PolicyKey> {
    let scopes = [(false, offer.in_device), (true, offer.in_user)];
    let offered = scopes.into_iter().filter(|(_, is_offered)| *is_offered);
    offered.map(|(is_user, _)| PolicyKey {
        is_user,
        area: folded(&offer.area),
        name: folded(&offer.name),
    })
}
