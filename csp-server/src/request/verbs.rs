//! The verbs, typed, for whatever holds commands: a request, a Sequence and an Atomic, as far as each may have them.

use super::commands::Commands;
use super::items::{Items, op};
use super::raw::Raw;
use super::ticket::{Subtree, Ticket};
use super::{Atomic, Request, Sequence};
use csp_runtime::access::{PermitsAdd, PermitsDelete, PermitsExec, PermitsGet, PermitsReplace};
use csp_runtime::value::Payload;
use csp_runtime::{AccessOf, NodeAddress, ValueOf};
use csp_schema::Verb;

/// What holds commands. Sealed: the commands of a message are written by this crate.
pub trait Body {
    #[doc(hidden)]
    fn within<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R;
}

impl Body for Request {
    fn within<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        self.commands(write)
    }
}

impl Body for Sequence<'_, '_> {
    fn within<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        write(&mut self.commands)
    }
}

impl Body for Atomic<'_, '_> {
    fn within<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        write(&mut self.commands)
    }
}

/// Commands that change a device: what a request, a Sequence and an Atomic can hold.
///
/// A program's own function can take any of them:
///
/// ```
/// use csp_server::{ChangeCommands, Request};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// /// Installs a package, by itself or as a step of something larger.
/// fn install(commands: &mut impl ChangeCommands, product: &str, job: &str) {
///     let msi = edam::device().msi().product_id(product);
///     commands.add(msi.download_install(), csp_runtime::NoData);
///     commands.exec(msi.download_install(), job);
/// }
///
/// let mut request = Request::fragment();
/// install(&mut request, "{1}", "<MsiInstallJob/>");
/// request.atomic(|atomic| install(atomic, "{2}", "<MsiInstallJob/>"));
/// # request.finish()?;
/// # Ok::<(), csp_server::RequestError>(())
/// ```
pub trait ChangeCommands: Body {
    /// Creates a node, with its value if it is a leaf. An interior node takes [`NoData`](csp_runtime::NoData).
    fn add<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Ticket
    where
        AccessOf<'n, N>: PermitsAdd<N::Kind>,
    {
        self.within(|commands| commands.put(Verb::Add, node, &value))
    }

    /// Sets the value of a node.
    fn replace<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Ticket
    where
        AccessOf<'n, N>: PermitsReplace<N::Kind>,
    {
        self.within(|commands| commands.put(Verb::Replace, node, &value))
    }

    /// Removes a node with everything below it.
    fn delete<'n, N: NodeAddress<'n>>(&mut self, node: N) -> Ticket
    where
        AccessOf<'n, N>: PermitsDelete<N::Kind>,
    {
        self.within(|commands| Ticket::new(commands.send(Verb::Delete, node.addr(), None, "")))
    }

    /// Runs a node, with its argument or with [`NoData`](csp_runtime::NoData).
    fn exec<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        argument: impl Payload<ValueOf<'n, N>>,
    ) -> Ticket
    where
        AccessOf<'n, N>: PermitsExec<N::Kind>,
    {
        self.within(|commands| commands.put(Verb::Exec, node, &argument))
    }

    /// Creates several nodes with one command.
    fn add_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Add>) -> R) -> R {
        self.within(|commands| commands.many(Verb::Add, items))
    }

    /// Sets several values with one command.
    fn replace_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Replace>) -> R) -> R {
        self.within(|commands| commands.many(Verb::Replace, items))
    }

    /// Removes several nodes with one command.
    fn delete_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Delete>) -> R) -> R {
        self.within(|commands| commands.many(Verb::Delete, items))
    }

    /// Creates the node with this LocURI; nothing but the LocURI's form is checked.
    fn add_uri(&mut self, uri: &str, value: Raw<'_>) -> Ticket {
        self.within(|commands| Ticket::new(commands.send_raw(Verb::Add, uri, value)))
    }

    /// Sets the value of the node with this LocURI; nothing but the LocURI's form is checked.
    fn replace_uri(&mut self, uri: &str, value: Raw<'_>) -> Ticket {
        self.within(|commands| Ticket::new(commands.send_raw(Verb::Replace, uri, value)))
    }

    /// Removes the node with this LocURI.
    fn delete_uri(&mut self, uri: &str) -> Ticket {
        self.within(|commands| Ticket::new(commands.send_raw(Verb::Delete, uri, Raw::NONE)))
    }

    /// Runs the node with this LocURI; nothing but the LocURI's form is checked.
    fn exec_uri(&mut self, uri: &str, argument: Raw<'_>) -> Ticket {
        self.within(|commands| Ticket::new(commands.send_raw(Verb::Exec, uri, argument)))
    }
}

impl ChangeCommands for Request {}
impl ChangeCommands for Sequence<'_, '_> {}
impl ChangeCommands for Atomic<'_, '_> {}

/// Commands that read from a device: what a request and a Sequence can hold. An Atomic cannot (MS-MDM).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a Get",
    note = "a device fails the whole Atomic with 507 for a Get in it: read before or after it"
)]
pub trait GetCommands: Body {
    /// Asks for the value of a leaf, or for the names of an interior node's children.
    fn get<'n, N: NodeAddress<'n>>(&mut self, node: N) -> Ticket<ValueOf<'n, N>>
    where
        AccessOf<'n, N>: PermitsGet<N::Kind>,
    {
        self.within(|commands| Ticket::new(commands.send(Verb::Get, node.addr(), None, "")))
    }

    /// Asks for several nodes of one kind with one command.
    fn get_all<'n, N: NodeAddress<'n>>(
        &mut self,
        nodes: impl IntoIterator<Item = N>,
    ) -> Vec<Ticket<ValueOf<'n, N>>>
    where
        AccessOf<'n, N>: PermitsGet<N::Kind>,
    {
        self.get_items(|items| nodes.into_iter().map(|node| items.node(node)).collect())
    }

    /// Asks for several nodes with one command.
    fn get_items<R>(&mut self, items: impl FnOnce(&mut Items<'_, '_, op::Get>) -> R) -> R {
        self.within(|commands| commands.many(Verb::Get, items))
    }

    /// Asks for a node with everything below it (`?list=StructData`). Read it with [`Reply::list`](crate::Reply::list).
    fn list<'n, N: NodeAddress<'n>>(&mut self, node: N) -> Ticket<Subtree>
    where
        AccessOf<'n, N>: PermitsGet<N::Kind>,
    {
        self.within(|commands| {
            Ticket::new(commands.send(Verb::Get, node.addr(), None, "?list=StructData"))
        })
    }

    /// Asks for a property of a node (`?prop=Type`): Format, Name, Type, Size, TStamp, VerNo or Title (OMA DM Tree and Description 1.2).
    /// Devices need only have the first three; for one that they lack they answer 406.
    fn property<'n>(&mut self, node: impl NodeAddress<'n>, property: &str) -> Ticket<&'static str> {
        let query = format!("?prop={property}");
        self.within(|commands| Ticket::new(commands.send(Verb::Get, node.addr(), None, &query)))
    }

    /// Asks for the node with this LocURI, which may end with a query.
    fn get_uri(&mut self, uri: &str) -> Ticket<&'static str> {
        self.within(|commands| Ticket::new(commands.send_raw(Verb::Get, uri, Raw::NONE)))
    }
}

impl GetCommands for Request {}
impl GetCommands for Sequence<'_, '_> {}
