//! A command that takes several items, while it is written.

use super::asked::AskedItem;
use super::check::check;
use super::item::{item, named};
use super::log::RequestLog;
use super::ticket::{Ticket, UntypedTicket};
use csp_runtime::value::Payload;
use csp_runtime::{Addr, NodeAddress, ValueOf};
use csp_schema::Verb;
use syncml::Element;

/// A command that takes several items.
pub(super) struct ItemsCommand<'w, 'o> {
    pub(super) element: Element<'w, 'o>,
    pub(super) log: &'w mut RequestLog,
    pub(super) verb: Verb,
    pub(super) cmd_id: u32,
    pub(super) count: u32,
}

impl ItemsCommand<'_, '_> {
    pub(super) fn put<'n, N: NodeAddress<'n>>(
        &mut self,
        node: N,
        value: &impl Payload<ValueOf<'n, N>>,
    ) -> Ticket {
        let text = self.log.encode(value);
        let untyped = self.item(node.addr(), value.has_data().then_some(&text));
        self.log.text = text;
        if let Err(unwritable) = value.check() {
            self.log.fault(&untyped.asked, unwritable.reason);
        }
        Ticket::new(untyped)
    }

    pub(super) fn item(&mut self, addr: Addr<'_>, data: Option<&str>) -> UntypedTicket {
        let uri = self.log.uri(addr, "");
        let mut asked = AskedItem::on(named(self.verb), self.cmd_id, uri, addr.schema());
        asked.item = Some(self.count);
        self.count += 1;
        check(self.log, &asked, self.verb, addr, data);
        let written = self.element.item(&item(&asked, self.verb, data)).map(drop);
        self.log.note(&asked, written);
        self.log.keep(asked)
    }
}
