//! What a server says to the commands of a device, which sends only alerts and DevInfo beside its answers (OMA DM RepPro 1.2).

use syncml::StatusCode;
use syncml::{CommandRef, Item, Verb};

/// The Status for a command; `None` for what is itself an answer.
pub(crate) fn status(command: CommandRef<'_, '_>) -> Option<StatusCode> {
    let code = match command.verb {
        Verb::Status | Verb::Results => return None,
        Verb::Unknown(_) => StatusCode::BAD_REQUEST,
        _ if command.cmd_id.is_empty() => StatusCode::BAD_REQUEST,
        Verb::Alert => alert(command),
        Verb::Replace if command.items().iter().all(is_dev_info) => StatusCode::OK,
        _ => StatusCode::COMMAND_NOT_ALLOWED,
    };
    Some(code)
}

fn alert(command: CommandRef<'_, '_>) -> StatusCode {
    let kind = |item: &Item<'_>| item.meta.kind.is_some() || command.meta.kind.is_some();
    let has_kinds = command.items().iter().all(kind);
    match command.alert_code() {
        // The beginning of the session, the request for the next message, its end, and the notice that a large object broke off.
        Some(1200 | 1201 | 1222 | 1223 | 1225) => StatusCode::OK,
        Some(1224 | 1226) if command.items().is_empty() => StatusCode::INCOMPLETE_COMMAND,
        Some(1224 | 1226) if has_kinds => StatusCode::OK,
        Some(1226) => StatusCode::UNSUPPORTED_TYPE_OR_FORMAT,
        Some(_) => StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED,
        None => StatusCode::INCOMPLETE_COMMAND,
    }
}

fn is_dev_info(item: &Item<'_>) -> bool {
    let uri = item.source.as_deref().or(item.target.as_deref());
    let uri = uri.map(|uri| uri.strip_prefix("./").unwrap_or(uri));
    uri.is_some_and(|uri| uri.starts_with("DevInfo/"))
}
