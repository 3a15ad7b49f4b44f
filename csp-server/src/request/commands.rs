//! Writing commands: each goes straight into the bytes of the message, and what is wrong with it into the log.

use super::asked::AskedItem;
use super::check::{Defined, check, check_defined, check_uri};
use super::item::{item, named};
use super::items::Items;
use super::items_command::ItemsCommand;
use super::log::RequestLog;
use super::raw::Raw;
use super::ticket::{Ticket, UntypedTicket};
use csp_runtime::value::{Payload, WriteValueError};
use csp_runtime::{Addr, NodeAddress, ValueOf};
use csp_schema::Verb;
use syncml::{self, Item, Writer};

/// A place in the message where commands can be written: its body, or a container.
pub struct Commands<'w, 'o> {
    pub(super) writer: &'w mut Writer<'o>,
    pub(super) log: &'w mut RequestLog,
}

impl Commands<'_, '_> {
    /// A command with a value on a typed node.
    pub(super) fn put<'n, N: NodeAddress<'n>>(
        &mut self,
        verb: Verb,
        node: N,
        value: &impl Payload<ValueOf<'n, N>>,
    ) -> Ticket {
        let text = self.log.encode(value);
        let data = value.has_data().then_some(&*text);
        let untyped = self.send(verb, node.addr(), data, "");
        self.log.text = text;
        self.refuse(&untyped, value.check().err().as_ref());
        Ticket::new(untyped)
    }

    /// Remembers that the value of a command cannot be written, where that is so.
    pub(crate) fn refuse(&mut self, untyped: &UntypedTicket, unwritable: Option<&WriteValueError>) {
        if let Some(unwritable) = unwritable {
            self.log.fault(&untyped.asked, &unwritable.reason);
        }
    }

    /// A command on one node. `query` is `?` with what follows, or empty.
    pub(crate) fn send(
        &mut self,
        verb: Verb,
        addr: Addr<'_>,
        data: Option<&str>,
        query: &str,
    ) -> UntypedTicket {
        let uri = self.log.uri(addr, query);
        let asked = AskedItem::on(named(verb), self.log.take_id(), uri, addr.schema());
        check(self.log, &asked, verb, addr, data);
        self.write(verb, &asked, &item(&asked, verb, data));
        self.log.keep(asked)
    }

    /// A command on a node that only its LocURI names.
    pub(crate) fn send_raw(&mut self, verb: Verb, uri: &str, raw: Raw<'_>) -> UntypedTicket {
        let uri = uri.trim().into();
        let asked = AskedItem::on(named(verb), self.log.take_id(), uri, None);
        check_uri(self.log, &asked);
        self.write(verb, &asked, &raw.item(&asked.uri));
        self.log.keep(asked)
    }

    /// A command on a node that its LocURI names and whose definition is known.
    pub(crate) fn send_defined(
        &mut self,
        verb: Verb,
        uri: &str,
        raw: Raw<'_>,
        defined: Option<&Defined<'_>>,
    ) -> UntypedTicket {
        let asked = AskedItem::on(named(verb), self.log.take_id(), uri.into(), None);
        check_uri(self.log, &asked);
        check_defined(self.log, &asked, verb, defined, raw.data());
        self.write(verb, &asked, &raw.item(&asked.uri));
        self.log.keep(asked)
    }

    fn write(&mut self, verb: Verb, asked: &AskedItem, item: &Item<'_>) {
        let mut command = self.writer.numbered(verb.as_str(), asked.cmd_id);
        let written = command.item(item).map(drop);
        self.log.note(asked, written);
    }

    /// Opens a command whose items follow one by one.
    pub(super) fn many<R, O>(
        &mut self,
        verb: Verb,
        items: impl FnOnce(&mut Items<'_, '_, O>) -> R,
    ) -> R {
        let asked = self.log.open(named(verb));
        let mut open = Items::new(ItemsCommand {
            element: self.writer.numbered(verb.as_str(), asked.cmd_id),
            log: &mut *self.log,
            verb,
            cmd_id: asked.cmd_id,
            count: 0,
        });
        let tickets = items(&mut open);
        let count = open.many.count;
        drop(open);
        if count == 0 {
            self.log
                .fault(&asked, "the command has no item: give it at least one node");
        }
        tickets
    }
}
