//! Saving and loading what a device stores: a sorted map from LocURI to value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::dm_tree::DmTree;
use crate::store::InstanceId;
use csp_schema::uri::{LocUri, decode_segment, push_segment};
use csp_schema::{NodeDefinition, NodeId};

/// What a device stores: for each leaf with a value its text as on the wire, for each created interior node `None`. The keys are LocURIs as the
/// definitions root them, names percent-encoded. Any serde format can carry it.
///
/// A key below `./User` says whose it is: `./User:megan/Vendor/MSFT/X`, the name percent-encoded. A key that does not, `./User/Vendor/MSFT/X`, is
/// the signed-in user's; a device never writes one.
pub type State = BTreeMap<String, Option<String>>;

/// Why a state cannot be loaded. The device keeps what it had.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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

/// The key of each node that is loaded: of two for one node, neither may be lost without a word.
type Keys<'s> = BTreeMap<(InstanceId, NodeId), &'s str>;

impl DmTree {
    /// What is stored.
    pub(crate) fn save(&self) -> State {
        let mut state = State::new();
        for (number, mount) in (0..).zip(self.mounts.iter()) {
            for root in mount.tree.roots() {
                let path = root.root_path().trim_end_matches('/');
                if !self.is_user_row(number, root.id()) {
                    let mut whole = StateWriter::new(&mut state, path, None);
                    self.save_below(self.device_top(number), root, &mut whole);
                    continue;
                }
                for (user, tops) in self.users.all() {
                    let top = tops.get(usize::from(number)).copied();
                    let mut part = StateWriter::new(&mut state, path, Some(user));
                    self.save_below(top, root, &mut part);
                }
            }
        }
        state
    }

    fn save_below(
        &self,
        top: Option<InstanceId>,
        root: NodeDefinition<'_>,
        part: &mut StateWriter<'_>,
    ) {
        if let Some(top) = top {
            self.save_node(root, top, part);
        }
    }

    fn save_node(&self, node: NodeDefinition<'_>, parent: InstanceId, part: &mut StateWriter<'_>) {
        let length = part.uri.len();
        let mut save = |name: &str, owner: InstanceId| {
            part.uri.push('/');
            push_segment(&mut part.uri, name);
            if node.dynamic || self.store.has(owner, node.id()) {
                part.keep(self.store.value(owner, node.id()));
            }
            for child in node.children() {
                self.save_node(child, owner, part);
            }
            part.uri.truncate(length);
        };
        if node.dynamic {
            for (name, owner) in self.store.children(parent, node.id()) {
                save(name, owner);
            }
        } else {
            save(&node.name, parent)
        }
    }

    /// Puts a state in the place of what is stored. Parents are implied; AccessType and the allowed values do not matter.
    pub(crate) fn load(&mut self, state: &State) -> Result<(), StateError> {
        let savepoint = self.store.savepoint();
        self.clear();
        let mut keys = Keys::new();
        let loaded = state.iter().try_for_each(|(uri, value)| {
            self.load_one(uri, value.as_deref(), &mut keys)
                .map_err(|reason| StateError {
                    uri: uri.clone(),
                    reason,
                })
        });
        if loaded.is_err() {
            self.store.undo_to(savepoint);
        }
        self.store.settle();
        self.users.forget_idle(&mut self.store);
        loaded
    }

    fn clear(&mut self) {
        let device = (0..).map_while(|number| self.device_top(number));
        let users = self.users.all().flat_map(|(_, tops)| tops);
        let tops: Vec<InstanceId> = device.chain(users.copied()).collect();
        for top in tops {
            self.store.clear(top, 0..NodeId::MAX);
        }
    }

    fn load_one<'s>(
        &mut self,
        key: &'s str,
        value: Option<&str>,
        keys: &mut Keys<'s>,
    ) -> Result<(), String> {
        let (user, uri) = owner_of(key)?;
        let mut scratch = String::new();
        LocUri::parse(&uri).map_err(|fault| fault.to_string())?;
        let located = self
            .resolve(&uri, &mut scratch)
            .ok_or("no mounted definition has this node")?;
        let top = match user {
            Some(user) => {
                let mounts = self.mounts.len();
                self.users
                    .top_of(&user, located.mount, mounts, &mut self.store)
            }
            None => self.top(located.mount, located.node),
        };
        let top = top.ok_or(
            "nobody is signed in whose it could be: say whose it is, `./User:NAME/...`, the name percent-encoded",
        )?;
        let is_leaf = self
            .node(located.mount, located.node)
            .is_some_and(NodeDefinition::is_leaf);
        let full = |_| "the tree is full".to_owned();
        match value {
            Some(_) if !is_leaf => Err("an interior node has no value: write null".to_owned()),
            None if is_leaf => Err("a leaf has a value: write it as a string".to_owned()),
            _ => {
                let owner = self.create_below(top, located).map_err(full)?;
                if let Some(other) = keys.insert((owner, located.node), key) {
                    return Err(format!("`{other}` is the same node: keep one of the two"));
                }
                let capacity = self.capacity;
                let put = self.store.put(owner, located.node, value, capacity);
                put.map_err(full)
            }
        }
    }
}

/// A part of a state that is being written: the device's, or a user's.
struct StateWriter<'s> {
    state: &'s mut State,
    /// The LocURI of the node whose turn it is.
    uri: String,
    user: Option<&'s str>,
}

impl<'s> StateWriter<'s> {
    fn new(state: &'s mut State, path: &str, user: Option<&'s str>) -> Self {
        Self {
            state,
            uri: path.to_owned(),
            user,
        }
    }

    fn keep(&mut self, value: Option<&str>) {
        let key = match self.user {
            Some(user) => owned_by(user, &self.uri),
            None => self.uri.clone(),
        };
        self.state.insert(key, value.map(str::to_owned));
    }
}

/// What a first segment begins with that says whose a key is.
const USER: &str = "User:";

/// The key of a user's node.
fn owned_by(user: &str, uri: &str) -> String {
    let path = uri.strip_prefix("./").unwrap_or(uri);
    let mut key = format!("./{USER}");
    push_segment(&mut key, user);
    if let Some((_, rest)) = path.split_once('/') {
        key.push('/');
        key.push_str(rest);
    }
    key
}

/// Whose a key is, where it says so, and the LocURI of its node.
fn owner_of(key: &str) -> Result<(Option<String>, Cow<'_, str>), String> {
    let path = key.strip_prefix("./").unwrap_or(key);
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    let name = match first.split_at_checked(USER.len()) {
        Some((user, name)) if user.eq_ignore_ascii_case(USER) => name,
        _ => return Ok((None, Cow::Borrowed(key))),
    };
    let name = decode_segment(name).map_err(|fault| fault.to_string())?;
    Ok((Some(name.into_owned()), format!("./User{rest}").into()))
}
