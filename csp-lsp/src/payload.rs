//! The element of a policy that stands at a place of a payload.

use std::ops::Range;

use csp_schema::{AdmxElement, Allowed, NodeDefinition, parse_admx};

/// The element of the data at a byte of a payload, what is given for it, and where that data stands.
pub(crate) fn element<'d>(
    node: NodeDefinition<'d>,
    text: &str,
    at: usize,
) -> Option<(&'d AdmxElement, String, Range<usize>)> {
    let Allowed::Admx(policies) = &node.row().allowed else {
        return None;
    };
    let payload = parse_admx(text).ok()?;
    let is_here = |span: &Range<usize>| span.start <= at && at < span.end;
    let entry = payload
        .entries
        .into_iter()
        .find(|entry| is_here(&entry.span))?;
    let mut elements = policies
        .iter()
        .flat_map(|policy| policy.elements.iter().flatten());
    let element = elements.find(|element| element.id.eq_ignore_ascii_case(&entry.data.id))?;
    Some((element, entry.data.value, entry.span))
}
