//! Values: whether a command's Data may be stored in a node, and how a stored value is written.

use crate::StatusCode;
use crate::settings::Settings;
use csp_runtime::HandlerError;
use csp_runtime::dispatch::Call;
use csp_schema::{Allowed, Choice, Fact, Format, NodeDefinition, ViolationKind};
use csp_schema::{parse_bool, parse_int};

/// A serialized subtree (OMA DM TND Serialization), which Windows does not take.
const TNDS: [&str; 2] = [
    "application/vnd.syncml.dmtnds+xml",
    "application/vnd.syncml.dmtnds+wbxml",
];

/// Whether the Meta of an Add or a Replace fits the node.
pub(crate) fn check_meta(node: NodeDefinition<'_>, call: &Call<'_>) -> Result<(), HandlerError> {
    let unsupported = HandlerError::new(StatusCode::UNSUPPORTED_TYPE_OR_FORMAT);
    if let Some(kind) = call.media_type {
        let is_tnds = TNDS.iter().any(|tnds| tnds.eq_ignore_ascii_case(kind));
        if is_tnds || (node.is_leaf() && !kind.is_empty() && !takes_type(node, kind)) {
            return Err(unsupported);
        }
    }
    let Some(format) = call.format.filter(|format| !format.is_empty()) else {
        return Ok(());
    };
    let fits = match (node.format, Format::parse(format)) {
        (_, None) => false,
        (own, Some(given)) if own == given => true,
        // Policy's ingested values live in null nodes of the published file and have formats of their own.
        (Format::Null, Some(given)) => given != Format::Node,
        // The text decides where the sender says chr.
        (own, Some(Format::Chr)) => !matches!(own, Format::Node | Format::B64 | Format::Bin),
        (Format::Chr, Some(Format::Xml)) => true,
        (Format::B64, Some(Format::Bin)) | (Format::Bin, Some(Format::B64)) => true,
        _ => false,
    };
    if fits { Ok(()) } else { Err(unsupported) }
}

/// What Windows says of a payload without one of its policy's elements (observed: SkipToTheEndpoint/OpenIntuneBaseline#217).
const MISSING_ELEMENT: u32 = 0x82B0_0001;

/// Whether a text may be stored in a node. (No Data is an empty text.)
pub(crate) fn check(
    node: NodeDefinition<'_>,
    text: &str,
    settings: &Settings,
) -> Result<(), HandlerError> {
    if text.len() > settings.limits.value_bytes {
        return Err(StatusCode::ENTITY_TOO_LARGE.into());
    }
    // The value of an interior node is its children; a Data beside Format node says nothing.
    if !node.is_leaf() {
        return Ok(());
    }
    match node.check(text) {
        Ok(_) => Ok(()),
        Err(violation) => match violation.kind() {
            ViolationKind::Format => Err(StatusCode::UNSUPPORTED_TYPE_OR_FORMAT.into()),
            // Windows takes an ADMX payload with data for no element of its policy, and answers 200 (observed: fleetdm/fleet#24790).
            ViolationKind::UnknownPart => Ok(()),
            _ if settings.stores_anything => Ok(()),
            ViolationKind::MissingPart => {
                Err(HandlerError::new(StatusCode::COMMAND_FAILED).with_hresult(MISSING_ELEMENT))
            }
            ViolationKind::AllowedValues => Err(HandlerError::INVALID_VALUE),
        },
    }
}

/// Whether the argument of an Exec is one that the node takes. An argument is free in its Meta, and it may be left out.
pub(crate) fn check_argument(
    node: NodeDefinition<'_>,
    call: &Call<'_>,
    settings: &Settings,
) -> Result<(), HandlerError> {
    match call.data {
        None | Some("") => Ok(()),
        Some(argument) => check(node, argument, settings),
    }
}

/// Appends a value as it goes out: booleans and integers in one spelling, however they came in.
pub(crate) fn write(node: NodeDefinition<'_>, stored: &str, out: &mut String) {
    use std::fmt::Write as _;
    match node.format {
        Format::Bool => match (parse_bool(stored), numbers(node)) {
            (None, _) => out.push_str(stored),
            (Some(value), None) => out.push_str(if value { "true" } else { "false" }),
            (Some(value), Some(choices)) => {
                let same = |choice: &&Choice| parse_bool(&choice.value) == Some(value);
                let choice = choices.iter().find(same);
                out.push_str(choice.map_or(stored, |choice| &choice.value));
            }
        },
        Format::Int => match parse_int(stored) {
            Some(value) => {
                let _ = write!(out, "{value}");
            }
            None => out.push_str(stored),
        },
        _ => out.push_str(stored),
    }
}

/// The named values of a boolean node that has more than two (published files have one with 0, 1 and 2): its readers expect a number.
fn numbers(node: NodeDefinition<'_>) -> Option<&[Choice]> {
    let (Allowed::Enum(choices) | Allowed::Flag(choices)) = &node.row().allowed else {
        return None;
    };
    let is_bool = |choice: &Choice| parse_bool(&choice.value).is_some();
    (!choices.iter().all(is_bool)).then_some(choices)
}

/// The MIME types that a node takes, where it takes only some: a single one in a DDF is a description, not a restriction.
fn takes_type(node: NodeDefinition<'_>, kind: &str) -> bool {
    let types = || {
        node.facts.iter().filter_map(|fact| match fact {
            Fact::Mime(mime) => Some(&**mime),
            _ => None,
        })
    };
    types().count() < 2 || types().any(|known| known.eq_ignore_ascii_case(kind))
}
