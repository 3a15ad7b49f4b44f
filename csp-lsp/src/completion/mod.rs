//! What can be written at a place.

mod about;
mod address;
mod element;
mod offer;
mod payload;
mod value;

use csp_profile::Carrier;
use csp_profile::cursor::Part;
use csp_profile::lint::Address;
use lsp_types::{CompletionItem, CompletionParams, CompletionResponse, Documentation};

use crate::document::Document;
use crate::server::Server;
use crate::words::Words;
use about::About;

/// What can be written at a position.
pub(crate) fn complete(
    server: &mut Server,
    params: &CompletionParams,
) -> Option<CompletionResponse> {
    let at = &params.text_document_position;
    let document = server.documents.get(at.text_document.uri.as_str())?;
    let offset = document.offset(at.position);
    let has_snippets = server.client.has_snippets;
    // Typed, `>` ends a tag: what comes next may as well be a new line.
    let is_typed = params
        .context
        .as_ref()
        .is_some_and(|context| context.trigger_character.as_deref() == Some(">"));
    let elements = (!is_typed).then(|| element::complete(document, offset, has_snippets));
    let items = elements
        .flatten()
        .or_else(|| in_setting(document, offset, has_snippets));
    items.map(CompletionResponse::Array)
}

fn in_setting(
    document: &Document,
    offset: usize,
    has_snippets: bool,
) -> Option<Vec<CompletionItem>> {
    let definitions = document.definitions()?;
    // Half a file says what it is in its first half.
    let carrier = document.carrier().unwrap_or(Carrier::Fleet);
    document.with_spot(offset, |spot, end| {
        let address = spot.setting.and_then(|setting| setting.address.as_ref());
        let node = address.and_then(|address| Address::new(address, definitions).node());
        let items = match &spot.part {
            Part::Verb(_) if carrier == Carrier::Wap => return None,
            Part::Verb(place) => element::verbs(document, place, node),
            Part::Address(text, at) => {
                let cursor = address::Cursor {
                    text,
                    at: *at,
                    offset,
                    verb: spot.command.verb.as_str(),
                    // Where no verb is written, the tool takes one that fits.
                    has_verb: spot.command.verb_place.is_some(),
                };
                address::complete(document, definitions, &cursor, has_snippets)
            }
            Part::Format(text) => value::formats(document, carrier, text, node),
            Part::Value(value, at) => {
                let cursor = value::Cursor {
                    value,
                    at: *at,
                    offset,
                    end,
                };
                let node = node?;
                let in_payload = payload::complete(document, carrier, &cursor, node);
                in_payload.unwrap_or_else(|| value::complete(document, carrier, &cursor, node))
            }
        };
        Some(items)
    })
}

/// An item with its words.
pub(crate) fn resolve(server: &mut Server, mut item: CompletionItem) -> CompletionItem {
    let about = item
        .data
        .clone()
        .and_then(|data| serde_json::from_value(data).ok());
    let words = about.and_then(|About { file, node }: About| {
        let document = server.documents.get(&file)?;
        let node = document.definitions()?.node(&node)?;
        let mut words = Words::new(server.client.has_markdown);
        words.node(node).policy(document.policy(node));
        Some(words.finish())
    });
    if let Some(words) = words {
        item.documentation = Some(Documentation::MarkupContent(words));
    }
    item
}
