//! SyncML messages as short lines, so that a test can say in a few words what a reply must be.

use syncml::{CommandRef, Item, Message};

/// A reply, a line for each status and each item of its results.
///
/// ```text
/// 6 Exec 404
/// 2 Results ./Vendor/MSFT/X (node): A/B
/// ```
pub fn lines(reply: &[u8]) -> Vec<String> {
    if reply.is_empty() {
        return vec!["no reply".to_owned()];
    }
    let message = Message::parse(reply).expect("a device's reply is SyncML");
    message
        .top_level()
        .flat_map(|command| describe(&command))
        .collect()
}

fn describe(command: &CommandRef<'_, '_>) -> Vec<String> {
    let response = command.response.as_deref();
    let cmd_ref = response
        .and_then(|response| response.cmd_ref.as_deref())
        .unwrap_or_default();
    let code = command
        .data
        .as_ref()
        .map(|data| data.text.as_ref())
        .unwrap_or_default();
    match command.verb.as_str() {
        "Status" => {
            let cmd = response
                .and_then(|response| response.cmd.as_deref())
                .unwrap_or_default();
            let refs = response
                .map(|response| response.target_refs.as_slice())
                .unwrap_or_default();
            vec![
                refs.iter()
                    .fold(format!("{cmd_ref} {cmd} {code}"), |line, target| {
                        format!("{line} {target}")
                    }),
            ]
        }
        "Results" => command
            .items()
            .iter()
            .map(|item| format!("{cmd_ref} Results {}", describe_item(item)))
            .collect(),
        verb => command
            .items()
            .iter()
            .map(|item| format!("{verb} {code} {}", describe_item(item)))
            .collect(),
    }
}

fn describe_item(item: &Item<'_>) -> String {
    let format = item
        .meta
        .format
        .as_deref()
        .map(|format| format!(" ({format})"))
        .unwrap_or_default();
    let data = item
        .data
        .as_ref()
        .map(|data| format!(": {}", data.text))
        .unwrap_or_default();
    format!(
        "{}{format}{data}",
        item.source
            .as_deref()
            .or(item.target.as_deref())
            .unwrap_or("-")
    )
}
