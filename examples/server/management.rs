//! What the server says to whom: sessions with devices, from their first message on.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Instant, SystemTime};

use csp_examples::sessions::{Key, SILENCE, Sessions};
use csp_examples::{lines, nonce};
use csp_session::{Answer, BatchId, ServerSession};
use syncml::Message;

use crate::proofs::Proofs;
use crate::records::{Records, SavedDialogue};

/// A session that goes on, and the commands that it is about.
struct Dialogue {
    session: ServerSession,
    batches: BTreeMap<BatchId, String>,
    has_commands: bool,
}

pub(crate) struct Server {
    url: String,
    proofs: Proofs,
    max_message: Option<u64>,
    records: Records,
    sessions: Sessions<Dialogue>,
}

impl Server {
    pub(crate) fn new(
        url: String,
        proofs: Proofs,
        max_message: Option<u64>,
        records: Records,
    ) -> Self {
        Self {
            url,
            proofs,
            max_message,
            records,
            sessions: Sessions::default(),
        }
    }

    /// Answers a message of a device's. `spoke` is the session of the last message on the same connection.
    pub(crate) fn answer(
        &mut self,
        body: &[u8],
        spoke: &mut Option<Key>,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        if body.is_empty() {
            self.end(spoke.take())?;
            return Ok(Vec::new());
        }
        let header = Message::parse(body)?.header.into_owned();
        let key = Key::new(&header.source.uri, &header.session_id);
        let key = key.ok_or("no device has such a name, nor such a SessionID")?;
        let now = Instant::now();
        if self.sessions.hear(&key, now).is_none() {
            let dialogue = match &*header.msg_id {
                "1" => Some(self.begin(&key.device)),
                _ => self.resume(&key)?,
            };
            let Some(dialogue) = dialogue else {
                return self.begin_again(body);
            };
            self.sessions.begin(key.clone(), dialogue, now);
        }
        let dialogue = self.sessions.hear(&key, now).ok_or("no session")?;
        // Somebody who proves nothing gets no commands: they need not be prepared.
        if header.cred.is_some() || dialogue.session.challenge().is_none() {
            dialogue.queue(self.records.todo(&key.device))?;
        }
        let answer = dialogue.session.receive_with_nonce(body, &nonce())?;
        let challenge = dialogue.session.challenge();
        if challenge.is_some_and(|challenge| !challenge.is_met()) {
            println!("{} has to prove who it is", lines::clean(&key.device));
            if dialogue.session.end().is_some() {
                self.sessions.end(&key);
            }
            return Ok(answer);
        }
        let nonce = challenge.map(|challenge| challenge.nonce().to_vec());
        let answers = dialogue.take_answers();
        let saved = dialogue.save(&key.session_id);
        self.sessions.know(&key);
        self.records.keep(&key.device, answers, nonce, saved)?;
        show(&key.device, "<-", body);
        show(&key.device, "->", &answer);
        *spoke = Some(key);
        Ok(answer)
    }

    /// Ends the session of a connection, as a device asks by a message without content.
    fn end(&mut self, key: Option<Key>) -> Result<(), Box<dyn Error>> {
        if let Some(key) = key.filter(|key| self.sessions.end(key).is_some()) {
            println!("{} ended the session", lines::clean(&key.device));
            self.records.forget_dialogue(&key.device)?;
        }
        Ok(())
    }

    /// A session that the server knows nothing of, because it was a stranger's, was silent for too long, or is not kept (no `--state`), cannot go
    /// on: the device is told to begin another.
    fn begin_again(&self, body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut session = ServerSession::new(&self.url);
        session.abort();
        Ok(session.receive(body)?)
    }

    /// The session of a device that is kept, because it began before this program did.
    fn resume(&self, key: &Key) -> Result<Option<Dialogue>, Box<dyn Error>> {
        let saved = self.records.dialogue(&key.device, &key.session_id);
        let is_heard =
            |saved: &&SavedDialogue| saved.heard.elapsed().is_ok_and(|time| time < SILENCE);
        let Some(saved) = saved.filter(is_heard) else {
            return Ok(None);
        };
        let given = self.records.nonce(&key.device);
        let secrets = self.proofs.secrets(given, &saved.nonce);
        println!("{} goes on with its session", lines::clean(&key.device));
        Ok(Some(Dialogue {
            session: ServerSession::resume(saved.session.clone(), secrets)?,
            batches: saved.batches.clone(),
            has_commands: true,
        }))
    }

    fn begin(&self, device: &str) -> Dialogue {
        let session = ServerSession::new(&self.url).with_large_objects();
        let mut session = self.proofs.on(session, self.records.nonce(device));
        if let Some(bytes) = self.max_message {
            session = session.with_max_message(bytes);
        }
        Dialogue {
            session,
            batches: BTreeMap::new(),
            has_commands: false,
        }
    }
}

impl Dialogue {
    /// Queues what the device has to do, once.
    fn queue(&mut self, todo: &[String]) -> Result<(), Box<dyn Error>> {
        if self.has_commands || self.session.end().is_some() {
            return Ok(());
        }
        for commands in todo {
            let batch = self.session.queue(commands.as_bytes())?;
            self.batches.insert(batch, commands.clone());
        }
        self.has_commands = true;
        Ok(())
    }

    /// What is kept of it, once its answers were taken.
    fn save(&self, session_id: &str) -> SavedDialogue {
        let secrets = self.session.secrets();
        SavedDialogue {
            session_id: session_id.to_owned(),
            heard: SystemTime::now(),
            session: self.session.save(),
            nonce: secrets
                .credentials()
                .map_or(Vec::new(), |own| own.nonce().to_vec()),
            batches: self.batches.clone(),
        }
    }

    /// The answers that are complete, each with the commands that it is about.
    fn take_answers(&mut self) -> Vec<(String, Answer)> {
        let answers = self.session.take_answers().into_iter();
        answers
            .filter_map(|answer| Some((self.batches.remove(&answer.batch)?, answer)))
            .collect()
    }
}

fn show(device: &str, arrow: &str, message: &[u8]) {
    let device = lines::clean(device);
    for line in lines::of(arrow, message) {
        println!("{device} {line}");
    }
}
