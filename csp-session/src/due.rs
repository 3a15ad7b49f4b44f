//! What a device has still to say of a command that went out, and what it said.

use crate::part::QueuedCommand;
use syncml::StatusCode;
use syncml::{CommandRef, Verb};

/// What is due of one command.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct PendingAnswer {
    /// The items of which the outcome is not known.
    statuses: usize,
    /// The items whose value is to come; `None` for a listing, of which nobody knows how long it is.
    results: Option<usize>,
    said: Vec<QueuedCommand>,
    /// Why there is no good answer, in place of what the device said.
    spoiled: Option<StatusCode>,
}

impl PendingAnswer {
    /// What a device says to a command: an outcome of all items or of each one, and to a Get the values.
    pub(crate) fn of(command: CommandRef<'_, '_>) -> Self {
        let items = command.items();
        let is_listing = |uri: &str| uri.contains('?');
        let results = match command.verb {
            Verb::Get
                if items
                    .iter()
                    .any(|item| item.target.as_deref().is_some_and(is_listing)) =>
            {
                None
            }
            Verb::Get => Some(items.len()),
            _ => Some(0),
        };
        Self {
            statuses: items.len().max(1),
            results,
            said: Vec::new(),
            spoiled: None,
        }
    }

    /// Whether the device has still something to say.
    pub(crate) fn is_open(&self) -> bool {
        self.statuses > 0 || self.results != Some(0) && self.spoiled.is_none()
    }

    /// Takes a Status or a Results of the command with this CmdID, if it says something new and there is room for it; about how many bytes that
    /// takes. A value for which there is none is answered with 413 in place of the device.
    pub(crate) fn hear(&mut self, command: CommandRef<'_, '_>, cmd_id: &str, room: usize) -> usize {
        match command.verb {
            Verb::Status if self.statuses == 0 => return 0,
            Verb::Status => self.hear_status(command),
            _ if self.spoiled.is_some() => return 0,
            _ => {
                self.results = self
                    .results
                    .map(|open| open.saturating_sub(command.items().len()))
            }
        }
        let mut part = QueuedCommand::of(command);
        if part.bytes() > room {
            match command.verb {
                Verb::Status => part.shorten(),
                _ => {
                    self.spoil(StatusCode::ENTITY_TOO_LARGE);
                    return 0;
                }
            }
        }
        part.answer_to(cmd_id);
        let bytes = part.bytes();
        self.said.push(part);
        bytes
    }

    fn hear_status(&mut self, command: CommandRef<'_, '_>) {
        let response = command.response.as_deref();
        let named = response.map_or(0, |response| {
            response.target_refs.len().max(response.source_refs.len())
        });
        let items = match named {
            0 => self.statuses,
            named => named.min(self.statuses),
        };
        self.statuses -= items;
        let has_failed = !command.status_code().is_some_and(StatusCode::is_success);
        if has_failed {
            let left = self.results.map_or(0, |open| open.saturating_sub(items));
            self.results = Some(left).filter(|_| self.results.is_some() || self.statuses == 0);
        }
    }

    /// Says why there is no good answer.
    pub(crate) fn spoil(&mut self, code: StatusCode) {
        self.spoiled.get_or_insert(code);
        self.said.retain(|part| part.verb() == Some(&Verb::Status));
    }

    /// What was said.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = QueuedCommand> {
        let spoiled = self.spoiled;
        std::mem::take(&mut self.said)
            .into_iter()
            .map(move |mut part| {
                if let (Some(code), Some(Verb::Status)) = (spoiled, part.verb()) {
                    part.set_code(code);
                }
                part
            })
    }
}
