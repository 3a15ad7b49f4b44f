//! The management tree of a device: what is mounted, and what is stored. The rules of existence are here.

use std::sync::Arc;

use crate::StatusCode;
use crate::store::{Capacity, Full, InstanceId, Store};
use csp_runtime::Addr;
use csp_schema::{AccessSet, NodeDefinition, NodeId, Row, Scope, Tree, Verb};

use crate::mount_error::MountError;
use crate::names::Names;
use crate::router::Router;
use crate::users::{Users, user_rows};
use csp_runtime::HandlerError;

/// A tree of generated code, or one that was loaded: what [`Device::mount_tree`](crate::Device::mount_tree) takes.
#[derive(Debug, Clone)]
pub enum TreeRef {
    /// A tree of generated code.
    Static(&'static Tree),
    /// A tree that was loaded at run time.
    Loaded(Arc<Tree>),
}

impl From<&'static Tree> for TreeRef {
    fn from(tree: &'static Tree) -> Self {
        Self::Static(tree)
    }
}

impl From<Arc<Tree>> for TreeRef {
    fn from(tree: Arc<Tree>) -> Self {
        Self::Loaded(tree)
    }
}

impl From<Tree> for TreeRef {
    fn from(tree: Tree) -> Self {
        Self::Loaded(tree.into())
    }
}

impl std::ops::Deref for TreeRef {
    type Target = Tree;

    fn deref(&self) -> &Tree {
        match self {
            Self::Static(tree) => tree,
            Self::Loaded(tree) => tree,
        }
    }
}

/// A mounted tree.
#[derive(Clone)]
pub(crate) struct Mount {
    pub(crate) tree: TreeRef,
    /// For each row, the verbs that have a handler.
    handled: Box<[AccessSet]>,
    /// Where the device's values and instances are kept.
    top: InstanceId,
    /// For each row, whether it is below `./User`: those values and instances are kept by [`Users`].
    user_rows: Vec<bool>,
    /// For each row, the dynamic rows on the way there, itself included.
    dynamic: Vec<Box<[NodeId]>>,
}

/// A node of the mounted trees, with the names that make it one place. Copied freely.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Located<'n> {
    pub(crate) mount: u16,
    pub(crate) node: NodeId,
    pub(crate) names: Names<'n>,
}

/// The mounted trees with their values and instances. What is mounted is shared with the copies of the device.
pub(crate) struct DmTree {
    pub(crate) router: Arc<Router>,
    pub(crate) mounts: Arc<Vec<Mount>>,
    pub(crate) store: Store,
    pub(crate) users: Users,
    pub(crate) capacity: Capacity,
}

impl DmTree {
    pub(crate) fn new(capacity: Capacity) -> Self {
        Self {
            router: Arc::new(Router::new()),
            mounts: Arc::default(),
            store: Store::default(),
            users: Users::default(),
            capacity,
        }
    }

    /// The same trees with the same values and instances.
    pub(crate) fn copy(&self) -> Self {
        Self {
            router: Arc::clone(&self.router),
            mounts: Arc::clone(&self.mounts),
            store: self.store.copy(),
            users: self.users.clone(),
            capacity: self.capacity,
        }
    }

    /// Mounts a tree; `handled` says which verbs of a class of nodes have a handler.
    pub(crate) fn mount(
        &mut self,
        tree: TreeRef,
        handled: impl Fn(u16) -> AccessSet,
    ) -> Result<(), MountError> {
        tree.read().map_err(MountError::ReadValueError)?;
        let number = u16::try_from(self.mounts.len()).map_err(|_| MountError::Full)?;
        if let Some(root) = self.router.taken_root(&tree) {
            return Err(MountError::Taken { uri: root.uri() });
        }
        Arc::make_mut(&mut self.router).mount(number, &tree);
        let dynamic = tree.nodes().map(|node| {
            let mut rows: Vec<_> = node
                .ancestors()
                .filter(|node| node.dynamic)
                .map(NodeDefinition::id)
                .collect();
            rows.reverse();
            rows.into()
        });
        let mount = Mount {
            dynamic: dynamic.collect(),
            handled: tree.nodes().map(|node| handled(node.class)).collect(),
            top: self.store.add_top(),
            user_rows: user_rows(tree.table()),
            tree,
        };
        self.users.mount(&mut self.store);
        Arc::make_mut(&mut self.mounts).push(mount);
        Ok(())
    }

    /// Signs a user in, or with `None` whoever is signed in out.
    pub(crate) fn sign_in(&mut self, user: Option<&str>) {
        self.users.sign_in(user, self.mounts.len(), &mut self.store);
    }

    pub(crate) fn tree(&self, mount: u16) -> Option<&Tree> {
        self.mounts
            .get(usize::from(mount))
            .map(|mount| &*mount.tree)
    }

    pub(crate) fn node(&self, mount: u16, node: NodeId) -> Option<NodeDefinition<'_>> {
        self.tree(mount)?.node(node)
    }

    /// Where the values and instances of a mounted tree are kept, on the way to a node: the device's, or the signed-in user's.
    pub(crate) fn top(&self, mount: u16, node: NodeId) -> Option<InstanceId> {
        if self.is_user_row(mount, node) {
            self.users.top(mount)
        } else {
            self.device_top(mount)
        }
    }

    /// Where the device's own values and instances of a mounted tree are kept.
    pub(crate) fn device_top(&self, mount: u16) -> Option<InstanceId> {
        self.mounts.get(usize::from(mount)).map(|mount| mount.top)
    }

    /// Whether a node is below `./User`.
    pub(crate) fn is_user_row(&self, mount: u16, node: NodeId) -> bool {
        let mount = self.mounts.get(usize::from(mount));
        mount.and_then(|mount| mount.user_rows.get(usize::from(node))) == Some(&true)
    }

    /// Whether a handler answers for a node.
    pub(crate) fn has_handler(&self, located: Located<'_>, verb: Verb) -> bool {
        let mount = self.mounts.get(usize::from(located.mount));
        let handled = mount.and_then(|mount| mount.handled.get(usize::from(located.node)));
        handled.is_some_and(|verbs| verbs.contains(verb))
    }

    /// The address of a node of a generated tree.
    pub(crate) fn addr<'n>(&self, located: Located<'n>) -> Option<Addr<'n>> {
        match self.mounts.get(usize::from(located.mount))?.tree {
            TreeRef::Static(tree) => Addr::find(tree, located.node, located.names.as_slice()),
            TreeRef::Loaded(_) => None,
        }
    }

    /// The mount of a generated tree.
    pub(crate) fn mount_of(&self, tree: &'static Tree) -> Option<u16> {
        let at = self
            .mounts
            .iter()
            .position(|mount| std::ptr::eq::<Tree>(&*mount.tree, tree))?;
        Some(at as u16)
    }

    /// The node with a LocURI, if a mounted tree has it.
    #[inline]
    pub(crate) fn resolve<'u>(&self, uri: &'u str, scratch: &'u mut String) -> Option<Located<'u>> {
        let route = self.router.route(uri, scratch).ok()?;
        let (mount, node) = self.router.place(route.place)?.owner?;
        Some(Located {
            mount,
            node,
            names: route.names,
        })
    }

    /// The dynamic rows on the way to a node, itself included.
    pub(crate) fn dynamic_rows(&self, mount: u16, node: NodeId) -> &[NodeId] {
        self.mounts
            .get(usize::from(mount))
            .and_then(|mount| mount.dynamic.get(usize::from(node)))
            .map_or(&[], |rows| rows)
    }

    fn is_cased(&self, mount: u16, row: NodeId) -> bool {
        self.node(mount, row)
            .is_some_and(NodeDefinition::is_case_sensitive)
    }

    /// The instance that a node belongs to, if there is one for each of its dynamic names.
    pub(crate) fn owner(&self, located: Located<'_>) -> Option<InstanceId> {
        self.owner_below(self.top(located.mount, located.node)?, located)
    }

    /// The same in a part of the tree that need not be the signed-in user's.
    fn owner_below(&self, top: InstanceId, located: Located<'_>) -> Option<InstanceId> {
        let rows = self.dynamic_rows(located.mount, located.node);
        let mut owner = top;
        for (row, name) in rows.iter().zip(located.names.as_slice()) {
            owner = self
                .store
                .child(owner, *row, self.is_cased(located.mount, *row), name)?;
        }
        Some(owner)
    }

    /// The instance that an existing node belongs to; `None` when the node does not exist.
    pub(crate) fn find(&self, located: Located<'_>) -> Option<InstanceId> {
        let owner = self.owner(located)?;
        self.stands(located.mount, owner, located.node)
            .then_some(owner)
    }

    /// Every instance that an existing node belongs to: one at most on the way to the device's own nodes, one for each user below `./User`.
    pub(crate) fn find_all(&self, located: Located<'_>) -> Vec<InstanceId> {
        let mount = usize::from(located.mount);
        let tops: Vec<InstanceId> = if self.is_user_row(located.mount, located.node) {
            (self.users.all())
                .filter_map(|(_, tops)| tops.get(mount).copied())
                .collect()
        } else {
            self.device_top(located.mount).into_iter().collect()
        };
        tops.into_iter()
            .filter_map(|top| self.owner_below(top, located))
            .filter(|owner| self.stands(located.mount, *owner, located.node))
            .collect()
    }

    /// The instance in which the parent of a node exists.
    pub(crate) fn find_parent(&self, located: Located<'_>) -> Option<InstanceId> {
        let node = self.node(located.mount, located.node)?;
        let parent = match node.parent() {
            None => return self.top(located.mount, located.node),
            Some(parent) => Located {
                node: parent.id(),
                ..located
            },
        };
        self.find(parent)
    }

    /// Whether a node of an existing instance exists: it was created, or it comes with its parent, and so up to the instance's own row.
    pub(crate) fn stands(&self, mount: u16, owner: InstanceId, node: NodeId) -> bool {
        let mut next = self.node(mount, node);
        while let Some(node) = next.filter(|node| !node.dynamic) {
            if !comes_with_parent(node.row()) && !self.store.has(owner, node.id()) {
                return false;
            }
            next = node.parent();
        }
        true
    }

    /// Creates what is missing on the way to a node, and an interior node itself. Undone by the store's log like every change.
    pub(crate) fn create(&mut self, located: Located<'_>) -> Result<InstanceId, HandlerError> {
        // Below `./User` there is nothing while nobody is signed in.
        let top = self.top(located.mount, located.node);
        self.create_below(top.ok_or(StatusCode::COMMAND_NOT_ALLOWED)?, located)
            .map_err(HandlerError::from)
    }

    /// The same in a part of the tree that need not be the signed-in user's.
    pub(crate) fn create_below(
        &mut self,
        top: InstanceId,
        located: Located<'_>,
    ) -> Result<InstanceId, Full> {
        let mut owner = top;
        let rows = self.dynamic_rows(located.mount, located.node).to_vec();
        for (row, name) in rows.iter().zip(located.names.as_slice()) {
            let parent = self
                .node(located.mount, *row)
                .map_or(Row::NO_PARENT, |row| row.parent);
            self.create_named(located.mount, owner, parent)?;
            let cased = self.is_cased(located.mount, *row);
            owner = match self.store.child(owner, *row, cased, name) {
                Some(known) => known,
                None => self.store.create(owner, *row, cased, name, self.capacity)?,
            };
        }
        // A leaf is created by its value; an instance was created above.
        match self.node(located.mount, located.node) {
            Some(node) if node.is_leaf() && !node.dynamic => {
                let parent = node.parent;
                self.create_named(located.mount, owner, parent)?;
            }
            _ => self.create_named(located.mount, owner, located.node)?,
        }
        Ok(owner)
    }

    /// Records the named nodes that do not come with their parents, from `node` up to the instance's own row.
    fn create_named(&mut self, mount: u16, owner: InstanceId, node: NodeId) -> Result<(), Full> {
        let mut next = node;
        while let Some(node) = self.node(mount, next).filter(|node| !node.dynamic) {
            let (id, parent) = (node.id(), node.parent);
            let needs_record = !comes_with_parent(node.row()) && !node.is_leaf();
            if needs_record && !self.store.has(owner, id) {
                self.store.put(owner, id, None, self.capacity)?;
            }
            next = parent;
        }
        Ok(())
    }

    /// Removes a node with everything below it.
    pub(crate) fn remove(&mut self, mount: u16, owner: InstanceId, node: NodeId) {
        let Some(node) = self.node(mount, node) else {
            return;
        };
        if node.dynamic {
            self.store.cut_off(owner)
        } else {
            let rows = node.id()..node.end;
            self.store.clear(owner, rows);
        }
    }
}

/// Whether a node exists as soon as its parent does: a named node that is permanent or must be there once. A root is always there.
pub(crate) fn comes_with_parent(row: &Row) -> bool {
    !row.dynamic
        && (row.parent == Row::NO_PARENT
            || row.scope == Scope::Permanent
            || row.occurrence.is_required())
}
