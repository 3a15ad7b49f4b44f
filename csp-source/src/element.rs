//! What an element says: its text, and its name as it is written.

use std::borrow::Cow;

use roxmltree::Node as Element;

use crate::source::Source;

/// The text of an element and of what is in it.
pub fn plain_text<'x>(element: Element<'x, '_>) -> Cow<'x, str> {
    match (element.first_child(), element.last_child()) {
        (None, _) => Cow::Borrowed(""),
        (Some(first), Some(last)) if first == last && first.is_text() => {
            Cow::Borrowed(first.text().unwrap_or(""))
        }
        _ => Cow::Owned(
            element
                .descendants()
                .filter(Element::is_text)
                .filter_map(|text| text.text())
                .collect(),
        ),
    }
}

/// The name of an element with its prefix, as it is written.
pub fn written_name<'s>(source: &'s Source, element: Element<'_, '_>) -> &'s str {
    let tag = source.text().get(element.range().start + 1..).unwrap_or("");
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    tag.get(..end.unwrap_or(tag.len())).unwrap_or("")
}
