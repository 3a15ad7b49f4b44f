//! SyncML as people read it: an element on each line, indented.

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

/// The document with line breaks between its elements; as it is where it is none.
pub(crate) fn pretty(xml: &[u8]) -> String {
    indented(xml).unwrap_or_else(|| String::from_utf8_lossy(xml).into_owned())
}

fn indented(xml: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            event => writer.write_event(event).ok()?,
        }
    }
    String::from_utf8(writer.into_inner()).ok()
}
