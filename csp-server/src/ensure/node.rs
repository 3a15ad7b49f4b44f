//! A node's address that owns its dynamic names, so that it can be kept.

use csp_runtime::Addr;
use csp_schema::same_node::node_key;
use csp_schema::{Allowed, NodeDefinition, Row, Scope, Verb};

#[derive(Debug, Clone)]
pub(super) struct WantedNode {
    pub(super) definition: NodeDefinition<'static>,
    names: Vec<String>,
}

impl WantedNode {
    /// The node at an address, if the definition has it.
    pub(super) fn of(addr: Addr<'_>) -> Option<Self> {
        Some(Self {
            definition: addr.schema()?,
            names: addr.names().iter().map(|name| (*name).to_owned()).collect(),
        })
    }

    pub(super) fn permits(&self, verb: Verb) -> bool {
        self.definition.permits(verb)
    }

    /// Whether the node exists as soon as its parent does (a root, and a named node that is permanent or must be there once), so that no server
    /// has to add it.
    pub(super) fn comes_with_parent(&self) -> bool {
        let node = self.definition;
        let is_fixed = node.scope == Scope::Permanent || node.occurrence.is_required();
        node.parent == Row::NO_PARENT || (!node.dynamic && is_fixed)
    }

    /// Whether a device that has the node says so: observed Windows answers 404 to a Get of an ADMX-backed policy that is set.
    pub(super) fn tells_absence(&self) -> bool {
        !matches!(self.definition.allowed, Allowed::Admx(_))
    }

    pub(super) fn addr(&self) -> Addr<'_> {
        let node = self.definition;
        Addr::with_names(node.tree(), node.id(), &self.names)
    }

    pub(super) fn uri(&self) -> String {
        self.addr().to_string()
    }

    /// A text that is equal for all spellings of the place.
    pub(super) fn key(&self) -> String {
        node_key(&self.uri(), self.is_case_sensitive())
    }

    fn is_case_sensitive(&self) -> bool {
        let mut above = self.definition.ancestors();
        above.any(|node| node.dynamic && node.is_case_sensitive())
    }

    /// The nodes on the way here, from the root, this one excluded.
    pub(super) fn parents(&self) -> Vec<Self> {
        let mut names = self.names.clone();
        let mut parents = Vec::new();
        let mut next = Some(self.definition);
        while let Some(node) = next {
            if node.dynamic {
                names.pop();
            }
            next = node.parent();
            parents.extend(next.map(|definition| Self {
                definition,
                names: names.clone(),
            }));
        }
        parents.reverse();
        parents
    }

    /// The node at or above this one below which commands should travel in one Atomic.
    pub(super) fn atomic_root(&self) -> Option<Self> {
        let requires = |place: &Self| place.definition.is_atomic_required();
        let mut parents = self.parents();
        parents.push(self.clone());
        parents.into_iter().find(requires)
    }
}
