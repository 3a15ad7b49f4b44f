//! Several items in one command.

use std::marker::PhantomData;

use super::items_command::ItemsCommand;
use super::ticket::Ticket;
use csp_runtime::access::{PermitsAdd, PermitsDelete, PermitsGet, PermitsReplace};
use csp_runtime::value::Payload;
use csp_runtime::{AccessOf, NodeAddress, ValueOf};

/// The commands that can have several items. (Exec takes exactly one, says MS-MDM.)
pub mod op {
    /// Creates nodes.
    #[derive(Debug, Clone, Copy)]
    pub enum Add {}
    /// Removes nodes.
    #[derive(Debug, Clone, Copy)]
    pub enum Delete {}
    /// Reads nodes.
    #[derive(Debug, Clone, Copy)]
    pub enum Get {}
    /// Sets values.
    #[derive(Debug, Clone, Copy)]
    pub enum Replace {}
}

/// The items of one command. A device may answer them with one Status or with one for each; a ticket finds its own either way.
///
/// ```
/// use csp_server::{GetCommands, Request};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// let msi = edam::device().msi().product_id("{1803A630-3C38-4D2B-9B9A-0CB37243539C}");
/// let mut request = Request::fragment();
/// let (version, status) = request.get_items(|items| (items.node(msi.version()), items.node(msi.status())));
/// assert_eq!(version.cmd_id(), status.cmd_id());
/// ```
pub struct Items<'w, 'o, O> {
    pub(super) many: ItemsCommand<'w, 'o>,
    verb: PhantomData<fn() -> O>,
}

impl<'w, 'o, O> Items<'w, 'o, O> {
    pub(super) const fn new(many: ItemsCommand<'w, 'o>) -> Self {
        Self {
            many,
            verb: PhantomData,
        }
    }
}

impl Items<'_, '_, op::Add> {
    /// A node to create, with its value.
    pub fn node<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Ticket
    where
        AccessOf<'n, N>: PermitsAdd<N::Kind>,
    {
        self.many.put(node, &value)
    }
}

impl Items<'_, '_, op::Replace> {
    /// A node to set, with its value.
    pub fn node<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: impl Payload<ValueOf<'n, N>>,
    ) -> Ticket
    where
        AccessOf<'n, N>: PermitsReplace<N::Kind>,
    {
        self.many.put(node, &value)
    }
}

impl Items<'_, '_, op::Delete> {
    /// A node to remove.
    pub fn node<'n, N: NodeAddress<'n>>(&mut self, node: N) -> Ticket
    where
        AccessOf<'n, N>: PermitsDelete<N::Kind>,
    {
        Ticket::new(self.many.item(node.addr(), None))
    }
}

impl Items<'_, '_, op::Get> {
    /// A node to read.
    pub fn node<'n, N: NodeAddress<'n>>(&mut self, node: N) -> Ticket<ValueOf<'n, N>>
    where
        AccessOf<'n, N>: PermitsGet<N::Kind>,
    {
        Ticket::new(self.many.item(node.addr(), None))
    }
}
