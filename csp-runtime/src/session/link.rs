//! The numbers of a session: who talks to whom, which message is whose, and how much each end takes.

use super::auth::Credentials;
use super::error::SessionError;
use syncml::{Address, Header, Sizes};

/// One end's view of the session.
#[derive(Debug, Default)]
pub(super) struct Link {
    /// Empty until it is known.
    pub(super) session_id: String,
    /// What this end calls itself.
    pub(super) here: String,
    /// What it calls the other end.
    pub(super) there: String,
    /// The MsgID of this end's last message; 0 before the first.
    pub(super) sent: u32,
    /// The MsgID of the other end's last message; 0 before the first.
    pub(super) received: u32,
    /// What this end takes, and says.
    pub(super) own: Sizes,
    /// What the other end takes.
    pub(super) peer: Sizes,
}

/// Which message of the other end's one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageOrder {
    /// A new one, with this number.
    Next(u32),
    /// One with the number of the last.
    Last,
}

impl Link {
    /// The place of a message in this session. Nothing is changed.
    pub(super) fn place(&self, header: &Header<'_>) -> Result<MessageOrder, SessionError> {
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
    pub(super) fn out_of_order(&self, header: &Header<'_>) -> SessionError {
        SessionError::OutOfOrder {
            last: self.received,
            found: header.msg_id.to_string(),
        }
    }

    /// Takes note of a new message's header.
    pub(super) fn receive(&mut self, header: &Header<'_>, number: u32) {
        self.received = number;
        self.session_id = header.session_id.to_string();
        // What an end takes it may say again, and differently, in any message.
        let said = Sizes::of(header);
        self.peer.message = said.message.or(self.peer.message);
        self.peer.object = said.object.or(self.peer.object);
    }

    /// The header of the next message.
    pub(super) fn next_header(&mut self, credentials: Option<&Credentials>) -> Header<'static> {
        self.sent = self.sent.saturating_add(1);
        self.header(credentials)
    }

    /// The header of the message that was sent last.
    pub(super) fn header(&self, credentials: Option<&Credentials>) -> Header<'static> {
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
