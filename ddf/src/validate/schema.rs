//! Looks at the schemas of values: an XSD that is none, a JSON schema that cannot be evaluated.

use std::collections::BTreeMap;
use std::ops::Range;

use csp_check::SchemaError;
use csp_source::{Diagnostic, Faults};

use crate::codes;
use crate::model::{AllowedValues, Node, ValueType};

/// Checks the schemas of nodes, of all documents one after the other.
#[derive(Default)]
pub(super) struct Schemas<'a> {
    /// Why a schema is refused. Published files repeat theirs.
    refused: BTreeMap<(ValueType, &'a str), Option<SchemaError>>,
}

impl<'a> Schemas<'a> {
    pub(super) fn check(&mut self, node: Node<'a>, faults: &mut Faults<'_>) {
        let Some(allowed) = node.allowed_values() else {
            return;
        };
        // One without a text was reported, and checks nothing.
        let Some(text) = allowed.text().filter(|text| !text.trim().is_empty()) else {
            return;
        };
        let value_type = allowed.value_type();
        let refused = self
            .refused
            .entry((value_type, text))
            .or_insert_with(|| compile(value_type, text).err());
        if let Some(refused) = refused {
            let message = format!("the {value_type} schema cannot be evaluated: {refused}");
            let span = place(node, allowed, text, refused);
            let source = node.document().source();
            let diagnostic = Diagnostic::new(&codes::BAD_SCHEMA, source, span, message);
            faults.push(match node.bounded_uri() {
                Some(uri) => diagnostic.with_node(uri),
                None => diagnostic,
            });
        }
    }
}

/// Compiles a schema, if there is a feature for it.
#[cfg_attr(
    not(all(feature = "json", feature = "xsd")),
    allow(unused_variables, reason = "without the features nothing is compiled")
)]
fn compile(value_type: ValueType, text: &str) -> Result<(), SchemaError> {
    match value_type {
        #[cfg(feature = "json")]
        ValueType::Json => csp_check::JsonSchema::new(text).map(drop),
        #[cfg(feature = "xsd")]
        ValueType::Xsd => csp_check::XmlSchema::new(text).map(drop),
        _ => Ok(()),
    }
}

/// The place in the file: where the text stands there as it is, that of the fault; else that of the text.
fn place(
    node: Node<'_>,
    allowed: &AllowedValues,
    text: &str,
    refused: &SchemaError,
) -> Range<usize> {
    let span = allowed.text_span();
    let written = node.document().source().text().get(span.clone());
    let start = written.and_then(|written| written.find(text));
    match (start, refused.offset()) {
        (Some(start), Some(offset)) => {
            let at = span.start + start + offset.min(text.len());
            at..at
        }
        _ => span,
    }
}
