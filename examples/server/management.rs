//! What the server says to whom.
//!
//! # Once, whatever dies
//!
//! A server is killed amid its work, the network loses an answer, and the device's next message goes to another server. Yet a device is sent each
//! batch of commands once, and each answer of its is kept once.
//!
//! - **A message is one transaction.** The device is locked, its session is loaded, hears the message, and is saved with the answers that became
//!   complete; when that is committed, the answer is sent. A server that dies before the commit heard nothing; one that dies after it leaves a
//!   session which has heard it. Both look alike to the device: it has no answer.
//! - **The device sends the same message again**, to any server. A session that had it gives the same answer again, byte for byte, and does nothing
//!   twice (the last answer is part of the session); one that had not hears it now. Two servers that have the same message at once wait for each
//!   other at the lock, and the second finds that it was heard. So nonces cannot go apart either: the one that the device was given is in the
//!   answer and in what was committed.
//! - **A session takes the queue when the device has proved who it is.** Nothing else has to be noted in the queue: a batch is done when there is an
//!   answer to it, and a device has one session.
//! - **A device that begins another session left the one before.** What had not been sent in that is in the queue as before. What had been sent and
//!   was not answered may have been carried out, or not, and nobody can tell: it is *not* sent again, because an Exec would run twice, and the answer
//!   that is kept has no Status for it. Whoever reads the answers sees that the outcome is not known, and may queue it again. The same is true where
//!   the device ends a session early (Alert 1223, or a message without content over the connection of the session).
//! - **A first message that comes late**, when its session is long over, proves nothing any more, because its nonce was used; with no `--user` it
//!   begins a session.
//!
//! # Strangers
//!
//! The session of somebody who has not proved who he is, is kept apart from that of the device which he says he is, so that he cannot end it. It
//! holds no commands: those are taken into it when it is proved whose it is, by hearing the same message once more.

use csp_examples::{lines, nonce};
use csp_session::{ServerSession, SessionError};
use syncml::Message;

use crate::dialogue::Dialogue;
use crate::failure::Failure;
use crate::key::Key;
use crate::proofs::Proofs;
use crate::store::{Exchange, Store, StoreError};

/// The bytes of the largest session of a stranger that is kept: the answer to his last message is in it, and nobody has to say much before he is known.
const STRANGER: usize = 64 << 10;

/// What a server says of itself, and what it asks of devices.
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) proofs: Proofs,
    pub(crate) max_message: Option<u64>,
}

/// A message of a device's.
struct Incoming<'a> {
    body: &'a [u8],
    key: Key,
    /// Whether it may begin a session.
    is_first: bool,
    /// What the device is given for its next credentials, where it is given something.
    nonce: Vec<u8>,
}

/// Whom a message is from, and what there is to say to it.
enum Heard {
    Device(Vec<u8>),
    /// Somebody who has not proved who he is.
    Stranger(Vec<u8>),
    /// Somebody in a session that nothing is kept of.
    Nobody,
}

impl Server {
    /// Answers a message of a device's. `spoke` is the session of the last message on the same connection.
    pub(crate) fn answer(
        &self,
        store: &mut dyn Store,
        body: &[u8],
        spoke: &mut Option<Key>,
    ) -> Result<Vec<u8>, Failure> {
        if body.is_empty() {
            if let Some(key) = spoke.take() {
                self.end(store, &key)?;
            }
            return Ok(Vec::new());
        }
        let header = Message::parse(body).map_err(SessionError::from)?.header;
        let key = Key::new(&header.source.uri, &header.session_id);
        let message = Incoming {
            body,
            key: key.ok_or("no device has such a name, nor such a SessionID")?,
            is_first: header.msg_id == "1",
            nonce: nonce(),
        };
        let device = lines::clean(&message.key.device);
        let mut exchange = store.begin(&message.key.device)?;
        let heard = self.hear(exchange.as_mut(), &message)?;
        exchange.commit()?;
        match heard {
            Heard::Device(answer) => {
                show(&device, "<-", body);
                show(&device, "->", &answer);
                *spoke = Some(message.key);
                Ok(answer)
            }
            Heard::Stranger(answer) => {
                println!("{device} has to prove who it is");
                Ok(answer)
            }
            Heard::Nobody => self.begin_again(body),
        }
    }

    fn hear(&self, exchange: &mut dyn Exchange, message: &Incoming<'_>) -> Result<Heard, Failure> {
        let session_id = &message.key.session_id;
        let mut last = self.last(exchange)?;
        if let Some(dialogue) = last.as_mut().filter(|last| last.session_id == *session_id) {
            let answer = dialogue.hear(message.body, &message.nonce);
            // One that is over takes what comes again, and nothing else.
            if answer.is_ok() || !dialogue.is_over() {
                let answer = answer?;
                keep(exchange, dialogue)?;
                return Ok(Heard::Device(answer));
            }
        }

        let nonce = last.as_ref().map_or(&b""[..], Dialogue::nonce).to_vec();
        let kept = self.stranger(exchange, session_id)?;
        if kept.is_none() && !message.is_first {
            return Ok(Heard::Nobody);
        }
        let mut stranger = self.open(kept.as_deref(), session_id, &nonce)?;
        let answer = stranger.hear(message.body, &message.nonce)?;
        if !stranger.is_proven() {
            let text = stranger.save()?;
            if stranger.session.end().is_none() && text.len() <= STRANGER {
                exchange.keep_stranger(session_id, &text)?
            } else {
                exchange.forget_stranger(session_id)?
            }
            return Ok(Heard::Stranger(answer));
        }

        if let Some(mut last) = last {
            leave(exchange, &mut last, &message.key.device)?;
        }
        exchange.forget_stranger(session_id)?;
        let mut dialogue = self.open(kept.as_deref(), session_id, &nonce)?;
        dialogue.queue(exchange.queue()?);
        let answer = dialogue.hear(message.body, &message.nonce)?;
        keep(exchange, &mut dialogue)?;
        Ok(Heard::Device(answer))
    }

    /// Ends the session of a connection, as a device asks by a message without content.
    fn end(&self, store: &mut dyn Store, key: &Key) -> Result<(), Failure> {
        let mut exchange = store.begin(&key.device)?;
        let last = self.last(exchange.as_mut())?;
        if let Some(mut last) = last.filter(|last| last.session_id == key.session_id) {
            leave(exchange.as_mut(), &mut last, &key.device)?;
            keep(exchange.as_mut(), &mut last)?;
            exchange.commit()?;
            println!("{} ended the session", lines::clean(&key.device));
        }
        Ok(())
    }

    /// A session that nothing is kept of, because it was a stranger's or is of another database, cannot go on: the device is told to begin another.
    fn begin_again(&self, body: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut session = ServerSession::new(&self.url);
        session.abort();
        Ok(session.receive(body)?)
    }

    /// The session in which the device proved last who it is.
    fn last(&self, exchange: &mut dyn Exchange) -> Result<Option<Dialogue>, StoreError> {
        let kept = exchange.session()?;
        let resume = |kept: String| Dialogue::resume(&kept, &self.proofs);
        kept.map(resume).transpose()
    }

    /// The session with this SessionID of somebody who has not proved who he is, while it is not over.
    fn stranger(
        &self,
        exchange: &mut dyn Exchange,
        session_id: &str,
    ) -> Result<Option<String>, StoreError> {
        let Some(kept) = exchange.stranger(session_id)? else {
            return Ok(None);
        };
        let is_over = Dialogue::resume(&kept, &self.proofs)?.is_over();
        Ok((!is_over).then_some(kept))
    }

    /// The session that was kept, or a new one. Without a nonce no digest is taken: the device is given one first.
    fn open(
        &self,
        kept: Option<&str>,
        session_id: &str,
        nonce: &[u8],
    ) -> Result<Dialogue, StoreError> {
        if let Some(kept) = kept {
            return Dialogue::resume(kept, &self.proofs);
        }
        let session = ServerSession::new(&self.url).with_large_objects();
        let mut session = self.proofs.on(session, nonce);
        if let Some(bytes) = self.max_message {
            session = session.with_max_message(bytes);
        }
        Ok(Dialogue::new(session_id, session))
    }
}

/// Keeps a session, with the answers that became complete.
fn keep(exchange: &mut dyn Exchange, dialogue: &mut Dialogue) -> Result<(), StoreError> {
    for (batch, message) in dialogue.take_answers() {
        exchange.keep_answer(batch, &message)?;
    }
    exchange.keep_session(&dialogue.save()?)
}

/// Ends a session that the device left, and keeps what became of the batches that were sent in it.
fn leave(
    exchange: &mut dyn Exchange,
    dialogue: &mut Dialogue,
    device: &str,
) -> Result<(), Failure> {
    for (batch, message) in dialogue.leave()? {
        let device = lines::clean(device);
        println!(
            "{device} left its session amid batch {batch}: what it did not answer is not sent again"
        );
        exchange.keep_answer(batch, &message)?;
    }
    Ok(())
}

fn show(device: &str, arrow: &str, message: &[u8]) {
    for line in lines::of(arrow, message) {
        println!("{device} {line}");
    }
}
