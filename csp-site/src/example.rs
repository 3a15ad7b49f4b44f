//! A value of a node, to begin with.

use csp_schema::{AdmxBacking, Allowed, Format, NodeDefinition};

/// A value to begin with: what a device has before anybody sets it, where the definition takes that, else the first that it takes. What a pattern or a
/// schema takes is not known.
pub(crate) fn of(node: NodeDefinition<'_>) -> String {
    let first = match &node.row().allowed {
        Allowed::Admx(backings) => {
            let payload = backings.first().map(AdmxBacking::example);
            return payload.unwrap_or_else(|| "<enabled/>".to_owned());
        }
        Allowed::Range(intervals) => intervals.first().map(|(low, _)| low.to_string()),
        allowed => allowed
            .choices()
            .first()
            .map(|choice| choice.value.to_string()),
    };
    let initial = match (node.format, node.initial_value()) {
        (Format::Bool, value) if *value == *"1" => "true".to_owned(),
        (Format::Bool, value) if *value == *"0" => "false".to_owned(),
        (_, value) => value.into_owned(),
    };
    let of_format = match node.format {
        Format::Date => Some("2001-07-11"),
        Format::Time => Some("2001-07-11T16:38:17Z"),
        _ => None,
    };
    let mut all = [Some(initial.clone()), first, of_format.map(str::to_owned)]
        .into_iter()
        .flatten();
    all.find(|value| node.check(value).is_ok())
        .unwrap_or(initial)
}
