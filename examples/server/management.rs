//! What the server says to whom: sessions with devices, from their first message on.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use csp_examples::sessions::{Key, Sessions};
use csp_examples::{lines, nonce};
use csp_session::{Answer, BatchId, Challenge, Credentials, ServerSession};
use syncml::Message;

use crate::records::Records;

/// A session that goes on, and the commands that it is about.
struct Dialogue {
    session: ServerSession,
    batches: BTreeMap<BatchId, String>,
    has_commands: bool,
}

pub(crate) struct Server {
    url: String,
    /// The name and the password that devices have; where there are none, everybody is believed.
    credentials: Option<(String, String)>,
    max_message: Option<u64>,
    records: Records,
    sessions: Sessions<Dialogue>,
}

impl Server {
    pub(crate) fn new(
        url: String,
        credentials: Option<(String, String)>,
        max_message: Option<u64>,
        records: Records,
    ) -> Self {
        Self {
            url,
            credentials,
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
            self.end(spoke.take());
            return Ok(Vec::new());
        }
        let header = Message::parse(body)?.header.into_owned();
        let key = Key::new(&header.source.uri, &header.session_id);
        let key = key.ok_or("no device has such a name, nor such a SessionID")?;
        let now = Instant::now();
        if self.sessions.hear(&key, now).is_none() {
            if header.msg_id != "1" {
                return self.begin_again(body);
            }
            let dialogue = self.begin(&key.device);
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
        self.sessions.know(&key);
        self.records.keep(&key.device, answers, nonce)?;
        show(&key.device, "<-", body);
        show(&key.device, "->", &answer);
        *spoke = Some(key);
        Ok(answer)
    }

    /// Ends the session of a connection, as a device asks by a message without content.
    fn end(&mut self, key: Option<Key>) {
        if let Some(key) = key.filter(|key| self.sessions.end(key).is_some()) {
            println!("{} ended the session", lines::clean(&key.device));
        }
    }

    /// A session that the server knows nothing of, because it began before this program did or was silent for too long, cannot go on: the device is
    /// told to begin another.
    fn begin_again(&self, body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut session = ServerSession::new(&self.url);
        session.abort();
        Ok(session.receive(body)?)
    }

    fn begin(&self, device: &str) -> Dialogue {
        let mut session = ServerSession::new(&self.url).with_large_objects();
        if let Some((user, password)) = &self.credentials {
            // Without a nonce no digest is taken: the device is given one first.
            let expected = Credentials::md5(user, password, self.records.nonce(device).to_vec());
            session = session.with_challenge(Challenge::new(expected));
        }
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
