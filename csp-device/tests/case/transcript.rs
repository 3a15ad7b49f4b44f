//! Replies as lines: one for each Status, for each item of a Results, and for each alert. The Status of the header is left out when it is 200.

use syncml::{CommandRef, Item, Message, Verb};

/// The lines of a reply.
pub(crate) fn of(reply: &[u8]) -> Result<Vec<String>, String> {
    if reply.is_empty() {
        return Ok(vec!["nothing".to_owned()]);
    }
    let message =
        Message::parse(reply).map_err(|error| format!("the reply is unreadable: {error}"))?;
    if !message.is_final {
        return Err("the reply lacks Final".to_owned());
    }
    let mut lines = Vec::new();
    for (at, command) in message.top_level().enumerate() {
        if *command.cmd_id != *(at + 1).to_string() {
            return Err(format!("command {} has CmdID {}", at + 1, command.cmd_id));
        }
        match command.verb {
            Verb::Status if at == 0 => header(command, &mut lines)?,
            Verb::Status => lines.push(status(command)),
            Verb::Results => lines.extend(command.items().iter().map(|item| result(command, item))),
            Verb::Alert => lines.extend(command.items().iter().map(|item| alert(command, item))),
            _ => return Err(format!("a reply has no {}", command.verb)),
        }
    }
    Ok(lines)
}

fn header(command: CommandRef<'_, '_>, lines: &mut Vec<String>) -> Result<(), String> {
    let line = status(command);
    match line.as_str() {
        "0 SyncHdr 200" => Ok(()),
        line if line.starts_with("0 SyncHdr ") => {
            lines.push(line.to_owned());
            Ok(())
        }
        line => Err(format!("the first Status is for the header, not `{line}`")),
    }
}

fn status(command: CommandRef<'_, '_>) -> String {
    let response = command.response.as_deref().cloned().unwrap_or_default();
    let mut line = format!(
        "{} {} {}",
        response.cmd_ref.unwrap_or_default(),
        response.cmd.unwrap_or_default(),
        command.data.as_ref().map_or("", |data| &data.text)
    );
    if let Some(error) = response.original_error {
        line.push_str(&format!(" {error}"));
    }
    for target in response.target_refs {
        line.push_str(&format!(" at {target}"));
    }
    for item in command.items() {
        line.push_str(&format!(
            " missing {}",
            item.target.as_deref().unwrap_or_default()
        ));
    }
    line.trim_start().to_owned()
}

fn result(command: CommandRef<'_, '_>, item: &Item<'_>) -> String {
    let response = command.response.as_deref().cloned().unwrap_or_default();
    let mut line = format!(
        "{} Results {}",
        response.cmd_ref.unwrap_or_default(),
        item.source.as_deref().unwrap_or_default()
    );
    describe(item, &mut line);
    line
}

fn alert(command: CommandRef<'_, '_>, item: &Item<'_>) -> String {
    let code = command.data.as_ref().map_or("", |data| &data.text);
    let mut line = format!("alert {code}");
    if let Some(source) = &item.source {
        line.push_str(&format!(" {source}"));
    }
    describe(item, &mut line);
    line
}

fn describe(item: &Item<'_>, line: &mut String) {
    let mark = item.meta.rest.as_ref().and_then(|rest| rest.mark.clone());
    for part in [&item.meta.format, &item.meta.kind, &mark]
        .into_iter()
        .flatten()
    {
        line.push_str(&format!(" {part}"));
    }
    if let Some(data) = &item.data {
        line.push_str(" =");
        if !data.text.is_empty() {
            line.push_str(&format!(" {}", escape(&data.text)));
        }
    }
}

/// Line breaks and U+F000 in a value, as the case files write them.
pub(crate) fn escape(text: &str) -> String {
    text.replace('\n', "\\n").replace('\u{F000}', "\\u{F000}")
}

/// The value that [`escape`] wrote.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\u{F000}", "\u{F000}")
}
