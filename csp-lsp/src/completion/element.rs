//! Elements: which can begin at a place, and how each is written.

use std::ops::Range;

use csp_profile::Carrier;
use csp_profile::cursor::{Begun, Tag};
use csp_schema::{NodeDefinition, Verb};
use lsp_types::{CompletionItem, CompletionItemKind};

use super::offer::{in_order, offer, snippet};
use crate::document::Document;

/// The elements that can begin at a byte, or the end of the one that is open; `None` where no tag can be.
pub(super) fn complete(
    document: &Document,
    offset: usize,
    has_snippets: bool,
) -> Option<Vec<CompletionItem>> {
    let text = document.text.as_str();
    // A file with nothing in it, or with its first tag, may become a profile.
    let carrier = match document.carrier() {
        None if text.matches('<').count() > 1 => return None,
        None => Carrier::Fleet,
        Some(Carrier::Intune | Carrier::Csv) => return None,
        Some(carrier) => carrier,
    };
    let tag = Tag::at(text, offset)?;
    let is_followed = text
        .get(tag.name.end..)
        .is_some_and(|rest| rest.starts_with(['>', '/']));
    let kind = CompletionItemKind::CLASS;
    if tag.begun == Begun::End {
        let name = tag.open.last()?;
        let end = if is_followed { "" } else { ">" };
        return Some(vec![offer(
            document,
            &tag.name,
            name,
            format!("{name}{end}"),
            kind,
        )]);
    }
    let names = tag.names(carrier);
    if names.is_empty() {
        return None;
    }
    let bracket = if tag.begun == Begun::No { "<" } else { "" };
    let items = names.into_iter().map(|name| {
        let text = if has_snippets && !is_followed {
            format!("{bracket}{}", skeleton(name))
        } else {
            format!("{bracket}{name}")
        };
        let item = offer(document, &tag.name, name, text, kind);
        if has_snippets && !is_followed {
            snippet(item)
        } else {
            item
        }
    });
    Some(in_order(items))
}

/// The verbs that can stand in the place of one: those that the node permits, where it is known.
pub(super) fn verbs(
    document: &Document,
    place: &Range<usize>,
    node: Option<NodeDefinition<'_>>,
) -> Vec<CompletionItem> {
    let permitted = Verb::ALL
        .into_iter()
        .filter(|verb| node.is_none_or(|node| node.permits(*verb)));
    let items = permitted.map(|verb| {
        let name = verb.as_str();
        offer(document, place, name, name, CompletionItemKind::CLASS)
    });
    items.collect()
}

/// An element with what has to be in it, behind its `<`, with places to fill in.
fn skeleton(name: &str) -> String {
    const META: &str = "<Format xmlns=\"syncml:metinf\">${2:chr}</Format>";
    const TARGET: &str =
        "<Target>\n\t\t\t<LocURI>./${1:Device/Vendor/MSFT}</LocURI>\n\t\t</Target>";
    match name {
        "Add" | "Replace" => format!(
            "{name}>\n\t<Item>\n\t\t{TARGET}\n\t\t<Meta>\n\t\t\t{META}\n\t\t</Meta>\n\t\t<Data>$0</Data>\n\t</Item>\n</{name}>"
        ),
        "Get" | "Delete" | "Exec" => {
            format!("{name}>\n\t<Item>\n\t\t{TARGET}\n\t</Item>\n</{name}>")
        }
        "Item" => "Item>\n\t<Target>\n\t\t<LocURI>./$0</LocURI>\n\t</Target>\n</Item>".to_owned(),
        "Target" | "Source" => format!("{name}>\n\t<LocURI>./$0</LocURI>\n</{name}>"),
        "LocURI" => "LocURI>./$0</LocURI>".to_owned(),
        "Meta" => "Meta>\n\t<Format xmlns=\"syncml:metinf\">$0</Format>\n</Meta>".to_owned(),
        "Format" | "Type" => format!("{name} xmlns=\"syncml:metinf\">$0</{name}>"),
        "CSP" => "CSP name=\"./Vendor/MSFT/$1\">\n\t$0\n</CSP>".to_owned(),
        "URI" => "URI path=\"$1\" type=\"${2:chr}\">$0</URI>".to_owned(),
        "characteristic" => "characteristic type=\"$1\">\n\t$0\n</characteristic>".to_owned(),
        "parm" => "parm name=\"$1\" value=\"$0\"/>".to_owned(),
        "Atomic"
        | "SyncML"
        | "SyncHdr"
        | "SyncBody"
        | "DeclaredConfiguration"
        | "wap-provisioningdoc" => {
            format!("{name}>\n\t$0\n</{name}>")
        }
        "Final" => "Final/>".to_owned(),
        _ => format!("{name}>$0</{name}>"),
    }
}
