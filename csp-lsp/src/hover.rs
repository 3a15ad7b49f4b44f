//! What the definition says of the thing under the pointer.

use std::ops::Range;

use csp_profile::Text;
use csp_profile::cursor::Part;
use csp_profile::lint::{Address, Definitions};
use csp_schema::NodeDefinition;
use lsp_types::{Hover, HoverContents, HoverParams};

use crate::payload;
use crate::server::Server;
use crate::words::Words;

/// What is said at a position: of a LocURI, about the node of the segment there.
pub(crate) fn hover(server: &mut Server, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let document = server.documents.get(at.text_document.uri.as_str())?;
    let definitions = document.definitions()?;
    let is_markdown = server.client.has_markdown;
    document.with_spot(document.offset(at.position), |spot, _| {
        let address = spot.setting.and_then(|setting| setting.address.as_ref());
        let node = address.and_then(|address| Address::new(address, definitions).node());
        let mut words = Words::new(is_markdown);
        let place = match &spot.part {
            Part::Verb(place) => {
                words.verb(spot.command.verb.as_str(), node);
                place.clone()
            }
            Part::Address(text, at) => {
                let (range, node) = segment(definitions, text, *at)?;
                words.node(node).policy(document.policy(node));
                text.place_of(range)
            }
            Part::Format(text) => {
                words.node(node?);
                text.place()
            }
            Part::Value(value, at) => {
                let node = node?;
                let element = payload::element(node, value.text.as_str(), *at);
                let policy = document.policy(node);
                match element {
                    Some((element, given, range)) => {
                        words.element(element, given, policy);
                        value.text.place_of(range)
                    }
                    None => {
                        words.meaning(node, value.text.as_str());
                        words.node(node).policy(policy);
                        value.text.place()
                    }
                }
            }
        };
        Some(Hover {
            contents: HoverContents::Markup(words.finish()),
            range: Some(document.span(&place)),
        })
    })
}

/// The segment of a LocURI at a byte of it, and the node that it names.
pub(crate) fn segment<'d>(
    definitions: &'d Definitions,
    text: &'d Text,
    at: usize,
) -> Option<(Range<usize>, NodeDefinition<'d>)> {
    let address = Address::new(text, definitions);
    let touches = |range: &&Range<usize>| range.start <= at && at <= range.end;
    let nth = address.segments.iter().position(|range| touches(&range))?;
    let range = address.segments.get(nth)?.clone();
    let node = if nth + 1 == address.segments.len() {
        address.node()
    } else {
        definitions.node(text.as_str().get(..range.end)?)
    };
    Some((range, node?))
}
