//! What is known where a command was answered: the definitions and the device; and one failed command, explained.

use std::fmt::Write as _;

use admx::PolicySet;
use csp_check::Nearest;
use csp_device::Device;
use csp_explain::{RankedCause, Situation, rank, table};
use csp_schema::uri::LocUri;
use csp_schema::{Edition, NodeDefinition, OsBuild, Verb};
use serde_json::{Value, json};
use syncml::StatusCode;

use super::write::{causes, causes_json};

/// The definitions and what is known of the device.
pub(crate) struct Context<'k> {
    pub(crate) device: &'k mut Device,
    /// The templates beside the definitions, which have the words for people.
    pub(crate) policies: &'k PolicySet,
    /// Whether the definitions are those that come with the command: what they lack need not be wrong.
    pub(crate) is_shipped: bool,
    pub(crate) build: Option<OsBuild>,
    pub(crate) edition: Option<Edition>,
}

/// One command that was answered.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answered<'a> {
    /// The name of the command's element; empty where it is not known.
    pub(super) command: &'a str,
    pub(super) uri: &'a str,
    pub(super) format: Option<&'a str>,
    pub(super) value: Option<&'a str>,
    pub(super) status: Option<StatusCode>,
    pub(super) error: Option<u32>,
    pub(super) in_atomic: Option<bool>,
    pub(super) fault: Option<Fault>,
}

/// What is wrong with a command whatever its node is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// Its element is no command.
    NotACommand,
    CmdIdMissing,
    TargetMissing,
}

impl Fault {
    fn text(self, command: &str) -> String {
        match self {
            Self::NotACommand => {
                let near = Nearest::of(command, Verb::ALL.into_iter().map(Verb::as_str));
                match near.question() {
                    Some(question) => {
                        format!("there is no command `{command}`; {question} Case counts")
                    }
                    None => format!("there is no command `{command}`"),
                }
            }
            Self::CmdIdMissing => "the command has no CmdID".to_owned(),
            Self::TargetMissing => "an Item of the command has no Target with a LocURI".to_owned(),
        }
    }
}

impl Context<'_> {
    pub(super) fn node(&mut self, uri: &str) -> Option<NodeDefinition<'_>> {
        let path = uri.split('?').next().unwrap_or_default();
        self.device.node(path.trim())
    }

    /// The names that the deepest node above knows and that are near to the one that it does not know.
    pub(super) fn near(&mut self, uri: &str) -> Vec<String> {
        /// Addresses are no deeper; what is, is nobody's slip.
        const DEEPEST: usize = 32;
        let Ok(address) = LocUri::parse(uri) else {
            return Vec::new();
        };
        let segments: Vec<&str> = address.segments().take(DEEPEST).collect();
        if let Some(twin) = self.other_scope(uri) {
            return vec![twin];
        }
        for known in (1..segments.len()).rev() {
            let above = format!("./{}", segments[..known].join("/"));
            let Some(parent) = self.device.node(&above) else {
                continue;
            };
            let children = parent.children().filter(|child| !child.dynamic);
            let names: Vec<&str> = children.map(|child| &*child.row().name).collect();
            let near = Nearest::of(segments[known], names.into_iter());
            let rest = segments[known + 1..]
                .iter()
                .map(|name| format!("/{name}"))
                .collect::<String>();
            return near
                .names()
                .map(|name| format!("{above}/{name}{rest}"))
                .collect();
        }
        Vec::new()
    }

    /// The same address below `./User` or `./Device`, where the definitions have the node there and, but for a name that is given, not here.
    fn other_scope(&mut self, uri: &str) -> Option<String> {
        if self.node(uri).is_some_and(|node| !node.dynamic) {
            return None;
        }
        let address = LocUri::parse(uri).ok()?;
        let segments: Vec<&str> = address.segments().collect();
        let (first, rest) = segments.split_first()?;
        let (other, rest) = match first.to_ascii_lowercase().as_str() {
            "user" => ("Device", rest),
            "device" => ("User", rest),
            _ => ("User", &segments[..]),
        };
        let twin = format!("./{other}/{}", rest.join("/"));
        let is_there = self.device.node(&twin).is_some_and(|node| !node.dynamic);
        is_there.then_some(twin)
    }

    /// The causes of an answer, in order.
    pub(super) fn rank(&mut self, answered: Answered<'_>) -> Vec<RankedCause> {
        let (is_shipped, build, edition) = (self.is_shipped, self.build, self.edition);
        let other_scope = self.other_scope(answered.uri);
        let is_explained = other_scope.is_some() || answered.uri.is_empty();
        let near = if is_explained || self.node(answered.uri).is_some() {
            Vec::new()
        } else {
            self.near(answered.uri)
        };
        let node = if answered.uri.is_empty() {
            None
        } else {
            self.node(answered.uri)
        };
        // A failure of which nothing more is said.
        let nothing = answered.status.is_none() && answered.error.is_none();
        let fault = answered.fault.map(|fault| fault.text(answered.command));
        let mut ranked = rank(
            answered
                .status
                .or(nothing.then_some(StatusCode::COMMAND_FAILED)),
            &Situation {
                verb: Verb::parse(answered.command),
                uri: answered.uri,
                node,
                // Of definitions that were not named nobody said that they are all.
                is_undefined: node.is_none()
                    && !answered.uri.is_empty()
                    && (!is_shipped || !near.is_empty()),
                format: answered.format,
                value: answered.value,
                build,
                edition,
                error: answered.error,
                in_atomic: answered.in_atomic,
                other_scope: other_scope.as_deref(),
                fault: fault.as_deref(),
            },
        );
        if let Some(unknown) = ranked
            .iter_mut()
            .find(|cause| cause.cause == csp_explain::Cause::UnknownNode)
        {
            if !near.is_empty() {
                let _ = write!(unknown.text, "; did you mean `{}`?", near.join("` or `"));
            }
        }
        ranked
    }

    /// A failed command in text, and in JSON, with this many causes at most where none is shown.
    pub(super) fn explain(&mut self, answered: Answered<'_>, most: usize) -> (String, Value) {
        let mut ranked = self.rank(answered);
        // What is shown is why; beside it little else is worth reading.
        let shown = ranked.iter().filter(|cause| cause.is_shown).count();
        ranked.truncate(if shown > 0 { shown + 1 } else { most });
        let heading = heading(answered);
        let mut text = format!("{heading}\n");
        causes(&mut text, &ranked, "  ");
        let value = json!({
            "heading": heading,
            "command": answered.command,
            "uri": answered.uri,
            "status": answered.status.map(StatusCode::code),
            "name": answered.status.and_then(StatusCode::name),
            "hresult": answered.error.map(|error| format!("0x{error:08X}")),
            "causes": causes_json(&ranked),
        });
        (text, value)
    }
}

/// The command, its node, its status and the error behind it.
pub(super) fn heading(answered: Answered<'_>) -> String {
    let mut text = String::new();
    for word in [answered.command, answered.uri] {
        if !word.is_empty() {
            let space = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{space}{word}");
        }
    }
    if text.is_empty() {
        text.push_str("A command");
    }
    match answered.status {
        Some(status) => {
            let _ = write!(text, ": {status}");
        }
        None => text.push_str(" failed"),
    }
    if let Some(error) = answered.error {
        let _ = match table::error(error) {
            Some(row) => write!(text, " (0x{error:08X}: {})", row.meaning),
            None => write!(text, " (0x{error:08X})"),
        };
    }
    text
}
