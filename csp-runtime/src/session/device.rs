//! The device's end of a session: the first package, the answers to the server's messages, and the end.

use std::fmt;

use super::auth::{Challenge, Credentials, Proof, Ruling};
use super::dev_info::DevInfo;
use super::endpoint::{Endpoint, Heard};
use super::error::SessionError;
use super::object::Gathered;
use super::outbox::Sent;
use super::part::Part;
use super::{End, Step};
use crate::syncml::{Data, Item, Message, Meta, MetaRest, Verb};
use crate::{Device, StatusCode};

/// A message with no command. What a device answers to it is what it has to say unasked: its alerts.
const NOTHING: &[u8] = b"<SyncML><SyncHdr/><SyncBody><Final/></SyncBody></SyncML>";

/// The device's end of a session.
///
/// [`start`](Self::start) gives the first message; each message of the server's goes into [`receive`](Self::receive), which runs it on the
/// [`Device`] and gives the answer, until the session ends. The device itself is lent for each message, because it outlives its sessions.
///
/// # Keeping state
///
/// Save [`Device::save_state`] **after** `receive` and **before** its answer is sent. What the server was told is then always in the saved state,
/// whenever the program is killed; a change whose answer did not go out may be there too, and the server, which saw no Status for it, sends it again
/// in its next session.
///
/// When an answer may have been lost, send [`last_message`](Self::last_message) again: a server that had it answers as before, and runs nothing
/// twice.
///
/// ```
/// use csp_runtime::Device;
/// use csp_runtime::session::{DevInfo, DeviceSession, End, ServerSession, Step};
///
/// let mut device = Device::new();
/// let mut session = DeviceSession::new("1", "https://mdm.example.com", DevInfo::new("0123456789ABCDEF"));
/// let mut server = ServerSession::new("https://mdm.example.com");
///
/// let mut message = session.start(&mut device)?;
/// let end = loop {
///     let answer = server.receive(&message)?;         // over HTTP: the response to a POST
///     match session.receive(&mut device, &answer)? {
///         Step::Send(next) => message = next,         // save the device's state, then send
///         Step::End(end) => break end,
///     }
/// };
/// assert_eq!(end, End::Complete);
/// # Ok::<(), csp_runtime::session::SessionError>(())
/// ```
pub struct DeviceSession {
    endpoint: Endpoint,
    info: DevInfo,
    by_server: bool,
    stage: Stage,
    /// What the last message held, to be sent again if the server asks for credentials.
    sent: Vec<Sent>,
    /// What it held beside that.
    said: Vec<Part>,
    /// Whether the server's package is complete, so that the device's may be.
    may_close: bool,
}

/// What the session says of itself holds nothing that was said in it: credentials, nonces and values are not for logs.
impl fmt::Debug for DeviceSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceSession")
            .field("link", &self.endpoint.link)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Open,
    /// The device gave up; it waits for the server's word, and does not answer it.
    Aborting,
    Over(End),
}

impl DeviceSession {
    /// A session with this identifier, of at most four bytes and different from the last one's, with the server at this URL.
    pub fn new(session_id: impl Into<String>, server: impl Into<String>, device: DevInfo) -> Self {
        let mut endpoint = Endpoint::new();
        endpoint.link.session_id = session_id.into();
        endpoint.link.there = server.into();
        endpoint.link.here.clone_from(&device.device_id);
        Self {
            endpoint,
            info: device,
            by_server: false,
            stage: Stage::Open,
            sent: Vec::new(),
            said: Vec::new(),
            may_close: true,
        }
    }

    /// Says that the server asked for the session (Alert 1200), instead of the device itself (1201).
    #[must_use]
    pub fn asked_by_server(mut self) -> Self {
        self.by_server = true;
        self
    }

    /// What the device proves itself with. Like Windows it sends no credentials before the server asks for them.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.endpoint.proof = Proof::on_demand(credentials);
        self
    }

    /// What the server has to prove itself with. By default it need not, because TLS did that.
    #[must_use]
    pub fn with_challenge(mut self, challenge: Challenge) -> Self {
        self.endpoint.challenge = Some(challenge);
        self
    }

    /// Sends values that are larger than the server's MaxMsgSize in pieces (OMA DM's large objects, `./DevDetail/LrgObj`). By default the device
    /// does as observed Windows 11: it answers 200 and then ends the session with Alert 1223. Pieces from the server are always taken.
    #[must_use]
    pub fn with_large_objects(mut self) -> Self {
        self.endpoint.in_pieces = true;
        self
    }

    /// Says the bytes of the largest message that the device takes.
    #[must_use]
    pub fn with_max_message(mut self, bytes: u64) -> Self {
        self.endpoint.link.own.message = Some(bytes);
        self
    }

    /// Says the bytes of the largest value that the device takes in pieces, 1 MiB by default. Larger ones are answered with 416.
    #[must_use]
    pub fn with_max_object(mut self, bytes: u64) -> Self {
        self.endpoint.take_objects_of(bytes);
        self
    }

    /// The nonce that the server gave last: what [`Credentials::md5`] takes for the next session. One that came from somebody who had to prove
    /// who he is, and did not, is not among them.
    pub fn nonce(&self) -> &[u8] {
        self.endpoint.proof.nonce()
    }

    /// What the server is asked, with the nonce that it was given last: keep that for the next session, too.
    pub fn challenge(&self) -> Option<&Challenge> {
        self.endpoint.challenge.as_ref()
    }

    /// The message that was sent last. Empty before the first.
    pub fn last_message(&self) -> &[u8] {
        &self.endpoint.last
    }

    /// How the session ended, if it did.
    pub fn end(&self) -> Option<End> {
        match self.stage {
            Stage::Over(end) => Some(end),
            _ => None,
        }
    }

    /// The first message: who is signed in, the alerts that wait, and what the device is. It is asked for once.
    ///
    /// # Errors
    ///
    /// Something that is to be said cannot be written as XML.
    pub fn start(&mut self, device: &mut Device) -> Result<Vec<u8>, SessionError> {
        let user = match device.update(|cx| cx.user().is_some()) {
            true => "user",
            false => "none",
        };
        let login = Item {
            meta: Meta {
                kind: Some("com.microsoft/MDM/LoginStatus".into()),
                ..Meta::default()
            },
            data: Some(Data::new(user)),
            ..Item::default()
        };
        let initiated = if self.by_server { 1200 } else { 1201 };
        let outbox = &mut self.endpoint.outbox;
        outbox.push(Part::alert(initiated, Vec::new()));
        outbox.push(Part::alert(1224, vec![login]));
        let unasked = device.handle(NOTHING)?;
        if !unasked.is_empty() {
            let unasked = Message::parse(&unasked)?;
            for command in unasked.top_level().filter(|c| c.verb == Verb::Alert) {
                outbox.push(Part::of(command));
            }
        }
        outbox.push(Part::replace(self.info.items()));
        self.send(None, Vec::new())
    }

    /// Runs a message of the server's on the device, and gives the answer or the end.
    ///
    /// # Errors
    ///
    /// The bytes are no message of this session. Nothing has happened then.
    pub fn receive(&mut self, device: &mut Device, message: &[u8]) -> Result<Step, SessionError> {
        let bytes = message;
        if self.end().is_some() {
            return Err(SessionError::Over);
        }
        let message = Message::parse(bytes)?;
        // Whatever its number is: a server that lost its memory counts from 1 again.
        let aborts = message.top_level().any(|c| c.alert_code() == Some(1223));
        if aborts && message.header.session_id == self.endpoint.link.session_id {
            return Ok(self.over(End::Aborted));
        }
        if self.endpoint.is_repeated(&message, bytes)? {
            return Ok(Step::Send(self.endpoint.last.clone()));
        }
        let (ruling, heard) = self.endpoint.enter(&message, bytes)?;
        if self.stage == Stage::Aborting {
            return Ok(self.over(End::Aborted));
        }
        match heard {
            Heard::Accepted => {}
            Heard::Challenged => return self.repeat(&ruling),
            Heard::Refused(end) => return Ok(self.over(end)),
        }
        if !ruling.status.is_success() {
            if self.endpoint.is_exhausted() {
                return Ok(self.over(End::NotAuthenticated));
            }
            return self.endpoint.refuse(&message, &ruling).map(Step::Send);
        }
        let gathered = self.endpoint.gatherer.take(&message);
        let reply = self.run(device, bytes, &message, &gathered)?;
        self.answer(&message, &reply, gathered, ruling)
    }

    /// Has the device run a message.
    fn run(
        &self,
        device: &mut Device,
        bytes: &[u8],
        message: &Message<'_>,
        gathered: &Gathered<'_>,
    ) -> Result<Vec<u8>, SessionError> {
        // The device reads MaxObjSize from the message at hand; it holds for the session.
        let forgets = message.header.meta.max_obj_size().is_none();
        let max = self.endpoint.link.peer.object.filter(|_| forgets);
        if max.is_none() && gathered.message.is_none() {
            return Ok(device.handle(bytes)?);
        }
        let mut message = gathered.message.as_ref().unwrap_or(message).clone();
        if let Some(max) = max {
            message.header.meta.rest = Some(Box::new(MetaRest {
                max_obj_size: Some(max.to_string().into()),
                ..MetaRest::default()
            }));
        }
        Ok(device.handle(&message.to_bytes()?)?)
    }

    /// Sorts what the device answered, and what is to be said of large objects, and sends as much of it as fits.
    fn answer(
        &mut self,
        message: &Message<'_>,
        reply: &[u8],
        gathered: Gathered<'_>,
        mut ruling: Ruling,
    ) -> Result<Step, SessionError> {
        let msg_ref = self.endpoint.link.received.to_string();
        let mut pieces = gathered.answers.into_iter().peekable();
        let mut status = |index: usize| {
            let answer = pieces.next_if(|answer| answer.command < index)?;
            let command = message.commands.get(answer.command)?;
            let uri = answer.uri.as_deref();
            Some(Part::status(&msg_ref, command, uri, answer.status))
        };
        let mut at_once = Vec::new();
        let mut at = 0;
        if !reply.is_empty() {
            let reply = Message::parse(reply)?;
            for (place, command) in reply.top_level().enumerate() {
                let response = command.response.as_deref();
                if place == 0 {
                    let code = command.status_code().unwrap_or(StatusCode::OK);
                    ruling.status = if code.is_success() {
                        ruling.status
                    } else {
                        code
                    };
                    continue;
                }
                let cmd_ref = response.and_then(|response| response.cmd_ref.as_deref());
                let mut rest = message.commands.iter().skip(at);
                at += rest
                    .position(|command| Some(&*command.cmd_id) == cmd_ref)
                    .unwrap_or(0);
                while let Some(part) = status(at) {
                    self.endpoint.outbox.push(part);
                }
                // What is said to an alert cannot wait: it may be what the next piece of a large object waits for.
                match response.and_then(|response| response.cmd.as_deref()) {
                    Some("Alert") => at_once.push(Part::of(command)),
                    _ => self.endpoint.outbox.push(Part::of(command)),
                }
            }
        }
        while let Some(part) = status(usize::MAX) {
            self.endpoint.outbox.push(part);
        }
        if let Some(item) = gathered.broken {
            at_once.push(Part::alert(1225, vec![item]));
        }
        if message.top_level().any(|c| c.alert_code() == Some(1225)) {
            self.endpoint.outbox.drop_object();
        }
        // Asking for the next message (Alert 1222, no Final) neither opens nor closes a package of the server's.
        let asks_on = message.top_level().any(|c| c.alert_code() == Some(1222));
        if message.is_final || !asks_on {
            self.may_close = message.is_final;
        }
        let is_silent = at_once.is_empty() && self.endpoint.outbox.is_empty();
        if is_silent && self.may_close && ruling.status.is_success() {
            return Ok(self.over(End::Complete));
        }
        self.send(Some(&ruling), at_once).map(Step::Send)
    }

    /// Sends what was sent last again, with credentials: after a challenge to the first message that is the whole first package (OMA DM
    /// Security 1.2).
    fn repeat(&mut self, ruling: &Ruling) -> Result<Step, SessionError> {
        let sent = std::mem::take(&mut self.sent);
        let said = std::mem::take(&mut self.said);
        self.endpoint.outbox.take_back(sent);
        self.send(Some(ruling), said).map(Step::Send)
    }

    /// Puts the next message together: what cannot wait, then what there is room for.
    fn send(
        &mut self,
        ruling: Option<&Ruling>,
        at_once: Vec<Part>,
    ) -> Result<Vec<u8>, SessionError> {
        let may_close = self.may_close;
        let (mut sent, mut gives_up) = (Vec::new(), false);
        let out = self.endpoint.compose(ruling, |endpoint, composer| {
            for part in &at_once {
                composer.part(part)?;
            }
            let room = endpoint.room(at_once.len());
            let filled = composer.fill(&mut endpoint.outbox, room)?;
            sent = filled.sent;
            if filled.unfit.is_some() {
                // As observed Windows does it: the value was answered with 200, and does not come.
                gives_up = true;
                composer.part(&Part::alert(1223, Vec::new()))?;
                return Ok(true);
            }
            let is_done = endpoint.outbox.is_empty();
            if is_done && !may_close {
                composer.part(&Part::alert(1222, Vec::new()))?;
            }
            Ok(is_done && may_close)
        })?;
        self.sent = sent;
        self.said = at_once;
        if gives_up {
            self.stage = Stage::Aborting;
        }
        Ok(out)
    }

    fn over(&mut self, end: End) -> Step {
        self.stage = Stage::Over(end);
        Step::End(end)
    }
}
