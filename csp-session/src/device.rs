//! The device's end of a session: the first package, the answers to the server's messages, and the end.

#[cfg(feature = "serde")]
pub(crate) mod saving;

use std::fmt;

use crate::auth::{AuthenticationStatus, Challenge, Credentials, Proof};
use crate::dev_info::DevInfo;
use crate::endpoint::{Endpoint, HeaderVerdict};
use crate::error::SessionError;
use crate::object::Assembled;
use crate::outbox::{MessageContent, Sent};
use crate::part::QueuedCommand;
use crate::{ALERT, End, Step};
use csp_device::{Alert, Device};
use syncml::{Data, Encoding, Item, Message, Meta, Sizes, Verb};

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
/// use csp_device::{Alert, Device};
/// use csp_session::{DevInfo, DeviceSession, End, ServerSession, Step};
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
/// # Ok::<(), csp_session::SessionError>(())
/// ```
pub struct DeviceSession {
    endpoint: Endpoint,
    info: DevInfo,
    by_server: bool,
    stage: Stage,
    /// What the last message held, to be sent again if the server asks for credentials.
    sent: Vec<Sent>,
    /// The urgent answers that it held.
    said: Vec<QueuedCommand>,
    /// The alerts of the first message, until the server takes it.
    told: Vec<Alert>,
    /// What the device is to say that it takes. It takes no more than the device does.
    says: Sizes,
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
            told: Vec::new(),
            says: Sizes::default(),
            may_close: true,
        }
    }

    /// Says that the server asked for the session (Alert 1200), instead of the device itself (1201).
    #[must_use]
    pub fn asked_by_server(mut self) -> Self {
        self.by_server = true;
        self
    }

    /// Sets the encoding of the first package, as `DefaultEncoding` of `./SyncML/DMAcc` does; XML by default. What answers a message is in the encoding of
    /// that message.
    #[must_use]
    pub fn with_encoding(mut self, encoding: Encoding) -> Self {
        self.endpoint.encoding = encoding;
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

    /// Has the device say (MaxMsgSize) that it takes messages of so many bytes, or of as many as its [`Limits`](csp_device::Limits) have, if
    /// those are fewer.
    #[must_use]
    pub fn with_max_message(mut self, bytes: u64) -> Self {
        self.says.message = Some(bytes);
        self
    }

    /// Has the device say (MaxObjSize) that it takes values of so many bytes, or of as many as its [`Limits`](csp_device::Limits) have, if
    /// those are fewer. A value that is larger is answered with 416 when its first piece comes.
    #[must_use]
    pub fn with_max_object(mut self, bytes: u64) -> Self {
        self.says.object = Some(bytes);
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

    /// The session's identifier.
    pub fn id(&self) -> &str {
        &self.endpoint.link.session_id
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

    /// The first message: who is signed in, the alerts that wait, and what the device is. A session that has begun gives its
    /// [last message](Self::last_message) again.
    ///
    /// # Errors
    ///
    /// Something that is to be said cannot be written as XML, or the session is over. The device keeps its alerts then.
    pub fn start(&mut self, device: &mut Device) -> Result<Vec<u8>, SessionError> {
        if self.end().is_some() {
            return Err(SessionError::Over);
        }
        if !self.endpoint.last.is_empty() {
            return Ok(self.endpoint.last.clone());
        }
        let user = if device.update(|cx| cx.user().is_some()) {
            "user"
        } else {
            "none"
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
        self.take_limits(device);
        self.endpoint.check()?;
        self.info.check()?;
        self.told = device.take_alerts();
        let outbox = &mut self.endpoint.outbox;
        outbox.push(QueuedCommand::alert(initiated, Vec::new()));
        outbox.push(QueuedCommand::alert(1224, vec![login]));
        for alert in &self.told {
            outbox.push(QueuedCommand::event(alert));
        }
        outbox.push(QueuedCommand::replace(self.info.items()));
        self.send(None)
    }

    /// Runs a message of the server's on the device, and gives the answer or the end.
    ///
    /// # Errors
    ///
    /// The bytes are no message of this session, or the session has a [`Challenge`] by MD5, which needs a nonce. Nothing has happened then.
    pub fn receive(&mut self, device: &mut Device, message: &[u8]) -> Result<Step, SessionError> {
        self.receive_with_nonce(device, message, b"")
    }

    /// The same in a session with a [`Challenge`] by MD5: the nonce is what the server is given for its next credentials, where it is given one. Take
    /// bytes that nobody can foresee, and others for each message.
    ///
    /// # Errors
    ///
    /// The bytes are no message of this session. Nothing has happened then.
    pub fn receive_with_nonce(
        &mut self,
        device: &mut Device,
        message: &[u8],
        nonce: &[u8],
    ) -> Result<Step, SessionError> {
        let bytes = message;
        if self.end().is_some() {
            return Err(SessionError::Over);
        }
        if self.last_message().is_empty() {
            return Err(SessionError::NotStarted);
        }
        let message = Message::parse_with(bytes, &device.limits().message)?;
        // Whatever its number is: a server that lost its memory counts from 1 again.
        let aborts = message.top_level().any(|c| c.alert_code() == Some(1223));
        if aborts && message.header.session_id == self.endpoint.link.session_id {
            return Ok(self.over(End::Aborted));
        }
        if self.endpoint.is_repeated(&message, bytes)? {
            return Ok(Step::Send(self.endpoint.last.clone()));
        }
        self.take_limits(device);
        let (status, heard) = self.endpoint.enter(&message, bytes, nonce)?;
        if self.stage == Stage::Aborting {
            return Ok(self.over(End::Aborted));
        }
        match heard {
            HeaderVerdict::Accepted => self.told.clear(),
            HeaderVerdict::Challenged => return self.repeat(&status),
            HeaderVerdict::Refused(end) => {
                device.give_back_alerts(std::mem::take(&mut self.told));
                return Ok(self.over(end));
            }
        }
        if !status.status.is_success() {
            if self.endpoint.is_exhausted() {
                return Ok(self.over(End::NotAuthenticated));
            }
            return self.endpoint.refuse(&message, &status).map(Step::Send);
        }
        if self.is_overwhelmed(&message, device.limits().reply_bytes) {
            return self.give_up(&status).map(Step::Send);
        }
        let gathered = self.endpoint.gatherer.take(&message);
        let status = self.run(device, &message, gathered, status);
        self.answer(&message, &status)
    }

    /// Takes over what the device takes: what is said of it is true, and what exceeds it is refused before anything runs.
    fn take_limits(&mut self, device: &Device) {
        let limits = device.limits();
        let least = |says: Option<u64>, takes: usize| says.map(|says| says.min(takes as u64));
        self.endpoint.link.own = Sizes {
            message: least(self.says.message, limits.message.message_bytes),
            object: least(self.says.object, limits.value_bytes),
        };
        let object = self.endpoint.link.own.object;
        self.endpoint.gatherer.max = object.unwrap_or(limits.value_bytes as u64);
    }

    /// Has the device run a message, and puts what it says, and what is to be said of large objects, in the order of the commands.
    fn run(
        &mut self,
        device: &mut Device,
        message: &Message<'_>,
        gathered: Assembled<'_>,
        mut status: AuthenticationStatus,
    ) -> AuthenticationStatus {
        let msg_ref = self.endpoint.link.received.to_string();
        let peer = self.endpoint.link.peer;
        let outbox = &mut self.endpoint.outbox;
        let mut pieces = gathered.answers.into_iter().peekable();
        let mut status_before = |index: usize| {
            let answer = pieces.next_if(|answer| answer.command < index)?;
            let command = message.commands.get(answer.command)?;
            let uri = answer.uri.as_deref();
            Some(QueuedCommand::status(&msg_ref, command, uri, answer.status))
        };
        let whole = gathered.message.as_ref();
        let header = device.answer(whole.unwrap_or(message), peer, |index, said| {
            let origin = index.map(|index| match whole {
                Some(_) => gathered.origin.get(index).copied().unwrap_or(usize::MAX),
                None => index,
            });
            while let Some(part) = status_before(origin.unwrap_or(usize::MAX)) {
                outbox.push(part);
            }
            let command = origin.and_then(|index| message.commands.get(index));
            // What is said to an alert cannot wait: it may be what the next piece of a large object waits for.
            match command.map(|command| &command.verb) {
                Some(Verb::Alert) => outbox.push_urgent(QueuedCommand::said(said)),
                _ => outbox.push(QueuedCommand::said(said)),
            }
        });
        while let Some(part) = status_before(usize::MAX) {
            outbox.push(part);
        }
        if let Some(item) = gathered.broken {
            outbox.push_urgent(QueuedCommand::alert(1225, vec![item]));
        }
        if !header.is_success() {
            status.status = header;
        }
        status
    }

    /// Sends as much as fits of what there is to say, if there is anything.
    fn answer(
        &mut self,
        message: &Message<'_>,
        status: &AuthenticationStatus,
    ) -> Result<Step, SessionError> {
        if message.top_level().any(|c| c.alert_code() == Some(1225)) {
            self.endpoint.outbox.drop_object();
        }
        // Asking for the next message (Alert 1222, no Final) neither opens nor closes a package of the server's.
        let asks_on = message.top_level().any(|c| c.alert_code() == Some(1222));
        if message.is_final || !asks_on {
            self.may_close = message.is_final;
        }
        if self.endpoint.outbox.is_empty() && self.may_close && status.status.is_success() {
            return Ok(self.over(End::Complete));
        }
        self.send(Some(status)).map(Step::Send)
    }

    /// Sends what was sent last again, with credentials: after a challenge to the first message that is the whole first package (OMA DM
    /// Security 1.2).
    fn repeat(&mut self, status: &AuthenticationStatus) -> Result<Step, SessionError> {
        let sent = std::mem::take(&mut self.sent);
        let said = std::mem::take(&mut self.said);
        self.endpoint.outbox.take_back(said, sent);
        self.send(Some(status)).map(Step::Send)
    }

    /// Puts the next message together: what cannot wait, then what there is room for.
    fn send(&mut self, status: Option<&AuthenticationStatus>) -> Result<Vec<u8>, SessionError> {
        let may_close = self.may_close;
        let (mut filled, mut gives_up) = (MessageContent::default(), false);
        let out = self.endpoint.compose(status, |endpoint, composer| {
            let mut room = endpoint.room(if may_close { 0 } else { ALERT });
            let unfit = composer.fill(&mut endpoint.outbox, &mut room, &mut filled)?;
            if unfit.is_some() {
                // As observed Windows does it: the value was answered with 200, and does not come.
                gives_up = true;
                composer.part(&QueuedCommand::alert(1223, Vec::new()))?;
                return Ok(true);
            }
            let is_done = endpoint.outbox.is_empty();
            if is_done && !may_close {
                composer.part(&QueuedCommand::alert(1222, Vec::new()))?;
            }
            Ok(is_done && may_close)
        })?;
        self.sent = filled.sent;
        self.said = filled.said;
        if gives_up {
            self.stage = Stage::Aborting;
        }
        Ok(out)
    }

    /// Whether more waits than is kept, and a message asks for more. A server that asks on and on and does not take the answers would fill the
    /// memory with them; one that takes them says nothing but that it is to go on (Alert 1222), so that the answers to alerts count apart.
    fn is_overwhelmed(&self, message: &Message<'_>, max: usize) -> bool {
        let is_command = |verb: &Verb<'_>| !matches!(verb, Verb::Status | Verb::Alert);
        let asks = message.top_level().any(|command| is_command(&command.verb));
        let outbox = &self.endpoint.outbox;
        asks && outbox.bytes() > max || outbox.urgent_bytes() > max
    }

    /// Ends the session, because the server does not take what it asked for.
    fn give_up(&mut self, status: &AuthenticationStatus) -> Result<Vec<u8>, SessionError> {
        self.stage = Stage::Aborting;
        self.endpoint.compose(Some(status), |_, composer| {
            composer.part(&QueuedCommand::alert(1223, Vec::new()))?;
            Ok(true)
        })
    }

    fn over(&mut self, end: End) -> Step {
        self.stage = Stage::Over(end);
        Step::End(end)
    }
}
