//! A node's address that owns its dynamic names, so that it can be kept.

use csp_runtime::Addr;
use csp_schema::same_node::node_key;
use csp_schema::{Allowed, NodeDefinition, NodeId, Row, Scope, Tree, Verb};

#[derive(Debug, Clone)]
pub(super) struct WantedNode {
    tree: &'static Tree,
    node: NodeId,
    names: Vec<String>,
}

impl WantedNode {
    pub(super) fn of(addr: Addr<'_>) -> Self {
        Self {
            tree: addr.tree(),
            node: addr.id(),
            names: addr.names().iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// What the schema says; `None` for the address that names a kind of node and no node.
    pub(super) fn schema(&self) -> Option<NodeDefinition<'static>> {
        self.tree.node(self.node)
    }

    pub(super) fn permits(&self, verb: Verb) -> bool {
        self.schema().is_some_and(|node| node.permits(verb))
    }

    /// Whether the node exists as soon as its parent does (a root, and a named node that is permanent or must be there once), so that no server
    /// has to add it.
    pub(super) fn comes_with_parent(&self) -> bool {
        self.schema().is_some_and(|node| {
            let is_fixed = node.scope == Scope::Permanent || node.occurrence.is_required();
            node.parent == Row::NO_PARENT || (!node.dynamic && is_fixed)
        })
    }

    /// Whether a device that has the node says so: observed Windows answers 404 to a Get of an ADMX-backed policy that is set.
    pub(super) fn tells_absence(&self) -> bool {
        self.schema()
            .is_some_and(|node| !matches!(node.allowed, Allowed::Admx(_)))
    }

    /// Does something with the address.
    pub(super) fn with<R>(&self, act: impl FnOnce(Addr<'_>) -> R) -> R {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        act(Addr::find(self.tree, self.node, &names).unwrap_or(Addr::NOWHERE))
    }

    pub(super) fn uri(&self) -> String {
        self.with(|addr| addr.to_string())
    }

    /// A text that is equal for all spellings of the place.
    pub(super) fn key(&self) -> String {
        node_key(&self.uri(), self.is_case_sensitive())
    }

    fn is_case_sensitive(&self) -> bool {
        let mut above = self
            .schema()
            .into_iter()
            .flat_map(NodeDefinition::ancestors);
        above.any(|node| node.dynamic && node.is_case_sensitive())
    }

    /// The nodes on the way here, from the root, this one excluded.
    pub(super) fn parents(&self) -> Vec<Self> {
        let mut names = self.names.clone();
        let mut parents = Vec::new();
        let mut next = self.schema();
        while let Some(node) = next {
            if node.dynamic {
                names.pop();
            }
            next = node.parent();
            parents.extend(next.map(|parent| Self {
                tree: self.tree,
                node: parent.id(),
                names: names.clone(),
            }));
        }
        parents.reverse();
        parents
    }

    /// The node at or above this one below which commands should travel in one Atomic.
    pub(super) fn atomic_root(&self) -> Option<Self> {
        let requires = |place: &Self| {
            place
                .schema()
                .is_some_and(NodeDefinition::is_atomic_required)
        };
        let mut parents = self.parents();
        parents.push(self.clone());
        parents.into_iter().find(requires)
    }
}
