//! The verbs, typed: the same methods on a request, a Sequence and an Atomic, as far as each may have them.

use super::commands::Commands;
use super::items::{Items, op};
use super::raw::Raw;
use super::ticket::{Subtree, Ticket};
use super::{Atomic, Request, Sequence};
use csp_runtime::access::{PermitsAdd, PermitsDelete, PermitsExec, PermitsGet, PermitsReplace};
use csp_runtime::value::Payload;
use csp_runtime::{AccessOf, Node, ValueOf};
use csp_schema::Verb;

/// Where commands can be written, under one name.
trait Body {
    fn with<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R;
}

impl Body for Request {
    fn with<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        self.commands(write)
    }
}

impl Body for Sequence<'_, '_> {
    fn with<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        write(&mut self.commands)
    }
}

impl Body for Atomic<'_, '_> {
    fn with<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        write(&mut self.commands)
    }
}

macro_rules! changing_verbs {
    () => {
        /// Creates a node, with its value if it is a leaf. An interior node takes [`NoData`](crate::NoData).
        pub fn add<'n, N: Node<'n>>(
            &mut self,
            node: N,
            value: impl Payload<ValueOf<'n, N>>,
        ) -> Ticket
        where
            AccessOf<'n, N>: PermitsAdd<N::Kind>,
        {
            self.with(|commands| commands.put(Verb::Add, node, &value))
        }

        /// Sets the value of a node.
        pub fn replace<'n, N: Node<'n>>(
            &mut self,
            node: N,
            value: impl Payload<ValueOf<'n, N>>,
        ) -> Ticket
        where
            AccessOf<'n, N>: PermitsReplace<N::Kind>,
        {
            self.with(|commands| commands.put(Verb::Replace, node, &value))
        }

        /// Removes a node with everything below it.
        pub fn delete<'n, N: Node<'n>>(&mut self, node: N) -> Ticket
        where
            AccessOf<'n, N>: PermitsDelete<N::Kind>,
        {
            self.with(|commands| Ticket::new(commands.send(Verb::Delete, node.addr(), None, "")))
        }

        /// Runs a node, with its argument or with [`NoData`](crate::NoData).
        pub fn exec<'n, N: Node<'n>>(
            &mut self,
            node: N,
            argument: impl Payload<ValueOf<'n, N>>,
        ) -> Ticket
        where
            AccessOf<'n, N>: PermitsExec<N::Kind>,
        {
            self.with(|commands| commands.put(Verb::Exec, node, &argument))
        }

        /// Creates several nodes with one command.
        pub fn add_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Add>) -> R) -> R {
            self.with(|commands| commands.many(Verb::Add, items))
        }

        /// Sets several values with one command.
        pub fn replace_items<R>(
            &mut self,
            items: impl FnOnce(&mut Items<'_, '_, op::Replace>) -> R,
        ) -> R {
            self.with(|commands| commands.many(Verb::Replace, items))
        }

        /// Removes several nodes with one command.
        pub fn delete_items<R>(
            &mut self,
            items: impl FnOnce(&mut Items<'_, '_, op::Delete>) -> R,
        ) -> R {
            self.with(|commands| commands.many(Verb::Delete, items))
        }

        /// Creates the node with this LocURI; nothing but the LocURI's form is checked.
        pub fn add_uri(&mut self, uri: &str, value: Raw<'_>) -> Ticket {
            self.with(|commands| Ticket::new(commands.send_raw(Verb::Add, uri, value)))
        }

        /// Sets the value of the node with this LocURI; nothing but the LocURI's form is checked.
        pub fn replace_uri(&mut self, uri: &str, value: Raw<'_>) -> Ticket {
            self.with(|commands| Ticket::new(commands.send_raw(Verb::Replace, uri, value)))
        }

        /// Removes the node with this LocURI.
        pub fn delete_uri(&mut self, uri: &str) -> Ticket {
            self.with(|commands| Ticket::new(commands.send_raw(Verb::Delete, uri, Raw::NONE)))
        }

        /// Runs the node with this LocURI; nothing but the LocURI's form is checked.
        pub fn exec_uri(&mut self, uri: &str, argument: Raw<'_>) -> Ticket {
            self.with(|commands| Ticket::new(commands.send_raw(Verb::Exec, uri, argument)))
        }
    };
}

macro_rules! reading_verbs {
    () => {
        /// Asks for the value of a leaf, or for the names of an interior node's children.
        pub fn get<'n, N: Node<'n>>(&mut self, node: N) -> Ticket<ValueOf<'n, N>>
        where
            AccessOf<'n, N>: PermitsGet<N::Kind>,
        {
            self.with(|commands| Ticket::new(commands.send(Verb::Get, node.addr(), None, "")))
        }

        /// Asks for several nodes of one kind with one command.
        pub fn get_all<'n, N: Node<'n>>(
            &mut self,
            nodes: impl IntoIterator<Item = N>,
        ) -> Vec<Ticket<ValueOf<'n, N>>>
        where
            AccessOf<'n, N>: PermitsGet<N::Kind>,
        {
            self.get_items(|items| nodes.into_iter().map(|node| items.node(node)).collect())
        }

        /// Asks for several nodes with one command.
        pub fn get_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Get>) -> R) -> R {
            self.with(|commands| commands.many(Verb::Get, items))
        }

        /// Asks for a node with everything below it (`?list=StructData`). Read it with [`Reply::list`](crate::Reply::list).
        pub fn list<'n, N: Node<'n>>(&mut self, node: N) -> Ticket<Subtree>
        where
            AccessOf<'n, N>: PermitsGet<N::Kind>,
        {
            self.with(|commands| {
                Ticket::new(commands.send(Verb::Get, node.addr(), None, "?list=StructData"))
            })
        }

        /// Asks for a property of a node (`?prop=Type`): Format, Name, Type, Size, TStamp, VerNo or Title (OMA DM Tree and Description 1.2).
        /// Devices need only have the first three; for one that they lack they answer 406.
        pub fn property<'n>(
            &mut self,
            node: impl Node<'n>,
            property: &str,
        ) -> Ticket<&'static str> {
            let query = format!("?prop={property}");
            self.with(|commands| Ticket::new(commands.send(Verb::Get, node.addr(), None, &query)))
        }

        /// Asks for the node with this LocURI, which may end with a query.
        pub fn get_uri(&mut self, uri: &str) -> Ticket<&'static str> {
            self.with(|commands| Ticket::new(commands.send_raw(Verb::Get, uri, Raw::NONE)))
        }
    };
}

impl Request {
    reading_verbs!();
    changing_verbs!();
}

impl Sequence<'_, '_> {
    reading_verbs!();
    changing_verbs!();
}

impl Atomic<'_, '_> {
    changing_verbs!();
}
