//! Saving and loading what a device stores: a sorted map from LocURI to value.

use std::collections::BTreeMap;

use super::world::World;
use crate::schema::{NodeId, NodeRef};
use crate::store::InstanceId;
use crate::uri::{LocUri, push_segment};

/// What a device stores: for each leaf with a value its text as on the wire, for each created interior node `None`. The keys are LocURIs as the
/// definitions root them, names percent-encoded. Any serde format can carry it.
pub type State = BTreeMap<String, Option<String>>;

/// Why a state cannot be loaded. The device keeps what it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateError {
    /// The key that does not fit.
    pub uri: String,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for StateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the state's `{}`: {}", self.uri, self.reason)
    }
}

impl std::error::Error for StateError {}

impl World {
    /// What is stored.
    pub(super) fn save(&self) -> State {
        let mut state = State::new();
        for (number, mount) in (0..).zip(&self.mounts) {
            let Some(top) = self.top(number) else {
                continue;
            };
            for root in mount.tree.roots() {
                let mut uri = String::from(root.root_path().trim_end_matches('/'));
                self.save_node(root, top, &mut uri, &mut state);
            }
        }
        state
    }

    fn save_node(
        &self,
        node: NodeRef<'_>,
        parent: InstanceId,
        uri: &mut String,
        state: &mut State,
    ) {
        let length = uri.len();
        let mut save = |name: &str, owner: InstanceId| {
            uri.push('/');
            push_segment(uri, name);
            if node.dynamic || self.store.has(owner, node.id()) {
                let value = self.store.value(owner, node.id());
                state.insert(uri.clone(), value.map(str::to_owned));
            }
            for child in node.children() {
                self.save_node(child, owner, uri, state);
            }
            uri.truncate(length);
        };
        match node.dynamic {
            false => save(&node.name, parent),
            true => {
                for (name, owner) in self.store.children(parent, node.id()) {
                    save(name, owner);
                }
            }
        }
    }

    /// Puts a state in the place of what is stored. Parents are implied; AccessType and the allowed values do not matter.
    pub(super) fn load(&mut self, state: &State) -> Result<(), StateError> {
        let mark = self.store.mark();
        self.clear();
        let loaded = state.iter().try_for_each(|(uri, value)| {
            self.load_one(uri, value.as_deref())
                .map_err(|reason| StateError {
                    uri: uri.clone(),
                    reason,
                })
        });
        if loaded.is_err() {
            self.store.undo_to(mark);
        }
        self.store.settle();
        loaded
    }

    fn clear(&mut self) {
        for number in (0..).take(self.mounts.len()) {
            if let Some(top) = self.top(number) {
                self.store.clear(top, 0..NodeId::MAX);
            }
        }
    }

    fn load_one(&mut self, uri: &str, value: Option<&str>) -> Result<(), String> {
        let mut scratch = String::new();
        LocUri::parse(uri).map_err(|fault| fault.to_string())?;
        let spot = self
            .resolve(uri, &mut scratch)
            .ok_or("no mounted definition has this node")?;
        let is_leaf = self
            .node(spot.mount, spot.node)
            .is_some_and(NodeRef::is_leaf);
        let full = |_| "the tree is full".to_owned();
        match value {
            Some(_) if !is_leaf => Err("an interior node has no value: write null".to_owned()),
            None if is_leaf => Err("a leaf has a value: write it as a string".to_owned()),
            _ => {
                let owner = self.create(spot).map_err(full)?;
                let capacity = self.capacity;
                let put = self.store.put(owner, spot.node, value, capacity);
                put.map_err(full)
            }
        }
    }
}
