//! Messages for people at a terminal: a line for each command, status and value.
//!
//! Whatever the other end wrote, a line is one line of characters that can be seen; it is short, and there are not many.

use syncml::{CommandRef, Item, Message, Verb};

/// The longest value that is shown.
const VALUE: usize = 60;

/// The longest name that is shown in full: no LocURI of a real tree is longer.
const NAME: usize = 500;

/// The most lines of one message.
const LINES: usize = 200;

/// The lines of a message, each beginning with `arrow` and the message's number.
pub fn of(arrow: &str, message: &[u8]) -> Vec<String> {
    let Ok(message) = Message::parse(message) else {
        return vec![format!(
            "{arrow} {} bytes that are no SyncML",
            message.len()
        )];
    };
    let prefix = format!("{arrow} {}", clean(&message.header.msg_id));
    let mut lines = Lines::default();
    for command in message.top_level() {
        describe(&prefix, command, &mut lines);
    }
    if lines.left_out > 0 {
        lines
            .shown
            .push(format!("{prefix} and {} lines more", lines.left_out));
    }
    lines.shown
}

/// A text of the other end's as part of a line: control characters, line breaks and what turns the direction of writing are escaped.
pub fn clean(text: &str) -> String {
    let mut clean = String::new();
    for c in text.chars().take(NAME) {
        match c {
            // No quotes are around it.
            '\'' | '"' => clean.push(c),
            c => clean.extend(c.escape_debug()),
        }
    }
    if text.chars().nth(NAME).is_some() {
        clean += "...";
    }
    clean
}

#[derive(Default)]
struct Lines {
    shown: Vec<String>,
    left_out: usize,
}

impl Lines {
    fn push(&mut self, line: impl FnOnce() -> String) {
        if self.shown.len() < LINES {
            self.shown.push(line());
        } else {
            self.left_out += 1;
        }
    }
}

fn describe(prefix: &str, command: CommandRef<'_, '_>, lines: &mut Lines) {
    let data = command.data.as_ref().map_or("", |data| &data.text);
    let text = |text: &Option<_>| clean(Option::<&str>::unwrap_or_default(text.as_deref()));
    let head = match (&command.verb, &command.response) {
        (Verb::Status, Some(of)) => {
            let code = command.status_code().map(|code| code.to_string());
            let (cmd, cmd_ref) = (text(&of.cmd), text(&of.cmd_ref));
            let code = code.unwrap_or_else(|| clean(data));
            format!("{prefix} {cmd} {cmd_ref}: {code}")
        }
        (Verb::Results, Some(of)) => format!("{prefix} Results {}", text(&of.cmd_ref)),
        (Verb::Alert, _) => format!("{prefix} Alert {}", clean(data)),
        (verb, _) => format!("{prefix} {verb} {}", clean(&command.cmd_id)),
    };
    if command.items().is_empty() {
        lines.push(|| head.clone());
    }
    for item in command.items() {
        let is_shown = command.verb != Verb::Alert || is_harmless(item);
        lines.push(|| format!("{head}{}", item_text(item, is_shown)));
    }
    for child in command.children() {
        describe(prefix, child, lines);
    }
}

/// Whether what an alert says may be read by whoever reads a log. With an alert a device also sends the tokens by which it is let in
/// (`com.microsoft/MDM/AADUserToken`), so that what is not known to be harmless is not shown.
fn is_harmless(alert: &Item<'_>) -> bool {
    alert.meta.kind.as_deref() == Some("com.microsoft/MDM/LoginStatus")
}

fn item_text(item: &Item<'_>, is_shown: bool) -> String {
    let uri = item.target.as_deref().or(item.source.as_deref());
    let kind = item.meta.kind.as_deref();
    let mut text: String = [uri, kind]
        .into_iter()
        .flatten()
        .map(|part| format!(" {}", clean(part)))
        .collect();
    if let Some(data) = &item.data {
        match data.text.len() {
            0..=VALUE if is_shown => text += &format!(" = {}", clean(&data.text)),
            bytes => text += &format!(" = {bytes} bytes"),
        }
    }
    if item.more_data {
        text += " and more";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_could_deceive_is_escaped_and_quotes_are_not() {
        assert_eq!(clean("a \"b\" 'c'"), "a \"b\" 'c'");
        assert_eq!(clean("a\nb\\n\u{202E}\u{1b}"), "a\\nb\\\\n\\u{202e}\\u{1b}");
    }
}
