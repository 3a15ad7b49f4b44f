//! What ours is compared with: what quick-xml and roxmltree make of the same bytes.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Only tokens, and every one of them.
///
/// # Panics
///
/// The bytes are no XML.
pub fn tokenize(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut tokens = 0;
    while !matches!(reader.read_event().expect("the bytes are XML"), Event::Eof) {
        tokens += 1;
    }
    tokens
}

/// The tree of a text, which may have a document type declaration, as Microsoft's files do.
///
/// # Panics
///
/// The text is no XML.
#[track_caller]
pub fn tree(text: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(text, options).expect("the text is XML")
}
