//! Alerts as commands: what a device sends, and what it answers to those of a server (OMA DM Protocol 1.2, "Alerts"; OMA DM Generic Alert).

use crate::StatusCode;
use csp_runtime::dispatch::Alert;
use syncml::{Data, Item, Meta, MetaRest, Verb, WriteError, Writer};

/// Writes an alert as a command.
pub(crate) fn write(alert: &Alert, writer: &mut Writer<'_>, cmd_id: u32) -> Result<(), WriteError> {
    let code = alert.code().to_string();
    let mut command = writer.command(&Verb::Alert, cmd_id)?;
    command.data(&Data::new(code.as_str()))?;
    command.item(&item(alert))?;
    Ok(())
}

/// The event of an alert, as the item of its command. What every reader trims is trimmed, so that it says the same when it was read.
pub fn item(alert: &Alert) -> Item<'_> {
    let rest = alert.urgency().map(|mark| {
        Box::new(MetaRest {
            mark: Some(mark.as_str().into()),
            ..MetaRest::default()
        })
    });
    Item {
        source: alert.about().map(|uri| uri.trim_ascii().into()),
        meta: Meta {
            format: alert.data_format().map(|format| format.trim_ascii().into()),
            kind: Some(alert.kind().trim_ascii().into()),
            rest,
        },
        data: alert.text().map(Data::new),
        ..Item::default()
    }
}

/// The status of an alert that a server sends. 1223, which ends the session, never comes here.
pub(crate) const fn answer(code: Option<u16>) -> StatusCode {
    match code {
        // The next message, please; and the notice that a large object was not complete.
        Some(1222 | 1225) => StatusCode::OK,
        // Client events and generic alerts are a device's to send.
        Some(1224 | 1226) => StatusCode::COMMAND_NOT_ALLOWED,
        // Displays and questions to the user (1100 to 1104), and what else there is.
        Some(_) => StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED,
        None => StatusCode::INCOMPLETE_COMMAND,
    }
}
