//! The numbers of a session: who talks to whom, which message is whose, and how much each end takes.

use crate::auth::Credentials;
use crate::error::SessionError;
use syncml::{Address, Header, Sizes};

/// One end's view of the session.
#[derive(Clone, Debug, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct Link {
    /// Empty until it is known.
    pub(crate) session_id: String,
    /// What this end calls itself.
    pub(crate) here: String,
    /// What it calls the other end.
    pub(crate) there: String,
    /// The MsgID of this end's last message; 0 before the first.
    pub(crate) sent: u32,
    /// The MsgID of the other end's last message; 0 before the first.
    pub(crate) received: u32,
    /// What this end takes, and says.
    pub(crate) own: Sizes,
    /// What the other end takes.
    pub(crate) peer: Sizes,
}

/// Which message of the other end's one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MessageOrder {
    /// A new one, with this number.
    Next(u32),
    /// One with the number of the last.
    Last,
}

impl Link {
    /// The place of a message in this session. Nothing is changed.
    pub(crate) fn place(&self, header: &Header<'_>) -> Result<MessageOrder, SessionError> {
        let found = &*header.session_id;
        if !self.session_id.is_empty() && found != self.session_id {
            return Err(SessionError::OtherSession {
                expected: self.session_id.clone(),
                found: found.to_owned(),
            });
        }
        match header.msg_id.parse().unwrap_or(0) {
            0 => Err(self.out_of_order(header)),
            number if number > self.received => Ok(MessageOrder::Next(number)),
            number if number == self.received => Ok(MessageOrder::Last),
            _ => Err(self.out_of_order(header)),
        }
    }

    /// The error for a message whose number does not fit.
    pub(crate) fn out_of_order(&self, header: &Header<'_>) -> SessionError {
        SessionError::OutOfOrder {
            last: self.received,
            found: header.msg_id.to_string(),
        }
    }

    /// Takes note of a new message's header.
    pub(crate) fn receive(&mut self, header: &Header<'_>, number: u32) {
        self.received = number;
        self.session_id = header.session_id.to_string();
        // What an end takes it may say again, and differently, in any message.
        let said = Sizes::of(header);
        self.peer.message = said.message.or(self.peer.message);
        self.peer.object = said.object.or(self.peer.object);
    }

    /// The header of the next message.
    pub(crate) fn next_header(&mut self, credentials: Option<&Credentials>) -> Header<'static> {
        self.sent = self.sent.saturating_add(1);
        self.header(credentials)
    }

    /// The header of the message that was sent last.
    pub(crate) fn header(&self, credentials: Option<&Credentials>) -> Header<'static> {
        Header {
            ver_dtd: "1.2".into(),
            ver_proto: "DM/1.2".into(),
            session_id: self.session_id.clone().into(),
            msg_id: self.sent.to_string().into(),
            target: Address {
                uri: self.there.clone().into(),
                name: None,
            },
            source: Address {
                uri: self.here.clone().into(),
                name: credentials.map(|who| who.user().to_owned().into()),
            },
            cred: credentials.map(|who| Box::new(who.cred())),
            meta: self.own.meta(),
            ..Header::default()
        }
    }
}
