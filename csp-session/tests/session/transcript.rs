//! Messages as lines that a person can read and write.

use syncml::{CommandRef, Item, Message, Meta, Verb};

/// A message: who sends it, its commands with their CmdIDs where something refers to them, and whether it ends its package.
pub(crate) fn lines(sender: &str, bytes: &[u8]) -> Vec<String> {
    let message = Message::parse(bytes).expect("what a session sends is SyncML");
    let header = &message.header;
    let mut first = format!("{sender} {}", header.msg_id);
    if let Some(cred) = &header.cred {
        let kind = cred.meta.kind.as_deref().unwrap_or_default();
        let user = header.source.name.as_deref().unwrap_or_default();
        first += &format!(" as {user} by {kind}");
    }
    describe_meta(&header.meta, &mut first);
    let mut lines = vec![first];
    for command in message.top_level() {
        describe(command, 1, &mut lines);
    }
    lines.push(
        if message.is_final {
            "  Final"
        } else {
            "  more"
        }
        .to_owned(),
    );
    lines
}

/// The commands of a fragment.
pub(crate) fn commands(bytes: &[u8]) -> Vec<String> {
    let message = Message::parse(bytes).expect("an answer is SyncML");
    let mut lines = Vec::new();
    for command in message.top_level().skip(1) {
        describe(command, 1, &mut lines);
    }
    lines
}

fn describe(command: CommandRef<'_, '_>, depth: usize, lines: &mut Vec<String>) {
    let response = command.response.as_deref().cloned().unwrap_or_default();
    let data = command.data.as_ref().map_or("", |data| &data.text);
    let reference = response.cmd_ref.unwrap_or_default();
    let mut line = "  ".repeat(depth);
    match command.verb {
        Verb::Status => line += &format!("{reference} {} {data}", response.cmd.unwrap_or_default()),
        Verb::Results => line += &format!("{reference} Results"),
        Verb::Alert => line += &format!("Alert {data}"),
        _ => line += &format!("{} {}", command.cmd_id, command.verb),
    }
    for target in &response.target_refs {
        line += &format!(" at {target}");
    }
    if let Some(chal) = &response.chal {
        line += " asks for";
        describe_meta(chal, &mut line);
    }
    let mut items = command.items().iter();
    if let Some(item) = items.next() {
        describe_item(item, &mut line);
    }
    lines.push(line.trim_end().to_owned());
    for item in items {
        let mut line = format!("{}+", "  ".repeat(depth));
        describe_item(item, &mut line);
        lines.push(line);
    }
    for child in command.children() {
        describe(child, depth + 1, lines);
    }
}

fn describe_item(item: &Item<'_>, line: &mut String) {
    for uri in [&item.target, &item.source].into_iter().flatten() {
        *line += &format!(" {uri}");
    }
    describe_meta(&item.meta, line);
    if let Some(data) = &item.data {
        *line += match data.text.len() {
            0 => " =".to_owned(),
            1..=60 => format!(" = {}", data.text),
            bytes => format!(" = {bytes} bytes"),
        }
        .as_str();
    }
    if item.more_data {
        *line += " and more";
    }
}

fn describe_meta(meta: &Meta<'_>, line: &mut String) {
    for part in [&meta.format, &meta.kind].into_iter().flatten() {
        *line += &format!(" {part}");
    }
    let Some(rest) = &meta.rest else { return };
    let parts = [
        ("size", &rest.size),
        ("nonce", &rest.next_nonce),
        ("takes messages of", &rest.max_msg_size),
        ("takes objects of", &rest.max_obj_size),
        ("mark", &rest.mark),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            *line += &format!(" {name} {part}");
        }
    }
}

/// Line breaks and U+F000 in a value, as scripts write them.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\u{F000}", "\u{F000}")
}
