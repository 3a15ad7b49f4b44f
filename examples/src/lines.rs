//! Messages for people at a terminal: a line for each command, status and value.

use csp_runtime::syncml::{CommandRef, Item, Message, Verb};

/// The longest value that is shown.
const SHOWN: usize = 60;

/// The lines of a message, each beginning with `arrow` and the message's number.
pub fn of(arrow: &str, message: &[u8]) -> Vec<String> {
    let Ok(message) = Message::parse(message) else {
        return vec![format!(
            "{arrow} {} bytes that are no SyncML",
            message.len()
        )];
    };
    let prefix = format!("{arrow} {}", message.header.msg_id);
    let mut lines = Vec::new();
    for command in message.top_level() {
        describe(&prefix, command, &mut lines);
    }
    lines
}

fn describe(prefix: &str, command: CommandRef<'_, '_>, lines: &mut Vec<String>) {
    let data = command.data.as_ref().map_or("", |data| &data.text);
    let head = match (&command.verb, &command.response) {
        (Verb::Status, Some(of)) => {
            let code = command.status_code().map(|code| code.to_string());
            let cmd = of.cmd.as_deref().unwrap_or_default();
            let cmd_ref = of.cmd_ref.as_deref().unwrap_or_default();
            format!(
                "{prefix} {cmd} {cmd_ref}: {}",
                code.as_deref().unwrap_or(data)
            )
        }
        (Verb::Results, Some(of)) => {
            format!(
                "{prefix} Results {}",
                of.cmd_ref.as_deref().unwrap_or_default()
            )
        }
        (Verb::Alert, _) => format!("{prefix} Alert {data}"),
        (verb, _) => format!("{prefix} {verb} {}", command.cmd_id),
    };
    match command.items() {
        [] => lines.push(head),
        items => lines.extend(
            items
                .iter()
                .map(|item| format!("{head}{}", item_text(item))),
        ),
    }
    for child in command.children() {
        describe(prefix, child, lines);
    }
}

fn item_text(item: &Item<'_>) -> String {
    let uri = item.target.as_deref().or(item.source.as_deref());
    let kind = item.meta.kind.as_deref();
    let mut text: String = [uri, kind]
        .into_iter()
        .flatten()
        .map(|part| format!(" {part}"))
        .collect();
    if let Some(data) = &item.data {
        match data.text.len() {
            0..=SHOWN => text += &format!(" = {}", data.text.escape_debug()),
            bytes => text += &format!(" = {bytes} bytes"),
        }
    }
    if item.more_data {
        text += " and more";
    }
    text
}
