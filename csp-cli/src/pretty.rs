//! SyncML as people read it: an element on each line, indented.

use quick_xml::events::{BytesText, Event};
use quick_xml::{Reader, Writer};

/// The document with line breaks between its elements; as it is where it is none.
pub(crate) fn pretty(xml: &[u8]) -> String {
    indented(xml).unwrap_or_else(|| String::from_utf8_lossy(xml).into_owned())
}

fn indented(xml: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // A text comes in pieces around its entities, between which nothing may be put: it is a value.
    let mut text = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Text(piece) => text.push_str(std::str::from_utf8(&piece).ok()?),
            Event::GeneralRef(name) => {
                text.push('&');
                text.push_str(std::str::from_utf8(&name).ok()?);
                text.push(';');
            }
            event => {
                if !text.is_empty() {
                    let whole = BytesText::from_escaped(std::mem::take(&mut text));
                    writer.write_event(Event::Text(whole)).ok()?;
                }
                match event {
                    Event::Eof => break,
                    event => writer.write_event(event).ok()?,
                }
            }
        }
    }
    String::from_utf8(writer.into_inner()).ok()
}
