//! One item of a command, as it goes into the message.

use super::asked::AskedItem;
use csp_schema::{Format, NodeDefinition, Verb};
use syncml::{self, Data, Item, Meta};

/// The verb as a message spells it.
pub(super) const fn named(verb: Verb) -> syncml::Verb<'static> {
    match verb {
        Verb::Add => syncml::Verb::Add,
        Verb::Delete => syncml::Verb::Delete,
        Verb::Exec => syncml::Verb::Exec,
        Verb::Get => syncml::Verb::Get,
        Verb::Replace => syncml::Verb::Replace,
    }
}

pub(super) fn item<'i>(asked: &'i AskedItem, verb: Verb, data: Option<&'i str>) -> Item<'i> {
    Item {
        meta: asked
            .node
            .map_or_else(Meta::default, |node| meta(node, verb, data)),
        data: data.map(|data| match asked.node.map(|node| node.format) {
            // Octets: base64 in XML, themselves in WBXML.
            Some(Format::Bin) => Data::from_base64(data),
            _ => Data::new(data),
        }),
        ..Item::target(&*asked.uri)
    }
}

/// What a value is. Format is always there, since a reader takes `chr` where it is missing; Type only where it says something.
fn meta(node: NodeDefinition<'static>, verb: Verb, data: Option<&str>) -> Meta<'static> {
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
