//! What a device says, as commands of a session.

use crate::part::QueuedCommand;
use csp_device::{Alert, ReplyPart, alert};
use syncml::{Data, Item, Response, Verb};

impl QueuedCommand {
    /// What a device says of a command.
    pub(crate) fn said(said: ReplyPart<'_, '_>) -> Self {
        match said {
            ReplyPart::Status {
                code,
                response,
                missing,
            } => {
                let items = missing.map(|uri| Item::target(uri.to_owned()));
                let items = items.into_iter().collect();
                let data = Data::new(code.code().to_string());
                let mut part = Self::new(Verb::Status, Some(data), items);
                part.refer(response.into_owned());
                part
            }
            ReplyPart::Results {
                msg_ref,
                cmd_ref,
                items,
            } => {
                let items = items.map(Item::into_owned).collect();
                let mut part = Self::new(Verb::Results, None, items);
                part.refer(Response {
                    msg_ref: Some(msg_ref.to_owned().into()),
                    cmd_ref: Some(cmd_ref.to_owned().into()),
                    ..Response::default()
                });
                part
            }
            ReplyPart::Alert(alert) => Self::event(alert),
        }
    }

    /// An alert of the device's.
    pub(crate) fn event(event: &Alert) -> Self {
        Self::alert(event.code(), vec![alert::item(event).into_owned()])
    }
}
