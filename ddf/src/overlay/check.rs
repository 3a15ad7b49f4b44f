//! What is wrong with the facts of one node, by the rules that a file's own facts go by.

use csp_source::{Diagnostic, Report};

use crate::codes;
use crate::model::{Node, ValueType};
use crate::validate;

/// The faults of a node's facts, each where the file has the node or the fact.
pub(super) fn faults(node: Node<'_>) -> Report {
    let mut report = Report::new();
    let mut push = |code, span, message: String| {
        let diagnostic = Diagnostic::new(code, node.document().source(), span, message);
        report.push(diagnostic.with_node(node.uri()));
    };
    if node.is_dynamic() && node.title().is_none() {
        let message = "an unnamed node has no `DFTitle`".to_owned();
        push(&codes::UNTITLED, node.name_span(), message);
    }
    if let Some(allowed) = node.allowed_values() {
        if let Some(message) = allowed.range_fault() {
            push(&codes::BAD_RANGE, allowed.text_span(), message);
        }
        if allowed.lacks_value() {
            push(&codes::EMPTY_CONSTRAINT, allowed.span(), allowed.lack());
        }
        if let Some(message) = allowed.list_delimiter().and_then(|list| list.fault()) {
            push(&codes::BAD_DELIMITER, allowed.span(), message);
        }
        for admx in allowed.admx() {
            let attributes = [
                ("Area", admx.area()),
                ("Name", admx.name()),
                ("File", admx.file()),
            ];
            for (attribute, value) in attributes {
                if allowed.value_type() == ValueType::Admx && value.is_empty() {
                    let message = format!("the policy of the ADMX file has no {attribute}");
                    push(&codes::MISSING_ATTRIBUTE, allowed.span(), message);
                }
            }
        }
    }
    let builds = node.own_applicability().and_then(|facts| facts.os_builds());
    if let Some(message) = builds.and_then(|builds| builds.fault()) {
        push(&codes::BAD_BUILD, node.span(), message);
    }
    validate::node(node, &mut report);
    report
}
