//! What a device lends to a handler: its tree, its alerts, the user and the time.

use std::time::SystemTime;

use crate::StatusCode;
use crate::dm_tree::{DmTree, Located};
use crate::names::Names;
use crate::settings::Settings;
use crate::walk::is_name;
use csp_runtime::dispatch::{AddrOrUri, Alert, HandlerError, Host};

/// The part of a device that a handler sees.
pub(crate) struct DeviceHost<'d> {
    pub(crate) dm_tree: &'d mut DmTree,
    pub(crate) settings: &'d Settings,
    pub(crate) alerts: &'d mut Vec<Alert>,
}

impl DmTree {
    /// The node that a handler speaks of, if what is mounted has it. `scratch` is room for decoded names.
    fn located<'n>(&self, node: AddrOrUri<'n>, scratch: &'n mut String) -> Option<Located<'n>> {
        match node {
            AddrOrUri::Uri(uri) => self.resolve(uri, scratch),
            AddrOrUri::Addr(addr) => Some(Located {
                mount: self.mount_of(addr.tree())?,
                node: addr.id(),
                names: Names::from_slice(addr.names()),
            }),
        }
    }
}

impl DeviceHost<'_> {
    /// Creates a node with what is missing on the way, or as much of it as there is room for.
    fn make(&mut self, located: Located<'_>, text: &str) -> Result<(), HandlerError> {
        let node = self.dm_tree.node(located.mount, located.node);
        let is_leaf = node.ok_or(StatusCode::NOT_FOUND)?.is_leaf();
        let owner = self.dm_tree.create(located)?;
        if is_leaf {
            let capacity = self.dm_tree.capacity;
            let store = &mut self.dm_tree.store;
            store.put(owner, located.node, Some(text), capacity)?;
        }
        Ok(())
    }
}

impl Host for DeviceHost<'_> {
    fn text(&self, node: AddrOrUri<'_>) -> Option<&str> {
        let mut scratch = String::new();
        let located = self.dm_tree.located(node, &mut scratch)?;
        let owner = self.dm_tree.find(located)?;
        self.dm_tree.store.value(owner, located.node)
    }

    fn exists(&self, node: AddrOrUri<'_>) -> bool {
        let mut scratch = String::new();
        let located = self.dm_tree.located(node, &mut scratch);
        located.is_some_and(|located| self.dm_tree.find(located).is_some())
    }

    fn set(&mut self, node: AddrOrUri<'_>, text: &str) -> Result<(), HandlerError> {
        let mut scratch = String::new();
        let located = self.dm_tree.located(node, &mut scratch);
        let located = located.ok_or(StatusCode::NOT_FOUND)?;
        // A LocURI has no such name, but an address may: nobody could reach the node, nor load a state that has it.
        let mut names = located.names.as_slice().iter();
        if !names.all(|name| is_name(name.as_bytes())) {
            return Err(StatusCode::COMMAND_FAILED.into());
        }
        let savepoint = self.dm_tree.store.savepoint();
        let made = self.make(located, text);
        if made.is_err() {
            self.dm_tree.store.undo_to(savepoint);
        }
        made
    }

    fn remove(&mut self, node: AddrOrUri<'_>) -> bool {
        let mut scratch = String::new();
        let Some(located) = self.dm_tree.located(node, &mut scratch) else {
            return false;
        };
        match self.dm_tree.find(located) {
            None => false,
            Some(owner) => {
                self.dm_tree.remove(located.mount, owner, located.node);
                true
            }
        }
    }

    fn remove_for_all_users(&mut self, node: AddrOrUri<'_>) -> bool {
        let mut scratch = String::new();
        let Some(located) = self.dm_tree.located(node, &mut scratch) else {
            return false;
        };
        let owners = self.dm_tree.find_all(located);
        for owner in &owners {
            self.dm_tree.remove(located.mount, *owner, located.node);
        }
        !owners.is_empty()
    }

    fn instances(&self, node: AddrOrUri<'_>) -> Vec<&str> {
        let mut scratch = String::new();
        let Some(parent) = self.dm_tree.located(node, &mut scratch) else {
            return Vec::new();
        };
        let parent_node = self.dm_tree.node(parent.mount, parent.node);
        let row = parent_node.and_then(|node| node.children().find(|child| child.dynamic));
        let (Some(row), Some(owner)) = (row, self.dm_tree.find(parent)) else {
            return Vec::new();
        };
        let names = self.dm_tree.store.children(owner, row.id());
        names.map(|(name, _)| name).collect()
    }

    fn alert(&mut self, alert: Alert) {
        self.alerts.push(alert);
    }

    fn user(&self) -> Option<&str> {
        self.dm_tree.users.signed_in()
    }

    fn now(&self) -> SystemTime {
        self.settings.now
    }
}
