//! Add, Replace, Delete and Exec on the tree: when a node exists, when it may come and go (OMA DM RepPro 1.2; MS-MDM; observed Windows).

use crate::StatusCode;
use crate::dm_tree::{Located, comes_with_parent};
use crate::journal::Done;
use crate::names::Names;
use crate::query::{Property, Query};
use crate::run::{Effect, Run};
use crate::settings::Profile;
use crate::store::{Full, InstanceId};
use crate::target::CheckedTarget;
use csp_runtime::HandlerError;
use csp_schema::{NodeDefinition, Row, Scope};

type Changed = Result<Effect, HandlerError>;

impl From<Full> for HandlerError {
    fn from(_: Full) -> Self {
        Self::new(StatusCode::DEVICE_FULL)
    }
}

impl Run<'_, '_> {
    /// Creates a node, and every node that is missing on the way, whatever AccessType those have: it is the addressed node's that counts.
    /// `added` gets the ones of those that handlers were called for.
    pub(crate) fn add(
        &mut self,
        located: Located<'_>,
        target: &CheckedTarget<'_>,
        added: &mut Vec<Done>,
    ) -> Changed {
        let node = self.node(located)?;
        let (is_leaf, id) = (node.is_leaf(), node.id());
        // A node that is there only because its parent is may be added once: servers add what they need, and this is theirs for the first time.
        let is_first = comes_with_parent(node.row()) && (is_leaf || node.scope == Scope::Dynamic);
        let is_root = node.row().parent == Row::NO_PARENT;
        match self.dm_tree.find(located) {
            Some(owner) if is_root || !is_first || self.dm_tree.store.has(owner, id) => {
                return Err(StatusCode::ALREADY_EXISTS.into());
            }
            _ => {}
        }
        self.check_new_names(located)?;
        self.add_parents(located, target.call.user, added)?;
        let owner = self.dm_tree.create(located)?;
        if is_leaf {
            self.put(owner, located, target.call.data.unwrap_or_default())?
        } else if is_first {
            self.dm_tree
                .store
                .put(owner, id, None, self.dm_tree.capacity)?
        }
        Ok(Effect::Made)
    }

    /// Overwrites a value. Whether a leaf that is missing below an existing parent is created is where Windows and OMA differ.
    pub(crate) fn replace(&mut self, located: Located<'_>, target: &CheckedTarget<'_>) -> Changed {
        if target.query == Some(Query::Property(Property::Name)) {
            return self.rename(located, target.call.data.unwrap_or_default());
        }
        let node = self.node(located)?;
        let (is_leaf, appends) = (node.is_leaf(), node.replace_appends());
        // Also a leaf that permits no Add, for which there is no other way (the Direction and Enabled of Firewall rules).
        let creates = self.settings.profile == Profile::Windows;
        let delimiter = node.delimiter;
        let text = target.call.data.unwrap_or_default();
        let Some(owner) = self.dm_tree.find(located) else {
            return match self.dm_tree.find_parent(located) {
                Some(_) if is_leaf && creates => {
                    self.check_new_names(located)?;
                    let owner = self.dm_tree.create(located)?;
                    self.put(owner, located, text)?;
                    Ok(Effect::Made)
                }
                None if self.settings.profile == Profile::Windows => {
                    Err(StatusCode::COMMAND_NOT_ALLOWED.into())
                }
                _ => Err(StatusCode::NOT_FOUND.into()),
            };
        };
        if !is_leaf {
            return Ok(Effect::HandlersOnly);
        }
        match self.dm_tree.store.value(owner, located.node) {
            Some(stored) if appends && !stored.is_empty() => {
                let delimiter = delimiter.filter(|delimiter| !stored.ends_with(*delimiter));
                let more: String = delimiter.into_iter().chain(text.chars()).collect();
                if stored.len() + more.len() > self.settings.limits.value_bytes {
                    return Err(StatusCode::ENTITY_TOO_LARGE.into());
                }
                let capacity = self.dm_tree.capacity;
                self.dm_tree
                    .store
                    .append(owner, located.node, &more, capacity)?;
            }
            // The log need not hold a change that is none. A handler hears of it all the same: the real setting may have drifted.
            Some(stored) if stored == text => {}
            _ => self.put(owner, located, text)?,
        }
        Ok(Effect::Made)
    }

    /// Creates what is missing on the way to a node that its CSP knows.
    pub(crate) fn make_parent(&mut self, located: Located<'_>) -> Result<(), HandlerError> {
        let Some(parent) = self.node(located)?.parent().map(NodeDefinition::id) else {
            return Ok(());
        };
        let names = self.dm_tree.dynamic_rows(located.mount, parent).len();
        let names = located.names.as_slice().get(..names).unwrap_or_default();
        let parent = Located {
            node: parent,
            names: Names::from_slice(names),
            ..located
        };
        self.dm_tree.create(parent).map(|_| ())
    }

    /// No node here can be renamed; a name that is taken is said to be.
    fn rename(&self, located: Located<'_>, name: &str) -> Changed {
        self.dm_tree.find(located).ok_or(StatusCode::NOT_FOUND)?;
        let node = self.node(located)?;
        let mut names = located.names;
        if node.dynamic {
            names.replace_last(name);
        } else {
            _ = names.push(name);
        }
        let has_name = |sibling: &NodeDefinition<'_>| {
            sibling.dynamic || sibling.name.eq_ignore_ascii_case(name)
        };
        let exists = |sibling: NodeDefinition<'_>| {
            let node = sibling.id();
            self.dm_tree.find(Located {
                node,
                names,
                ..located
            })
        };
        let siblings = node.parent().into_iter().flat_map(NodeDefinition::children);
        match siblings.filter(has_name).find_map(exists) {
            Some(_) => Err(StatusCode::ALREADY_EXISTS.into()),
            None => Err(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED.into()),
        }
    }

    /// Removes a node with everything below it, also what could not be deleted by itself.
    pub(crate) fn delete(&mut self, located: Located<'_>) -> Changed {
        let owner = self.dm_tree.find(located).ok_or(StatusCode::NOT_FOUND)?;
        self.dm_tree.remove(located.mount, owner, located.node);
        Ok(Effect::Made)
    }

    /// An Exec changes nothing in the tree; the node has to be there.
    pub(crate) fn find_for_exec(&self, located: Located<'_>) -> Changed {
        self.dm_tree.find(located).ok_or(StatusCode::NOT_FOUND)?;
        Ok(Effect::Made)
    }

    /// Whether the instances that would be created may have their names, and may be as many as they would be.
    fn check_new_names(&self, located: Located<'_>) -> Result<(), HandlerError> {
        let rows = self.dm_tree.dynamic_rows(located.mount, located.node);
        let refused = HandlerError::new(StatusCode::COMMAND_NOT_ALLOWED);
        let mut parent = Some(
            self.dm_tree
                .top(located.mount, located.node)
                .ok_or(refused)?,
        );
        for (row, name) in rows.iter().zip(located.names.as_slice()) {
            let row = self.dm_tree.node(located.mount, *row).ok_or(refused)?;
            let known = parent.and_then(|parent| {
                self.dm_tree
                    .store
                    .child(parent, row.id(), row.is_case_sensitive(), name)
            });
            if known.is_none() {
                row.check_name(name).map_err(|_| refused)?;
                let siblings =
                    parent.map_or(0, |parent| self.dm_tree.store.count(parent, row.id()));
                if row
                    .occurrence
                    .limit()
                    .is_some_and(|limit| siblings >= limit as usize)
                {
                    return Err(refused);
                }
            }
            parent = known;
        }
        Ok(())
    }

    fn put(&mut self, owner: InstanceId, located: Located<'_>, text: &str) -> Result<(), Full> {
        let capacity = self.dm_tree.capacity;
        self.dm_tree
            .store
            .put(owner, located.node, Some(text), capacity)
    }

    fn node(&self, located: Located<'_>) -> Result<NodeDefinition<'_>, HandlerError> {
        let node = self.dm_tree.node(located.mount, located.node);
        Ok(node.ok_or(StatusCode::NOT_FOUND)?)
    }
}
