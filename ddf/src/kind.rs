//! DDF as a kind of file: its codes for what is wrong with text and XML, and whose command takes a file of another kind.

use std::sync::Arc;

use csp_source::{Codes, Diagnostic, Kind, Source};

use crate::codes;

/// The namespace of Microsoft's extensions to the DDF.
pub const MICROSOFT: &str = "http://schemas.microsoft.com/MobileDevice/DM";

/// Management trees.
pub(crate) static DDF: Kind = Kind {
    name: "a DDF",
    root: "MgmtTree",
    extension: "xml",
    prefixes: &[("MSFT", MICROSOFT)],
    has_doctype: true,
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

/// Decodes the bytes of a DDF file: UTF-8, or UTF-16 in either byte order.
///
/// A byte order mark decides, and without one the place of the NUL bytes that the first `<` has
/// in UTF-16. What the XML declaration says is not asked.
///
/// # Errors
///
/// One diagnostic when there are more than [`MAX_BYTES`](crate::MAX_BYTES) bytes, or when they are
/// not text in that encoding; it points at the first byte that is not.
pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    csp_source::decode(name, bytes, &DDF)
}

fn second_root(first: &str) -> &'static str {
    command_for(first)
        .unwrap_or("an XML document has one root element; put all trees into one `MgmtTree`")
}

/// The command that takes a file with this root element, where it is no DDF.
pub(crate) fn command_for(root: &str) -> Option<&'static str> {
    let is_syncml = matches!(
        root,
        "SyncML"
            | "SyncHdr"
            | "SyncBody"
            | "Add"
            | "Alert"
            | "Atomic"
            | "Delete"
            | "Exec"
            | "Get"
            | "Replace"
            | "Results"
            | "Sequence"
            | "Status"
    );
    is_syncml.then_some(
        "this is SyncML, which `csp respond` answers; a DDF describes a tree, and its root element is `MgmtTree`",
    )
}
