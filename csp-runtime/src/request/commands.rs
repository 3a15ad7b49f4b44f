//! Writing commands: each goes straight into the bytes of the message, and what is wrong with it into the ledger.

use super::check::{Defined, check, check_defined, check_uri};
use super::items::Items;
use super::log::RequestLog;
use super::raw::Raw;
use super::ticket::{AskedItem, Ticket, UntypedTicket};
use crate::address::{Addr, Node, ValueOf};
use crate::value::{Payload, Unwritable};
use csp_schema::{Format, NodeRef, Verb};
use syncml::{self, Data, Element, Item, Meta, Writer};

/// A place in the message where commands can be written: its body, or a container.
pub(crate) struct Commands<'w, 'o> {
    pub(super) writer: &'w mut Writer<'o>,
    pub(super) log: &'w mut RequestLog,
}

impl Commands<'_, '_> {
    /// A command with a value on a typed node.
    pub(super) fn put<'n, N: Node<'n>>(
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
    pub(crate) fn refuse(&mut self, untyped: &UntypedTicket, unwritable: Option<&Unwritable>) {
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
        let mut asked = self.log.open(named(verb));
        locate(self.log, &mut asked, addr, query);
        check(self.log, &asked, verb, addr, data);
        self.write(verb, &asked, &item(&asked, verb, data));
        self.log.keep(asked)
    }

    /// A command on a node that only its LocURI names.
    pub(crate) fn send_raw(&mut self, verb: Verb, uri: &str, raw: Raw<'_>) -> UntypedTicket {
        let mut asked = self.log.open(named(verb));
        asked.uri = uri.trim().into();
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
        let mut asked = self.log.open(named(verb));
        asked.uri = uri.into();
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

/// A command that takes several items.
pub(super) struct ItemsCommand<'w, 'o> {
    element: Element<'w, 'o>,
    log: &'w mut RequestLog,
    verb: Verb,
    cmd_id: u32,
    count: u32,
}

impl ItemsCommand<'_, '_> {
    pub(super) fn put<'n, N: Node<'n>>(
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
        let mut asked = AskedItem::command(named(self.verb), self.cmd_id);
        asked.item = Some(self.count);
        self.count += 1;
        locate(self.log, &mut asked, addr, "");
        check(self.log, &asked, self.verb, addr, data);
        let written = self.element.item(&item(&asked, self.verb, data)).map(drop);
        self.log.note(&asked, written);
        self.log.keep(asked)
    }
}

/// The verb as a message spells it.
const fn named(verb: Verb) -> syncml::Verb<'static> {
    match verb {
        Verb::Add => syncml::Verb::Add,
        Verb::Delete => syncml::Verb::Delete,
        Verb::Exec => syncml::Verb::Exec,
        Verb::Get => syncml::Verb::Get,
        Verb::Replace => syncml::Verb::Replace,
    }
}

fn locate(log: &mut RequestLog, asked: &mut AskedItem, addr: Addr<'_>, query: &str) {
    log.uri.clear();
    addr.write_uri(&mut log.uri);
    log.uri.push_str(query);
    asked.uri = log.uri.as_str().into();
    asked.node = addr.schema();
}

fn item<'i>(asked: &'i AskedItem, verb: Verb, data: Option<&'i str>) -> Item<'i> {
    Item {
        meta: asked
            .node
            .map_or_else(Meta::default, |node| meta(node, verb, data)),
        data: data.map(Data::new),
        ..Item::target(&*asked.uri)
    }
}

/// What a value is. Format is always there, since a reader takes `chr` where it is missing; Type only where it says something.
fn meta(node: NodeRef<'static>, verb: Verb, data: Option<&str>) -> Meta<'static> {
    let says_format = match verb {
        Verb::Add | Verb::Replace => true,
        Verb::Exec => data.is_some(),
        Verb::Delete | Verb::Get => false,
    };
    if !says_format {
        return Meta::default();
    }
    // XML cannot carry raw octets: the value is base64, and its format says so (OMA DM Tree and Description 1.2, "Format").
    let format = match node.format {
        Format::Bin => Format::B64,
        format => format,
    };
    let mut meta = Meta::format(format.as_str());
    // On an interior node the DDF's MIME names the management object; it is no type of a value.
    if node.is_leaf() && data.is_some() {
        meta.kind = node
            .mime()
            .filter(|mime| !matches!(*mime, "" | "text/plain"))
            .map(Into::into);
    }
    meta
}
