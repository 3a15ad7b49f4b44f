//! ADMX and ADML as a kind of file: their codes for what is wrong with text and XML.

use std::sync::Arc;

use csp_source::{Codes, Diagnostic, Kind, Source};

use crate::codes;

/// Administrative templates and their texts.
pub(crate) static ADMX: Kind = Kind {
    name: "an ADMX or ADML file",
    root: "policyDefinitions",
    extension: "admx",
    prefixes: &[
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsd", "http://www.w3.org/2001/XMLSchema"),
    ],
    has_doctype: false,
    second_root,
    codes: Codes {
        too_large: &codes::TOO_LARGE,
        not_text: &codes::NOT_TEXT,
        not_xml: &codes::NOT_XML,
        too_deep: &codes::TOO_DEEP,
        too_many: &codes::TOO_MANY,
        entity_declared: &codes::ENTITY_DECLARED,
        unclosed: &codes::UNCLOSED,
        mismatched_end: &codes::MISMATCHED_END,
        extra_end: &codes::EXTRA_END,
        undeclared_prefix: &codes::UNDECLARED_PREFIX,
        ill_formed: &codes::ILL_FORMED,
        unknown_entity: &codes::UNKNOWN_ENTITY,
        too_many_faults: &codes::TOO_MANY_FAULTS,
    },
};

/// Decodes the bytes of an ADMX or ADML file: UTF-8, or UTF-16 in either byte order.
///
/// A byte order mark decides, and without one the place of the NUL bytes that the first `<` has in UTF-16. What the XML declaration says is not
/// asked: Windows' own `Search.admx` declares an encoding "unicode", and others declare UTF-16 and are UTF-8.
///
/// # Errors
///
/// One diagnostic when there are more than [`MAX_BYTES`](csp_source::MAX_BYTES) bytes, or when they are not text in that encoding; it points at
/// the first byte that is not.
pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    csp_source::decode(name, bytes, &ADMX)
}

fn second_root(_first: &str) -> &'static str {
    "an XML document has one root element; put all policies into one `policyDefinitions`"
}
