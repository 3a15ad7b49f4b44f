//! What a status code means for one command on one node, in words.

use super::Outcome;
use crate::StatusCode;
use csp_schema::same_node::is_user_scope;
use csp_schema::{self, Format, NodeDefinition};
use syncml::Verb;

/// `E_INVALIDARG` (`winerror.h`): what providers answer for a value that they do not take.
const INVALID_PARAMETER: u32 = 0x8007_0057;

/// A sentence, or nothing where the code says it all.
///
/// The reasons are those that Microsoft Learn ("OMA DM protocol support") and observed devices give for a code.
pub(super) fn meaning(outcome: &Outcome) -> String {
    let (verb, node, uri) = (outcome.verb(), outcome.node(), outcome.uri());
    let Some(code) = outcome.code() else {
        return "the device has not said how it went; it may have been done or not".to_owned();
    };
    let plain = match (code, verb) {
        (StatusCode::ACCEPTED, _) => "it has begun; an alert tells its end",
        (StatusCode::NOT_FOUND, Verb::Get) => "the node does not exist, or has no value",
        (StatusCode::NOT_FOUND, Verb::Delete) => "there was nothing to delete, which is as good",
        (StatusCode::NOT_FOUND, Verb::Add) => {
            "this device does not know the node or a parent of it"
        }
        (StatusCode::NOT_FOUND, Verb::Replace | Verb::Exec) => {
            "the node does not exist; Add it, or its parent, first"
        }
        (StatusCode::ALREADY_EXISTS, Verb::Add) => {
            "the node exists, which is harmless when it was added before; Replace sets its value"
        }
        (StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED, _) => {
            "this device does not have the node or the property"
        }
        (StatusCode::NOT_EXECUTED, _) => "another command of its Atomic failed, so it was not run",
        (StatusCode::ROLLED_BACK, _) => "another command of its Atomic failed, so it was undone",
        (StatusCode::ATOMIC_ROLL_BACK_FAILED, _) => {
            "another command of its Atomic failed, and it could not be undone"
        }
        (StatusCode::PERMISSION_DENIED, _) => "the provider denied access",
        (StatusCode::COMMAND_FAILED, Verb::Add | Verb::Replace)
            if outcome.hresult() == Some(INVALID_PARAMETER) =>
        {
            "the provider refused the value, as a rule because it is outside of those that the node allows"
        }
        (StatusCode::COMMAND_FAILED, _) if is_user_scope(uri) => {
            "the provider failed; below ./User that is also what comes before the user signs in"
        }
        (StatusCode::COMMAND_FAILED, _) => "the provider failed or refused the value",
        (StatusCode::COMMAND_NOT_ALLOWED, _) => return not_allowed(verb, node, uri),
        (StatusCode::UNSUPPORTED_TYPE_OR_FORMAT, _) => return wrong_format(node),
        _ if code.is_success() => "",
        _ => code.description().unwrap_or_default(),
    };
    let mut text = plain.trim_end_matches('.').to_owned();
    if matches!(
        code,
        StatusCode::NOT_FOUND | StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED
    ) {
        add_builds(&mut text, node);
    }
    text
}

/// 405: the definition says so, or the state of the device does.
fn not_allowed(verb: &Verb<'_>, node: Option<NodeDefinition<'_>>, uri: &str) -> String {
    let permitted = |node: &NodeDefinition<'_>| {
        csp_schema::Verb::parse(verb.as_str()).is_none_or(|verb| node.access().contains(verb))
    };
    if let Some(node) = node.filter(|node| !permitted(node)) {
        return format!("the node permits {} only", node.access());
    }
    let mut text = String::new();
    // Of a node that no typed address named, what it permits is not known here.
    if node.is_none() && !uri.is_empty() {
        text = format!("the definition of the node does not permit {verb}, ");
    }
    text.push_str(match (is_user_scope(uri), verb) {
        (true, _) => "the user is not signed in, or the node is not for this device",
        (false, Verb::Replace) => "the parent is missing, or the node is not for this device",
        (false, _) => "the node is not for this device, or is in a state that forbids it",
    });
    add_builds(&mut text, node);
    text
}

/// 415: what would have been right.
fn wrong_format(node: Option<NodeDefinition<'_>>) -> String {
    match node {
        Some(node) if node.format == Format::Node => {
            "the node has children and takes no value".to_owned()
        }
        Some(node) => format!("the node takes values of format {}", node.format.as_str()),
        None => "the value does not have the node's format".to_owned(),
    }
}

fn add_builds(text: &mut String, node: Option<NodeDefinition<'_>>) {
    if let Some(builds) = node.and_then(|node| node.applicability().os_build) {
        text.push_str("; it is available since ");
        text.push_str(&builds);
    }
}
