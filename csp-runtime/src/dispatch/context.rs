//! What a handler sees: the management tree, the command, the user and the time, and a way to raise alerts.

use std::time::SystemTime;

use super::alert::{Alert, AlertError};
use super::error::HandlerError;
use super::host::{AddrOrUri, Host};
use crate::address::{NodeAddress, ValueOf};
use crate::value::{Payload, ReadValueError, Value};

/// The device as a handler sees it.
///
/// Reading and writing here follow the tree's shape and nothing else: AccessType is for servers. What a handler changes is taken back when it
/// fails, and when the Atomic that it is in fails.
pub struct Context<'d> {
    host: &'d mut dyn Host,
    call: Call<'d>,
}

/// The command that a handler is called for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Call<'d> {
    /// The text of its Data, if it has one.
    pub data: Option<&'d str>,
    /// The Format of its Meta, if it has one.
    pub format: Option<&'d str>,
    /// The Type of its Meta, if it has one.
    pub media_type: Option<&'d str>,
    /// Whether it is part of an Atomic.
    pub in_atomic: bool,
    /// Whether it addresses the user's part of the tree.
    pub user: bool,
}

/// Whose part of the tree a command addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `./Device`, and everything that names no scope.
    Device,
    /// `./User`: the signed-in user's.
    User,
}

impl<'d> Context<'d> {
    /// What a handler sees that this host calls for a command.
    pub fn new(host: &'d mut dyn Host, call: Call<'d>) -> Self {
        Self { host, call }
    }

    /// Whose part of the tree the command addresses.
    pub fn scope(&self) -> Scope {
        if self.call.user {
            Scope::User
        } else {
            Scope::Device
        }
    }

    /// The signed-in user, if there is one.
    pub fn user(&self) -> Option<&str> {
        self.host.user()
    }

    /// The time, as the device was told it.
    pub fn now(&self) -> SystemTime {
        self.host.now()
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
        self.call.media_type
    }

    /// Raises an alert: it goes out with the device's reply.
    ///
    /// # Errors
    ///
    /// A character that XML cannot carry.
    pub fn alert(&mut self, alert: Alert) -> Result<(), AlertError> {
        alert.check()?;
        self.host.alert(alert);
        Ok(())
    }

    /// The stored value of a leaf; `None` when it has none.
    ///
    /// # Errors
    ///
    /// The value is stored and cannot be read as the node's type, because it was loaded or set as a text that it cannot be.
    pub fn get<'n, N: NodeAddress<'n>>(
        &self,
        node: N,
    ) -> Result<Option<<ValueOf<'n, N> as Value>::Read<'_>>, ReadValueError> {
        let text = self.host.text(AddrOrUri::Addr(node.addr()));
        text.map(<ValueOf<'n, N>>::read).transpose()
    }

    /// Whether a node exists.
    pub fn exists<'n>(&self, node: impl NodeAddress<'n>) -> bool {
        self.host.exists(AddrOrUri::Addr(node.addr()))
    }

    /// Sets the value of a leaf, or creates an interior node, with everything that is missing on the way.
    ///
    /// # Errors
    ///
    /// 404 when the node's CSP is not mounted, 405 below `./User` while nobody is signed in, 420 when the tree is full, 500 for a value that
    /// [cannot be written](Payload::check) and for a name that no LocURI can carry: an empty one, `.`, `..` and `*`. Nothing was created then.
    pub fn set<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Result<(), HandlerError> {
        value.check()?;
        let mut text = String::new();
        value.write(&mut text);
        self.host.set(AddrOrUri::Addr(node.addr()), &text)
    }

    /// Removes a node with everything below it. Whether there was one.
    pub fn remove<'n>(&mut self, node: impl NodeAddress<'n>) -> bool {
        self.host.remove(AddrOrUri::Addr(node.addr()))
    }

    /// Removes a node with everything below it; below `./User` that of every user, also of those who are not signed in: for what goes for all of them.
    /// Whether anyone had one.
    pub fn remove_for_all_users<'n>(&mut self, node: impl NodeAddress<'n>) -> bool {
        self.host.remove_for_all_users(AddrOrUri::Addr(node.addr()))
    }

    /// The names of the instances below an interior node whose children are named at run time; none for any other node.
    pub fn instances<'n>(&self, parent: impl NodeAddress<'n>) -> Vec<&str> {
        self.host.instances(AddrOrUri::Addr(parent.addr()))
    }

    /// The stored value of the leaf with this LocURI.
    pub fn get_text(&self, uri: &str) -> Option<&str> {
        self.host.text(AddrOrUri::Uri(uri))
    }

    /// Sets the value of the leaf with this LocURI, or creates the interior node, with everything that is missing on the way.
    ///
    /// # Errors
    ///
    /// 404 when no mounted tree has the node, 405 below `./User` while nobody is signed in, 420 when the tree is full. Nothing was created then.
    pub fn set_text(&mut self, uri: &str, value: &str) -> Result<(), HandlerError> {
        self.host.set(AddrOrUri::Uri(uri), value)
    }

    /// Removes the node with this LocURI, with everything below it. Whether there was one.
    pub fn remove_uri(&mut self, uri: &str) -> bool {
        self.host.remove(AddrOrUri::Uri(uri))
    }

    /// The names of the instances below the interior node with this LocURI.
    pub fn instances_of(&self, uri: &str) -> Vec<&str> {
        self.host.instances(AddrOrUri::Uri(uri))
    }
}
