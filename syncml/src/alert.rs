//! Alerts of a device: what happened, of which type, at which node (OMA DM Protocol 1.2, "Alerts").

use crate::{CommandRef, Item, Message};

/// One event that a device tells of. An alert without items is one event; one with items is an event for each.
#[derive(Debug, Clone, Copy)]
pub struct AlertItem<'r> {
    code: u16,
    cmd_id: &'r str,
    kind: Option<&'r str>,
    format: Option<&'r str>,
    mark: Option<&'r str>,
    source: Option<&'r str>,
    data: Option<&'r str>,
}

impl<'r> AlertItem<'r> {
    /// The events that a message tells of, in its order.
    pub fn all(message: &'r Message<'_>) -> impl Iterator<Item = Self> {
        message.top_level().flat_map(|command| {
            let items = command.items();
            let bare = items.is_empty().then_some(None);
            let items = items.iter().map(Some).chain(bare);
            items.filter_map(move |item| Self::new(command, item))
        })
    }

    fn new(command: CommandRef<'r, '_>, item: Option<&'r Item<'_>>) -> Option<Self> {
        let command = command.command();
        let mut alert = Self {
            code: command.alert_code()?,
            cmd_id: &command.cmd_id,
            kind: command.meta.kind.as_deref(),
            format: command.meta.format.as_deref(),
            mark: None,
            source: None,
            data: None,
        };
        if let Some(item) = item {
            alert.kind = item.meta.kind.as_deref().or(alert.kind);
            alert.format = item.meta.format.as_deref().or(alert.format);
            let rest = item.meta.rest.as_deref().or(command.meta.rest.as_deref());
            alert.mark = rest.and_then(|rest| rest.mark.as_deref());
            alert.source = item.source.as_deref();
            alert.data = item.data.as_ref().map(|data| &*data.text);
        }
        Some(alert)
    }

    /// The code: 1201 begins a session, 1222 asks for the next message, 1223 ends the session, 1224 is an event, 1226 a generic alert.
    pub const fn code(&self) -> u16 {
        self.code
    }

    /// The CmdID of the alert.
    pub const fn cmd_id(&self) -> &'r str {
        self.cmd_id
    }

    /// The type, without the prefix `Reversed-Domain-Name:` that Windows writes before some: `com.microsoft.mdm.win32csp_install`. Empty for an
    /// alert without one.
    pub fn kind(&self) -> &'r str {
        let kind = self.kind.unwrap_or_default().trim();
        kind.strip_prefix("Reversed-Domain-Name:")
            .unwrap_or(kind)
            .trim()
    }

    /// The format of the data; `chr` where it is missing.
    pub fn format(&self) -> &'r str {
        self.format.unwrap_or("chr")
    }

    /// How urgent it is, `informational` where it is missing (OMA DM Protocol 1.2, "Generic Alert").
    pub fn mark(&self) -> &'r str {
        self.mark.unwrap_or("informational")
    }

    /// The LocURI of the node that the alert is about.
    pub const fn source(&self) -> Option<&'r str> {
        self.source
    }

    /// What the alert says.
    pub const fn data(&self) -> Option<&'r str> {
        self.data
    }
}
