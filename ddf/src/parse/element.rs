//! Questions to one XML element: its attributes, the places of its parts, whether it is one of a DDF.

use std::ops::Range;

use csp_source::Source;
use roxmltree::Node as Element;

use crate::kind::MICROSOFT;

/// Whether elements in this namespace are those of a DDF. OMA's have none, or one of SyncML's in a
/// prefixed tree; Microsoft's schema and the manifest around LAPS name their own.
pub(super) fn is_ddf_namespace(namespace: Option<&str>) -> bool {
    let Some(namespace) = namespace else {
        return true;
    };
    namespace == MICROSOFT
        || [
            "syncml:",
            "urn:microsoft.compplat/",
            "http://tempuri.org/dm_ddf",
        ]
        .iter()
        .any(|known| {
            namespace
                .get(..known.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(known))
        })
}

/// The attribute of this name; Microsoft's have no namespace.
pub(super) fn attribute<'x>(element: Element<'x, '_>, name: &str) -> Option<&'x str> {
    element
        .attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The bytes of an element's start tag.
pub(super) fn tag_span(source: &Source, element: Element<'_, '_>) -> Range<usize> {
    let range = element.range();
    let length = source
        .text()
        .get(range.clone())
        .and_then(|xml| xml.find('>'))
        .map_or(0, |end| end + 1);
    range.start..range.start + length
}

/// The bytes of an element's text without the space around it; of its start tag, where it is empty.
pub(super) fn text_span(source: &Source, element: Element<'_, '_>) -> Range<usize> {
    let Some(first) = element.first_child().filter(Element::is_text) else {
        return tag_span(source, element);
    };
    let range = first.range();
    let Some(raw) = source.text().get(range.clone()) else {
        return range;
    };
    let start = range.start + (raw.len() - raw.trim_start().len());
    if raw.trim().is_empty() {
        tag_span(source, element)
    } else {
        start..start + raw.trim().len()
    }
}
