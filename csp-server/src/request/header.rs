//! The header of a server's message: which session, which message, from whom to whom.

use std::borrow::Cow;

use syncml::{self, Address, Cred, Message};

/// The `SyncHdr` of a request: SyncML 1.2, `DM/1.2`.
///
/// ```
/// use csp_server::{Header, Request};
///
/// let header = Header::new("1", 2, "0123456789ABCDEF0123456789ABCDEF", "https://mdm.example.com");
/// assert!(Request::new(header).finish()?.starts_with(b"<SyncML"));
/// # Ok::<(), csp_server::request::RequestError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    fields: syncml::Header<'static>,
    msg_id: u32,
}

impl Header {
    /// A header with the identifier of the session, the number of the message (a counter of the server's own, from 1), the device's identifier
    /// and the server's URL.
    pub fn new(
        session_id: impl Into<String>,
        msg_id: u32,
        target: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        let address = |uri: String| Address {
            uri: Cow::Owned(uri),
            name: None,
        };
        Self {
            fields: syncml::Header {
                ver_dtd: "1.2".into(),
                ver_proto: "DM/1.2".into(),
                session_id: Cow::Owned(session_id.into()),
                target: address(target.into()),
                source: address(source.into()),
                ..syncml::Header::default()
            },
            msg_id,
        }
    }

    /// The header of the answer to a device's message: the session stays the same, and what the device calls itself is the target
    /// (OMA DM Protocol 1.2, "Session"). `msg_id` counts the server's messages of the session, from 1.
    pub fn answering(message: &Message<'_>, msg_id: u32, source: impl Into<String>) -> Self {
        let header = &message.header;
        Self::new(
            header.session_id.as_ref(),
            msg_id,
            header.source.uri.as_ref(),
            source,
        )
    }

    /// Adds the server's credentials, for a device that asks for them.
    #[must_use]
    pub fn with_cred(mut self, cred: Cred<'static>) -> Self {
        self.fields.cred = Some(Box::new(cred));
        self
    }

    /// The number of the message.
    pub const fn msg_id(&self) -> u32 {
        self.msg_id
    }

    /// The identifier of the session.
    pub fn session_id(&self) -> &str {
        &self.fields.session_id
    }

    /// The header of a message that comes `later` messages after this one.
    pub(super) fn part(&self, later: u32) -> syncml::Header<'static> {
        syncml::Header {
            msg_id: Cow::Owned(self.msg_id.saturating_add(later).to_string()),
            ..self.fields.clone()
        }
    }
}
