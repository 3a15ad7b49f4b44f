//! Where the policies of templates are, by the names that addresses have.

use std::collections::{BTreeMap, BTreeSet};

use admx::{Policy, PolicySet};
use csp_schema::same_node::folded;

use super::address::PolicyAddress;
use super::template::Install;

/// The policies of the templates that a file sends, and of those that were given beside it.
pub(in crate::lint) struct Offers<'t> {
    /// By the folded area, without the app and the type, and the folded name: of a template that is sent, with its app.
    areas: BTreeMap<(String, String), Policy<'t>>,
    /// By the folded app and name, the first of each.
    names: BTreeMap<(String, String), Policy<'t>>,
    /// The folded names of the apps whose templates are sent.
    apps: BTreeSet<String>,
    given: &'t PolicySet,
}

impl<'t> Offers<'t> {
    pub(in crate::lint) fn of(installs: &'t [Install], given: &'t PolicySet) -> Self {
        let mut offers = Self {
            areas: BTreeMap::new(),
            names: BTreeMap::new(),
            apps: BTreeSet::new(),
            given,
        };
        for install in installs {
            let app = folded(&install.address.app);
            for policy in install.set.policies() {
                let name = folded(policy.name());
                if let Some(area) = policy.ingested_area(&app) {
                    let key = (folded(&area), name.clone());
                    offers.areas.entry(key).or_insert(policy);
                }
                offers.names.entry((app.clone(), name)).or_insert(policy);
            }
            offers.apps.insert(app);
        }
        offers
    }

    /// Whether there is nothing to look for.
    pub(in crate::lint) fn is_empty(&self) -> bool {
        self.apps.is_empty() && self.given.files().next().is_none()
    }

    /// Whether the file sends a template for an app.
    pub(in crate::lint) fn has_app(&self, app: &str) -> bool {
        self.apps.contains(&folded(app))
    }

    /// The policy that an address means: the one that is there, else one of its name.
    pub(super) fn find(&self, address: &PolicyAddress) -> Option<Policy<'t>> {
        let (app, name) = (folded(&address.app), folded(&address.name));
        if self.apps.contains(&app) {
            let here = self.areas.get(&(area(&app, address), name.clone()));
            return here.or_else(|| self.names.get(&(app, name))).copied();
        }
        let named = self.given.files();
        let named: Vec<Policy<'t>> = named.filter_map(|file| file.policy(&name)).collect();
        let is_here = |policy: &&Policy<'_>| {
            let there = policy.ingested_area(&app);
            there.is_some_and(|there| folded(&there) == area(&app, address))
        };
        // Names repeat from template to template: another place of one is meant where it has a category in common with what is written.
        let is_near = |policy: &&Policy<'_>| {
            let path = policy.category_path();
            let written = address.path.iter().map(|name| name.trim());
            written
                .filter(|name| !name.is_empty())
                .any(|name| path.iter().any(|known| known.eq_ignore_ascii_case(name)))
        };
        let here = named.iter().find(is_here);
        here.or_else(|| named.iter().find(is_near)).copied()
    }

    /// The names of the policies that the file's templates have for an app.
    pub(super) fn names(&self, app: &str) -> impl Iterator<Item = &'t str> + use<'_, 't> {
        let app = folded(app);
        let named = self.names.range((app.clone(), String::new())..);
        let named = named.take_while(move |((own, _), _)| *own == app);
        named.map(|(_, policy)| policy.name())
    }
}

/// The area that an address has, as a template of type `Policy` has it.
fn area(app: &str, address: &PolicyAddress) -> String {
    let mut area = format!("{app}~policy");
    for name in &address.path {
        area.push('~');
        area.push_str(&folded(name));
    }
    area
}
