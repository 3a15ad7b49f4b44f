//! The server's end of a session: the answers to the device's messages, and the commands that are queued for it.

#[cfg(feature = "serde")]
pub(crate) mod saving;

use std::fmt;

use crate::auth::{AuthenticationStatus, Challenge, Credentials, Proof};
use crate::batch::{Answer, BatchId, Batches};
use crate::dev_info::DevInfo;
use crate::endpoint::{Endpoint, HeaderVerdict};
use crate::error::SessionError;
use crate::outbox::MessageContent;
use crate::part::{QueuedCommand, append};
use crate::{ALERT, End, judge};
use syncml::AlertItem;
use syncml::StatusCode;
use syncml::{Limits, Message, Verb};

/// The server's end of a session. The [front page](crate) shows one.
///
/// Commands are [queued](Self::queue) as a fragment, as `csp_server::Request::fragment` writes them; each message of the device's goes
/// into [`receive`](Self::receive), which gives the answer to send. When the device has answered all of a batch, its answer is among
/// [`take_answers`](Self::take_answers), with references to the CmdIDs of the batch: so the tickets of a request fit.
///
/// Whose message it is, and of which session, is in its header, [`Header`](syncml::Header)'s `source.uri` and `session_id`: a server keeps a
/// `ServerSession` for each pair of them.
///
/// With the feature `serde` a session need not stay in the process that began it: `save`, `resume`.
///
/// A server that keeps a queue takes a batch out of it **after** its answer was taken, and saves that **before** the message of `receive` is sent.
/// A batch whose answer was lost may have been carried out. Whether it is sent again is the server's to decide: an Add that comes twice is answered with
/// 418, an Exec happens twice. The example server keeps each answer in the transaction that keeps the session, and sends nothing twice.
pub struct ServerSession {
    endpoint: Endpoint,
    batches: Batches,
    device: Option<DevInfo>,
    login: Option<String>,
    /// The alerts of the last message.
    alerts: Message<'static>,
    aborts: bool,
    end: Option<End>,
    /// The bounds of a message, beside what the server says that it takes.
    limits: Limits,
}

/// The bytes of answers that are kept by default: 64 MiB, as many as a device's reply has at most by default.
const MAX_ANSWERS: usize = 64 << 20;

/// What the session says of itself holds nothing that was said in it: credentials, nonces and values are not for logs.
impl fmt::Debug for ServerSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerSession")
            .field("link", &self.endpoint.link)
            .field("device", &self.device)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

impl ServerSession {
    /// A session of the server at this URL with the device whose message comes first.
    pub fn new(server: impl Into<String>) -> Self {
        let mut endpoint = Endpoint::new();
        endpoint.link.here = server.into();
        Self {
            endpoint,
            batches: Batches::new(MAX_ANSWERS),
            device: None,
            login: None,
            alerts: Message::default(),
            aborts: false,
            end: None,
            limits: Limits::default(),
        }
    }

    /// What the server proves itself with. Where there is a nonce for it, it does so with its first message; else when the device asks.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.endpoint.proof = Proof::at_once(credentials);
        self
    }

    /// What the device has to prove itself with. By default it need not.
    #[must_use]
    pub fn with_challenge(mut self, challenge: Challenge) -> Self {
        self.endpoint.challenge = Some(challenge);
        self
    }

    /// Sends values that are larger than the device's MaxMsgSize in pieces (OMA DM's large objects). Not every device takes them: read
    /// `./DevDetail/LrgObj`, which is `false` on observed Windows 11. Pieces from the device are always taken.
    #[must_use]
    pub fn with_large_objects(mut self) -> Self {
        self.endpoint.in_pieces = true;
        self
    }

    /// Says the bytes of the largest message that the server takes. Observed Windows 11 gives a session up whose answers do not fit.
    #[must_use]
    pub fn with_max_message(mut self, bytes: u64) -> Self {
        self.endpoint.link.own.message = Some(bytes);
        self
    }

    /// Says the bytes of the largest value that the server takes; 1 MiB is what it takes by default.
    #[must_use]
    pub fn with_max_object(mut self, bytes: u64) -> Self {
        self.endpoint.link.own.object = Some(bytes);
        self.endpoint.gatherer.max = bytes;
        self
    }

    /// Sets the bounds of a message, whether it comes from the device or is queued for it. A message that the device was told to be taken is taken.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets about how many bytes of answers are kept until they are taken, 64 MiB by default. A value that would exceed that is not kept: the answer
    /// to its command says 413.
    #[must_use]
    pub fn with_max_answers(mut self, bytes: usize) -> Self {
        self.batches.max = bytes;
        self
    }

    /// The bounds of the messages that come, with what the device was told.
    fn limits(&self) -> Limits {
        let said = self.endpoint.link.own.message.unwrap_or(0);
        let said = usize::try_from(said).unwrap_or(usize::MAX);
        Limits {
            message_bytes: self.limits.message_bytes.max(said),
            ..self.limits
        }
    }

    /// Queues commands for the device: a fragment, a run of bare commands, or a message whose header is left out. They are sent in their order, as
    /// many as fit with each message, and numbered anew.
    ///
    /// A command that fits into no message of the device's size and cannot be sent in pieces is not sent: its answer says 413.
    ///
    /// # Errors
    ///
    /// The bytes are no SyncML, or hold something else than commands for a device.
    pub fn queue(&mut self, fragment: &[u8]) -> Result<BatchId, SessionError> {
        if self.end.is_some() {
            return Err(SessionError::Over);
        }
        let message = Message::parse_with(fragment, &self.limits)?;
        let mut commands: Vec<_> = message.top_level().map(QueuedCommand::of).collect();
        let is_answer =
            |part: &QueuedCommand| matches!(part.verb(), Some(Verb::Status | Verb::Results));
        if commands.is_empty() || commands.iter().any(is_answer) {
            return Err(SessionError::NotCommands);
        }
        let batch = self.batches.open(commands.len());
        for mut part in commands.drain(..) {
            part.batch = batch;
            self.endpoint.outbox.push(part);
        }
        Ok(BatchId(batch))
    }

    /// Ends the session with the next message (Alert 1223).
    pub fn abort(&mut self) {
        self.aborts = true;
    }

    /// What the device said of itself, once it did.
    pub const fn device(&self) -> Option<&DevInfo> {
        self.device.as_ref()
    }

    /// Who is signed in, as the device said when the session began: `user`, `others` or `none`.
    pub fn login_status(&self) -> Option<&str> {
        self.login.as_deref()
    }

    /// The alerts of the last message that was received.
    pub fn alerts(&self) -> impl Iterator<Item = AlertItem<'_>> {
        AlertItem::all(&self.alerts)
    }

    /// The answers that became complete since this was last asked, in the order in which they did.
    pub fn take_answers(&mut self) -> Vec<Answer> {
        self.batches.take_answers()
    }

    /// The nonce that the device gave last: what [`Credentials::md5`] takes for the next session. One that came from somebody who had to prove
    /// who he is, and did not, is not among them.
    pub fn nonce(&self) -> &[u8] {
        self.endpoint.proof.nonce()
    }

    /// What the device is asked, with the nonce that it was given last: keep that for the next session, too.
    pub fn challenge(&self) -> Option<&Challenge> {
        self.endpoint.challenge.as_ref()
    }

    /// How the session ended, if it did. The message that [`receive`](Self::receive) gave with the end is still to be sent.
    pub const fn end(&self) -> Option<End> {
        self.end
    }

    /// Takes a message of the device's and gives the answer. A server always answers; only an empty message, with which a device may end a
    /// session, has an empty answer.
    ///
    /// # Errors
    ///
    /// The bytes are no message of this session, or the session has a [`Challenge`] by MD5, which needs a nonce. Nothing has happened then.
    pub fn receive(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError> {
        self.receive_with_nonce(message, b"")
    }

    /// The same in a session with a [`Challenge`] by MD5: the nonce is what the device is given for its next credentials, where it is given one. Take
    /// bytes that nobody can foresee, and others for each message.
    ///
    /// # Errors
    ///
    /// The bytes are no message of this session. Nothing has happened then.
    pub fn receive_with_nonce(
        &mut self,
        message: &[u8],
        nonce: &[u8],
    ) -> Result<Vec<u8>, SessionError> {
        if message.is_empty() {
            if self.end.is_none() {
                self.over(End::Complete);
            }
            return Ok(Vec::new());
        }
        let bytes = message;
        let message = Message::parse_with(bytes, &self.limits())?;
        // Also after the end, because it may be the last answer that was lost.
        if self.endpoint.is_repeated(&message, bytes)? {
            return Ok(self.endpoint.last.clone());
        }
        if self.end.is_some() {
            return Err(SessionError::Over);
        }
        let (status, heard) = self.endpoint.enter(&message, bytes, nonce)?;
        self.endpoint.link.there = message.header.source.uri.to_string();
        self.alerts = Message::default();
        if !status.status.is_success() {
            if self.endpoint.is_exhausted() {
                self.over(End::NotAuthenticated);
            }
            return self.endpoint.refuse(&message, &status);
        }
        if heard == HeaderVerdict::Challenged {
            let sent = self.batches.take_back();
            self.endpoint.outbox.take_back(Vec::new(), sent);
        }
        let asks = self.absorb(&message);
        // A device that says more and more and takes no answer would fill the memory with the answers.
        self.aborts |= self.endpoint.outbox.urgent_bytes() > self.batches.max;
        let has_alert = |code| message.top_level().any(|c| c.alert_code() == Some(code));
        let end = match heard {
            _ if has_alert(1223) => Some((End::Aborted, None)),
            HeaderVerdict::Refused(end) => Some((end, Some(1223))),
            _ if self.aborts => Some((End::Aborted, Some(1223))),
            _ => None,
        };
        if let Some((end, alert)) = end {
            self.over(end);
            return self.close(&status, alert);
        }
        if message.is_final {
            self.batches.settle();
        } else if !has_alert(1222) {
            // The device has more to say.
            return self.close(&status, Some(1222));
        }
        self.go_on(&status, asks)
    }

    /// Takes in what the device says, and puts what there is to say to that. Whether that asks the device for an answer.
    fn absorb(&mut self, message: &Message<'_>) -> bool {
        let gathered = self.endpoint.gatherer.take(message);
        let was_in_pieces = self.batches.has_piece();
        let mut goes_on = false;
        for command in gathered.message.as_ref().unwrap_or(message).top_level() {
            if matches!(command.verb, Verb::Status | Verb::Results) {
                goes_on |= self.batches.hear(command);
            }
        }
        let is_broken = message.top_level().any(|c| c.alert_code() == Some(1225));
        if was_in_pieces && (is_broken || !goes_on) {
            if let Some(batch) = self.endpoint.outbox.drop_object() {
                self.batches.lose(batch);
            }
        }
        for answer in gathered.answers.iter().filter(|a| !a.status.is_success()) {
            if let Some(command) = message.command(answer.command) {
                self.batches.spoil(command, answer.status);
            }
        }
        self.batches.settle_done();
        let msg_ref = self.endpoint.link.received.to_string();
        let mut alerts = Message::default();
        for command in message.top_level() {
            let Some(code) = judge::status(command) else {
                continue;
            };
            let status = QueuedCommand::status(&msg_ref, command.command(), None, code);
            self.endpoint.outbox.push_urgent(status);
            match command.verb {
                Verb::Alert => append(&mut alerts, command),
                Verb::Replace if code.is_success() => {
                    let device = self.device.get_or_insert_with(|| DevInfo::new(""));
                    device.read(command.items());
                }
                _ => {}
            }
        }
        self.alerts = alerts.into_owned();
        let login = |alert: &AlertItem<'_>| alert.kind().ends_with("/MDM/LoginStatus");
        let login = AlertItem::all(&self.alerts).find(login);
        let login = login.map(|alert| alert.data().unwrap_or_default().to_owned());
        self.login = login.or(self.login.take());
        let is_broken = gathered.broken.is_some();
        if let Some(item) = gathered.broken {
            let alert = QueuedCommand::alert(1225, vec![item]);
            self.endpoint.outbox.push_urgent(alert);
        }
        is_broken
    }

    /// Sends what there is to say, and then as many commands as there is room for.
    fn go_on(
        &mut self,
        status: &AuthenticationStatus,
        asks: bool,
    ) -> Result<Vec<u8>, SessionError> {
        let (mut filled, mut unfit, mut is_left) = (MessageContent::default(), Vec::new(), false);
        let out = self.endpoint.compose(Some(status), |endpoint, composer| {
            let mut room = endpoint.room(0);
            while let Some(part) = composer.fill(&mut endpoint.outbox, &mut room, &mut filled)? {
                unfit.push(part);
            }
            // What is left because there was no room goes with the next message, for which the device asks.
            is_left = filled.sent.is_empty() && !endpoint.outbox.is_empty();
            Ok(!is_left && !endpoint.outbox.has_object())
        })?;
        let is_complete = filled.sent.is_empty() && !is_left && !asks && !filled.breaks_off;
        self.batches.send(self.endpoint.link.sent, filled.sent);
        for part in &unfit {
            // What is no command WBXML cannot say; a device that got it would answer 400.
            self.batches.refuse(
                part,
                if part.has_unknown() {
                    StatusCode::BAD_REQUEST
                } else {
                    StatusCode::ENTITY_TOO_LARGE
                },
            );
        }
        if is_complete {
            self.over(End::Complete);
        }
        Ok(out)
    }

    /// Sends what there is to say and no commands: the end of the session, or the request for the device's next message.
    fn close(
        &mut self,
        status: &AuthenticationStatus,
        alert: Option<u16>,
    ) -> Result<Vec<u8>, SessionError> {
        let is_final = alert != Some(1222);
        let alert = alert.map(|code| QueuedCommand::alert(code, Vec::new()));
        self.endpoint.compose(Some(status), |endpoint, composer| {
            let room = endpoint.room(ALERT);
            composer.fill_urgent(&mut endpoint.outbox, room)?;
            if let Some(alert) = &alert {
                composer.part(alert)?;
            }
            Ok(is_final)
        })
    }

    fn over(&mut self, end: End) {
        self.end = Some(end);
        self.batches.give_up();
        self.endpoint.outbox.drop_commands();
    }
}
