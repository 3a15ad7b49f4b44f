//! What was sent when a number or a line of the log was met: the settings of a request or of a profile.

use std::fmt::Write as _;

use csp_profile::Profile;
use csp_schema::same_node::node_key;
use serde_json::{Value, json};
use syncml::StatusCode;

use super::answered::{Answered, Context};
use super::write::causes;
use crate::error::CommandError;

/// How many settings are told of.
const MOST: usize = 100;

/// A request or a profile, not read yet.
pub(crate) struct Request {
    /// What it is called where it is spoken of.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What was sent.
pub(super) struct Sent {
    profile: Profile,
}

impl Sent {
    /// Reads what was sent, in whatever carrier.
    pub(super) fn new(request: &Request) -> Result<Self, CommandError> {
        let profile = Profile::read(&request.name, &request.bytes, None);
        let profile = profile.map_err(CommandError::new)?;
        Ok(Self { profile })
    }

    /// Every setting, with its line.
    fn settings(&self) -> impl Iterator<Item = (usize, Answered<'_>)> {
        self.profile.settings().filter_map(|(command, setting)| {
            let address = setting.address.as_ref()?;
            let line = self.profile.source.position(address.place().start).line;
            let answered = Answered {
                command: command.verb.as_str(),
                uri: address.as_str(),
                format: setting.format.as_ref().map(|format| format.as_str()),
                value: setting.value.as_ref().map(|value| value.text.as_str()),
                ..Answered::default()
            };
            Some((line, answered))
        })
    }

    /// The last setting of a node.
    pub(super) fn of(&self, uri: &str) -> Option<Answered<'_>> {
        let key = node_key(uri, false);
        let settings = self.settings().map(|(_, answered)| answered);
        settings
            .filter(|answered| answered.value.is_some())
            .filter(|answered| node_key(answered.uri, false) == key)
            .last()
    }

    /// The settings of which something shows why they were answered so.
    pub(super) fn explain(
        &self,
        context: &mut Context<'_>,
        status: Option<StatusCode>,
        error: Option<u32>,
    ) -> (String, Value) {
        let name = self.profile.source.name();
        let (mut text, mut told) = (String::new(), Vec::new());
        let mut shown = 0;
        for (line, answered) in self.settings() {
            let answered = Answered {
                status,
                error,
                ..answered
            };
            let mut ranked = context.rank(answered);
            ranked.retain(|cause| cause.is_shown);
            if ranked.is_empty() {
                continue;
            }
            shown += 1;
            if shown > MOST {
                continue;
            }
            let (command, uri) = (answered.command, answered.uri);
            let _ = writeln!(text, "\n{name}:{line}: {command} {uri}");
            causes(&mut text, &ranked, "  ");
            let why: Vec<&str> = ranked.iter().map(|cause| cause.text.as_str()).collect();
            told.push(json!({ "line": line, "command": command, "uri": uri, "causes": why }));
        }
        if shown > MOST {
            let _ = writeln!(text, "\nand {} more.", shown - MOST);
        }
        if shown == 0 {
            let _ = writeln!(text, "\nNothing in {name} shows why.");
        }
        (text, told.into())
    }
}
