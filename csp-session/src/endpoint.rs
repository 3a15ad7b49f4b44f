//! What both ends of a session have in common: its numbers, the credentials, the large objects, and what waits to be sent.

#[cfg(feature = "serde")]
pub(crate) mod saving;

use crate::End;
use crate::auth::{AuthenticationStatus, Challenge, Credentials, Proof, is_about_credentials};
use crate::composer::Composer;
use crate::error::SessionError;
use crate::link::{Link, MessageOrder};
use crate::object::ObjectAssembler;
use crate::outbox::{MessageSpace, Outbox};
use crate::part::QueuedCommand;
use md5::{Digest, Md5};
use syncml::StatusCode;
use syncml::{Encoding, Form, Limits, Message, Verb, WriteError, Writer};

/// The largest object that is taken unless the session says otherwise: 1 MiB, as much as a device stores in one node by default.
const MAX_OBJECT: u64 = 1 << 20;

/// The elements of a message around its commands, or more.
const ENVELOPE: usize = 64;

/// One end of a session.
pub(crate) struct Endpoint {
    pub(crate) link: Link,
    /// The encoding of the next message: that of the message which it answers.
    pub(crate) encoding: Encoding,
    pub(crate) proof: Proof,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) gatherer: ObjectAssembler,
    pub(crate) outbox: Outbox,
    /// Whether values that fit into no message are sent in pieces.
    pub(crate) in_pieces: bool,
    /// The last message that was sent, to be sent again when it was lost. Empty when there is none.
    pub(crate) last: Vec<u8>,
    /// A digest of the last message of the other end's: a message may have megabytes, and it is kept for nothing but to be known again.
    heard: [u8; 16],
}

/// What the other end says to this end's last message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderVerdict {
    /// It was taken.
    Accepted,
    /// It was not, and is to be sent again with credentials.
    Challenged,
    /// It was not, and that is the end.
    Refused(End),
}

impl Endpoint {
    pub(crate) fn new() -> Self {
        Self {
            link: Link::default(),
            encoding: Encoding::Xml,
            proof: Proof::default(),
            challenge: None,
            gatherer: ObjectAssembler::new(MAX_OBJECT),
            outbox: Outbox::default(),
            in_pieces: false,
            last: Vec::new(),
            heard: [0; 16],
        }
    }

    /// Whether what this end says of itself can be written at all: asked before a message has any effect.
    pub(crate) fn check(&self) -> Result<(), WriteError> {
        let header = self.link.header(self.proof.all());
        Writer::message(&mut Vec::new(), &header).map(|_| ())
    }

    /// Whether a message was answered before, so that it was the answer that was lost. Nothing is changed.
    pub(crate) fn is_repeated(
        &self,
        message: &Message<'_>,
        bytes: &[u8],
    ) -> Result<bool, SessionError> {
        self.check()?;
        if message.form == Form::Fragment {
            return Err(SessionError::NoHeader);
        }
        match self.link.place(&message.header)? {
            MessageOrder::Next(_) => Ok(false),
            MessageOrder::Last if Md5::digest(bytes)[..] == self.heard => Ok(true),
            // An end that lost its memory counts from 1 again.
            MessageOrder::Last => Err(self.link.out_of_order(&message.header)),
        }
    }

    /// Takes note of a message, and checks who sends it: what its sender is to be told of that, and what the sender says.
    pub(crate) fn enter(
        &mut self,
        message: &Message<'_>,
        bytes: &[u8],
        nonce: &[u8],
    ) -> Result<(AuthenticationStatus, HeaderVerdict), SessionError> {
        let MessageOrder::Next(number) = self.link.place(&message.header)? else {
            return Err(self.link.out_of_order(&message.header));
        };
        if nonce.is_empty() && self.challenge.as_ref().is_some_and(Challenge::needs_nonce) {
            return Err(SessionError::NoNonce);
        }
        self.link.receive(&message.header, number);
        self.encoding = message.encoding;
        self.heard = Md5::digest(bytes).into();
        let status = match &mut self.challenge {
            None => AuthenticationStatus::FREE,
            Some(challenge) => challenge.check(message.header.cred.as_deref(), nonce),
        };
        let heard = self.hear(message, status.status.is_success());
        Ok((status, heard))
    }

    /// What the other end says to the header of this end's last message. Nothing is as good as success.
    fn hear(&mut self, message: &Message<'_>, is_trusted: bool) -> HeaderVerdict {
        let status = message.top_level().find(|command| {
            let response = command.response.as_deref();
            command.verb == Verb::Status
                && response.is_some_and(|response| response.cmd_ref.as_deref() == Some("0"))
        });
        let Some(status) = status else {
            return HeaderVerdict::Accepted;
        };
        let code = status.status_code().unwrap_or(StatusCode::BAD_REQUEST);
        let chal = status.response.as_ref();
        let chal = chal.and_then(|response| response.chal.as_deref());
        let is_challenged = self.proof.hear(code, chal, is_trusted);
        if code.is_success() {
            HeaderVerdict::Accepted
        } else if is_challenged {
            HeaderVerdict::Challenged
        } else if is_about_credentials(code) {
            HeaderVerdict::Refused(End::NotAuthenticated)
        } else {
            HeaderVerdict::Refused(End::Refused(code))
        }
    }

    /// What a message may hold, beside so many bytes that are needed yet. Where the other end does not say what it takes, it is taken for one like
    /// this.
    pub(crate) fn room(&self, needed: u64) -> MessageSpace {
        let limits = Limits::default();
        let bytes = self.link.peer.message.unwrap_or(u64::MAX);
        MessageSpace {
            bytes: bytes
                .min(limits.message_bytes as u64)
                .saturating_sub(needed),
            elements: limits.elements - ENVELOPE,
            items: limits.items,
            object: self.link.peer.object,
            in_pieces: self.in_pieces,
        }
    }

    /// Puts the next message together. `fill` is given the message after its header and the Status for the other end's; it says whether the
    /// message ends the package.
    pub(crate) fn compose(
        &mut self,
        status: Option<&AuthenticationStatus>,
        fill: impl FnOnce(&mut Self, &mut Composer<'_>) -> Result<bool, SessionError>,
    ) -> Result<Vec<u8>, SessionError> {
        let credentials = self.proof.credentials();
        self.compose_as(credentials.cloned().as_ref(), status, fill)
    }

    /// The same, with these credentials or none.
    fn compose_as(
        &mut self,
        credentials: Option<&Credentials>,
        status: Option<&AuthenticationStatus>,
        fill: impl FnOnce(&mut Self, &mut Composer<'_>) -> Result<bool, SessionError>,
    ) -> Result<Vec<u8>, SessionError> {
        let header = self.link.next_header(credentials);
        let mut out = Vec::new();
        let mut composer = Composer::begin(&mut out, self.encoding, &header)?;
        if let Some(status) = status {
            composer.header(self.link.received, status)?;
        }
        let is_final = fill(self, &mut composer)?;
        composer.finish(is_final);
        self.last.clone_from(&out);
        Ok(out)
    }

    /// The answer to a message whose sender did not prove who it is: every command has the status of the header, and none was run (OMA DM
    /// Security 1.2). This end does not prove itself to a stranger.
    pub(crate) fn refuse(
        &mut self,
        message: &Message<'_>,
        status: &AuthenticationStatus,
    ) -> Result<Vec<u8>, SessionError> {
        let msg_ref = self.link.received.to_string();
        let room = self.room(0);
        self.compose_as(None, Some(status), |_, composer| {
            let commands = message.commands.iter();
            for command in commands.filter(|command| command.verb != Verb::Status) {
                let status = QueuedCommand::status(&msg_ref, command, None, status.status);
                // The Status of the header holds for those that are left out, too.
                if !composer.part_within(&status, room.bytes)? {
                    break;
                }
            }
            Ok(true)
        })
    }

    /// Whether the other end was refused as often as it may be.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.challenge.as_ref().is_some_and(Challenge::is_exhausted)
    }
}
