//! The policy of administrative templates behind a node, where templates are named.

use admx::{Policy, PolicySet};
use csp_schema::{AdmxBacking, Allowed, Fact, NodeDefinition};

/// The policies of the templates that are named, if any are.
#[derive(Clone, Copy)]
pub(crate) struct Policies<'a>(pub(crate) Option<&'a PolicySet>);

impl<'a> Policies<'a> {
    /// What a definition says of the policies behind a node, each with its policy where that is there.
    pub(crate) fn of<'n>(
        self,
        node: NodeDefinition<'n>,
    ) -> impl Iterator<Item = (&'n AdmxBacking, Option<Policy<'a>>)> {
        let backings = match &node.row().allowed {
            Allowed::Admx(backings) => &backings[..],
            _ => &[],
        };
        backings.iter().map(move |backing| {
            let found = self.0.and_then(|set| {
                set.resolve(admx::AdmxBacking {
                    area: &backing.area,
                    name: &backing.name,
                    file: &backing.file,
                })
                .policy()
            });
            (backing, found)
        })
    }

    /// What people call a node: the name of its group policy or of its policy in a template, else its title; empty where that is its own name.
    pub(crate) fn title<'t>(self, node: NodeDefinition<'t>) -> &'t str
    where
        'a: 't,
    {
        let facts = || node.row().facts.iter();
        let group_policy = facts().find_map(|fact| match fact {
            Fact::GroupPolicy { name, .. } => Some(name.trim()),
            _ => None,
        });
        let policy = self.of(node).find_map(|(_, policy)| policy?.display_name());
        let title = facts().find_map(|fact| match fact {
            Fact::Title(title) => Some(title.trim()),
            _ => None,
        });
        let title = group_policy.or(policy.map(str::trim)).or(title);
        title
            .filter(|title| *title != &*node.row().name)
            .unwrap_or_default()
    }

    /// The template that a device needs before it offers the policy of a node: of an app, since Windows' own policies are there.
    pub(crate) fn ingested(self, node: NodeDefinition<'_>) -> Option<&'a str> {
        let area = node.parent()?;
        let (app, _) = area.row().name.split_once('~')?;
        let uri = node.uri();
        let mut policies = self.of(node).filter_map(|(_, policy)| policy);
        let offers = |policy: &Policy<'_>| {
            let uris = policy.ingested_uris(app);
            uris.iter().any(|own| own.eq_ignore_ascii_case(&uri))
        };
        Some(policies.find(offers)?.file().name())
    }
}

/// The names of the categories of a policy as people read them, from the outside.
pub(crate) fn category(policy: Policy<'_>) -> String {
    let mut names: Vec<&str> = policy.category().map_or_else(Vec::new, |category| {
        let above = category.ancestors();
        above
            .map(|it| it.display_name().unwrap_or(it.name()).trim())
            .collect()
    });
    names.reverse();
    names.join(" > ")
}
