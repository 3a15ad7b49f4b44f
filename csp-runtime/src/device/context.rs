//! What a handler sees of the device: the management tree, the command, the user and the time, and a way to raise alerts.

use std::time::SystemTime;

use super::alert::{Alert, AlertError};
use super::dm_tree::{DmTree, Located};
use super::failure::Failure;
use super::names::Names;
use super::settings::Settings;
use crate::StatusCode;
use crate::address::{Addr, Node, ValueOf};
use crate::value::{Payload, Unreadable, Value};
use syncml::Meta;

/// The device as a handler sees it.
///
/// Reading and writing here follow the tree's shape and nothing else: AccessType is for servers. What a handler changes is taken back when it
/// fails, and when the Atomic that it is in fails.
pub struct Context<'d> {
    pub(super) dm_tree: &'d mut DmTree,
    pub(super) settings: &'d Settings,
    pub(super) alerts: &'d mut Vec<Alert>,
    pub(super) call: Call<'d>,
}

/// The command that a handler is called for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Call<'d> {
    pub(super) data: Option<&'d str>,
    pub(super) format: Option<&'d str>,
    pub(super) kind: Option<&'d str>,
    pub(super) in_atomic: bool,
    pub(super) user: bool,
}

/// Whose part of the tree a command addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `./Device`, and everything that names no scope.
    Device,
    /// `./User`: the signed-in user's.
    User,
}

impl Context<'_> {
    /// Whose part of the tree the command addresses.
    pub fn scope(&self) -> Scope {
        match self.call.user {
            true => Scope::User,
            false => Scope::Device,
        }
    }

    /// The signed-in user, if there is one.
    pub fn user(&self) -> Option<&str> {
        self.dm_tree.users.signed_in()
    }

    /// The time, as the device was told it.
    pub fn now(&self) -> SystemTime {
        self.settings.now
    }

    /// Whether the command is part of an Atomic, so that it may still be rolled back.
    pub fn in_atomic(&self) -> bool {
        self.call.in_atomic
    }

    /// The text of the command's Data as it was sent, if it had one.
    pub fn data(&self) -> Option<&str> {
        self.call.data
    }

    /// The Format of the command's Meta, if it had one.
    pub fn format(&self) -> Option<&str> {
        self.call.format
    }

    /// The Type of the command's Meta, if it had one.
    pub fn media_type(&self) -> Option<&str> {
        self.call.kind
    }

    /// Raises an alert: it goes out with the device's reply.
    ///
    /// # Errors
    ///
    /// A character that XML cannot carry.
    pub fn alert(&mut self, alert: Alert) -> Result<(), AlertError> {
        alert.check()?;
        self.alerts.push(alert);
        Ok(())
    }

    /// The stored value of a leaf; `None` when it has none.
    ///
    /// # Errors
    ///
    /// The value is stored and cannot be read as the node's type, because it was loaded or set as a text that it cannot be.
    pub fn get<'n, N: Node<'n>>(
        &self,
        node: N,
    ) -> Result<Option<<ValueOf<'n, N> as Value>::Read<'_>>, Unreadable> {
        let text = self
            .located(node.addr())
            .and_then(|located| self.text(located));
        text.map(<ValueOf<'n, N>>::read).transpose()
    }

    /// Whether a node exists.
    pub fn exists<'n>(&self, node: impl Node<'n>) -> bool {
        self.located(node.addr())
            .is_some_and(|located| self.dm_tree.find(located).is_some())
    }

    /// Sets the value of a leaf, or creates an interior node, with everything that is missing on the way.
    ///
    /// # Errors
    ///
    /// 404 when the node's CSP is not mounted, 405 below `./User` while nobody is signed in, 420 when the tree is full, 500 for a value that
    /// [cannot be written](Payload::check).
    pub fn set<'n, N: Node<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Result<(), Failure> {
        let located = self.located(node.addr()).ok_or(StatusCode::NOT_FOUND)?;
        value.check()?;
        let mut text = String::new();
        value.write(&mut text);
        self.store(located, &text)
    }

    /// Removes a node with everything below it. Whether there was one.
    pub fn remove<'n>(&mut self, node: impl Node<'n>) -> bool {
        let located = self.located(node.addr());
        located.is_some_and(|located| self.cut(located))
    }

    /// The names of the instances below an interior node whose children are named at run time; none for any other node.
    pub fn instances<'n>(&self, parent: impl Node<'n>) -> Vec<&str> {
        let located = self.located(parent.addr());
        located.map_or_else(Vec::new, |located| self.instance_names(located))
    }

    /// The stored value of the leaf with this LocURI.
    pub fn get_text(&self, uri: &str) -> Option<&str> {
        self.at(uri, |cx, located| cx.text(located))?
    }

    /// Sets the value of the leaf with this LocURI, or creates the interior node, with everything that is missing on the way.
    ///
    /// # Errors
    ///
    /// 404 when no mounted tree has the node, 405 below `./User` while nobody is signed in, 420 when the tree is full.
    pub fn set_text(&mut self, uri: &str, value: &str) -> Result<(), Failure> {
        let mut scratch = String::new();
        let located = self
            .dm_tree
            .resolve(uri, &mut scratch)
            .ok_or(StatusCode::NOT_FOUND)?;
        self.store(located, value)
    }

    /// Removes the node with this LocURI, with everything below it. Whether there was one.
    pub fn remove_uri(&mut self, uri: &str) -> bool {
        let mut scratch = String::new();
        let located = self.dm_tree.resolve(uri, &mut scratch);
        located.is_some_and(|located| self.cut(located))
    }

    /// The names of the instances below the interior node with this LocURI.
    pub fn instances_of(&self, uri: &str) -> Vec<&str> {
        let names = self.at(uri, |cx, located| cx.instance_names(located));
        names.unwrap_or_default()
    }

    fn instance_names(&self, parent: Located<'_>) -> Vec<&str> {
        let node = self.dm_tree.node(parent.mount, parent.node);
        let row = node.and_then(|node| node.children().find(|child| child.dynamic));
        let (Some(row), Some(owner)) = (row, self.dm_tree.find(parent)) else {
            return Vec::new();
        };
        let names = self.dm_tree.store.children(owner, row.id());
        names.map(|(name, _)| name).collect()
    }

    fn at<'s, T>(&'s self, uri: &str, read: impl FnOnce(&'s Self, Located<'_>) -> T) -> Option<T> {
        let mut scratch = String::new();
        let located = self.dm_tree.resolve(uri, &mut scratch)?;
        Some(read(self, located))
    }

    fn located<'n>(&self, addr: Addr<'n>) -> Option<Located<'n>> {
        Some(Located {
            mount: self.dm_tree.mount_of(addr.tree())?,
            node: addr.id(),
            names: Names::from_slice(addr.names()),
        })
    }

    fn text(&self, located: Located<'_>) -> Option<&str> {
        let owner = self.dm_tree.find(located)?;
        self.dm_tree.store.value(owner, located.node)
    }

    fn store(&mut self, located: Located<'_>, text: &str) -> Result<(), Failure> {
        let is_leaf = self
            .dm_tree
            .node(located.mount, located.node)
            .ok_or(StatusCode::NOT_FOUND)?
            .is_leaf();
        let owner = self.dm_tree.create(located)?;
        let capacity = self.dm_tree.capacity;
        if is_leaf {
            let store = &mut self.dm_tree.store;
            store.put(owner, located.node, Some(text), capacity)?;
        }
        Ok(())
    }

    fn cut(&mut self, located: Located<'_>) -> bool {
        match self.dm_tree.find(located) {
            None => false,
            Some(owner) => {
                self.dm_tree.remove(located.mount, owner, located.node);
                true
            }
        }
    }
}

impl<'d> Call<'d> {
    pub(super) fn new(data: Option<&'d str>, meta: Stated<'d>) -> Self {
        Self {
            data,
            format: meta.format,
            kind: meta.kind,
            ..Self::default()
        }
    }
}

/// What a Meta says of a Data. Borrowed: it is put together for each item, and a Type may be as long as a message.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated<'m> {
    format: Option<&'m str>,
    kind: Option<&'m str>,
}

impl<'m> Stated<'m> {
    /// What a Meta says, completed with what is said around it: an item's overrides its command's element by element (MS-MDM).
    pub(super) fn new(inner: &'m Meta<'_>, outer: Self) -> Self {
        Self {
            format: inner.format.as_deref().or(outer.format),
            kind: inner.kind.as_deref().or(outer.kind),
        }
    }
}
