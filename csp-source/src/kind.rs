//! What tells one kind of file from another where text and XML are concerned: its codes, and the words of its helps.

use crate::code::Code;

/// A kind of file that is XML: how it calls what is wrong with its bytes, its text and its tags.
#[derive(Debug)]
pub struct Kind {
    /// What one of its files is called: `a DDF`.
    pub name: &'static str,
    /// The root element.
    pub root: &'static str,
    /// How names of its files end, without the dot.
    pub extension: &'static str,
    /// Prefixes that its files use, and what they stand for.
    pub prefixes: &'static [(&'static str, &'static str)],
    /// Whether its published files have a DOCTYPE, which is passed over then. Any other is refused.
    pub has_doctype: bool,
    /// What to do about a second root element, by the name of the first.
    pub second_root: fn(&str) -> &'static str,
    /// Its codes.
    pub codes: Codes,
}

/// The codes of what is wrong with text and XML.
#[derive(Debug)]
pub struct Codes {
    /// The file has more than [`MAX_BYTES`](crate::MAX_BYTES).
    pub too_large: &'static Code,
    /// The bytes are not text in the encoding that they say.
    pub not_text: &'static Code,
    /// The text is not XML.
    pub not_xml: &'static Code,
    /// Elements are nested more than [`MAX_DEPTH`](crate::MAX_DEPTH) deep.
    pub too_deep: &'static Code,
    /// There is more of something than the bounds allow.
    pub too_many: &'static Code,
    /// The DOCTYPE declares an entity, or there is one where none may be.
    pub entity_declared: &'static Code,
    /// The file ends inside something.
    pub unclosed: &'static Code,
    /// An end tag closes another element than the open one.
    pub mismatched_end: &'static Code,
    /// An end tag closes nothing.
    pub extra_end: &'static Code,
    /// A namespace prefix is not declared.
    pub undeclared_prefix: &'static Code,
    /// The XML is not well-formed.
    pub ill_formed: &'static Code,
    /// An entity is not one of the five.
    pub unknown_entity: &'static Code,
    /// The file has more than [`MAX_FAULTS`](crate::MAX_FAULTS).
    pub too_many_faults: &'static Code,
}
