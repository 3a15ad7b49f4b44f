//! Sessions that move: at each message each end is saved and resumed, which changes no byte of what follows, whatever the other end says. What is
//! damaged between the two is refused, or goes on somehow.

use csp_device::Device;
use csp_session::{DeviceSession, ServerSession, Step};
use serde::Serialize;
use serde::de::DeserializeOwned;
use syncml::Encoding;

use super::choices::Choices;
use super::dialogue::{NONCE, commands, ends};
use super::liar::Liar;
use super::message::fresh_device;

/// How many messages each end says.
const ROUNDS: usize = 40;

/// A device, and both ends of its session.
struct World {
    device: Device,
    session: DeviceSession,
    server: ServerSession,
}

impl World {
    /// The one that the bytes decide, every time.
    fn new(bytes: &[u8]) -> Self {
        let (session, server) = ends(&mut Choices::new(bytes));
        let encoding = match bytes.len() % 2 {
            0 => Encoding::Xml,
            _ => Encoding::WBXML,
        };
        Self {
            device: fresh_device(),
            session: session.with_encoding(encoding),
            server,
        }
    }

    fn ask(&mut self, said: &[u8]) -> Result<Vec<u8>, String> {
        let answer = self.server.receive_with_nonce(said, NONCE.as_bytes());
        answer.map_err(|error| error.to_string())
    }

    /// The next message, or why there is none.
    fn hear(&mut self, answer: &[u8]) -> Result<Vec<u8>, String> {
        match self.session.receive(&mut self.device, answer) {
            Ok(Step::Send(message)) => Ok(message),
            Ok(Step::End(end)) => Err(end.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn answers(&mut self) -> Vec<String> {
        let answers = self.server.take_answers().into_iter();
        answers.map(|answer| format!("{answer:?}")).collect()
    }
}

/// Has the same session twice, of which one stays and one moves.
pub(super) fn moved(bytes: &[u8]) -> String {
    let choices = &mut Choices::new(bytes);
    let is_honest = choices.once_in(2);
    let (mut stays, mut moves) = (World::new(bytes), World::new(bytes));
    let mut liar = Liar::new(choices, is_honest);
    let first = stays.session.start(&mut stays.device);
    let Ok(mut said) = first else {
        return "not begun".to_owned();
    };
    let begun = moves.session.start(&mut moves.device);
    assert_eq!(begun.ok().as_ref(), Some(&said));
    let mut rounds = 0;
    let end = loop {
        if rounds == ROUNDS {
            break "left".to_owned();
        }
        if liar.choices.once_in(3) {
            let commands = commands(liar.choices);
            let queued = stays.server.queue(commands.as_bytes()).is_ok();
            assert_eq!(moves.server.queue(commands.as_bytes()).is_ok(), queued);
        }
        moves.server = server(&moves.server);
        damage(liar.choices, &moves, &said);
        said = liar.pass(said, rounds, true);
        let answer = stays.ask(&said);
        assert_eq!(moves.ask(&said), answer);
        if liar.choices.once_in(2) {
            assert_eq!(moves.answers(), stays.answers());
        }
        let answer = match answer {
            Ok(answer) => liar.pass(answer, rounds, false),
            Err(end) => break end,
        };
        moves.session = device(&moves.session);
        let next = stays.hear(&answer);
        assert_eq!(moves.hear(&answer), next);
        said = match next {
            Ok(next) => next,
            Err(end) => break end,
        };
        rounds += 1;
    };
    assert_eq!(moves.answers(), stays.answers());
    assert_eq!(moves.device.save_state(), stays.device.save_state());
    let end: String = end.chars().take_while(|c| !c.is_ascii_digit()).collect();
    format!("{is_honest} {} {end}", rounds.min(4))
}

/// The same session in another process.
fn server(session: &ServerSession) -> ServerSession {
    let resumed = ServerSession::resume(stored(&session.save()), stored(&session.secrets()));
    let resumed = resumed.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(text(&resumed.save()), text(&session.save()));
    resumed
}

/// The same after a restart.
fn device(session: &DeviceSession) -> DeviceSession {
    let resumed = DeviceSession::resume(stored(&session.save()), stored(&session.secrets()));
    let resumed = resumed.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(text(&resumed.save()), text(&session.save()));
    assert_eq!(resumed.last_message(), session.last_message());
    resumed
}

/// What comes out of a database that holds this.
fn stored<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&text(value)).unwrap_or_else(|error| panic!("{error}"))
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| panic!("{error}"))
}

/// Damages what is kept of both ends. What is taken all the same has only to go on without a panic.
fn damage(choices: &mut Choices<'_>, world: &World, said: &[u8]) {
    if !choices.once_in(4) {
        return;
    }
    let saved = damaged(choices, &world.server.save());
    if let Ok(mut server) = saved.map_or(Err(()), |saved| {
        ServerSession::resume(saved, world.server.secrets()).map_err(drop)
    }) {
        let _ = server.receive_with_nonce(said, NONCE.as_bytes());
        server.take_answers();
        let _ = text(&server.save());
    }
    let saved = damaged(choices, &world.session.save());
    if let Ok(mut session) = saved.map_or(Err(()), |saved| {
        DeviceSession::resume(saved, world.session.secrets()).map_err(drop)
    }) {
        let _ = session.receive(&mut fresh_device(), said);
        let _ = text(&session.save());
    }
}

/// With a character that is missing, or a digit that is another.
fn damaged<T: Serialize + DeserializeOwned>(choices: &mut Choices<'_>, saved: &T) -> Option<T> {
    let mut bytes = text(saved).into_bytes();
    // A decision is a byte; a place in a long text is three.
    let place = choices.below(256) << 16 | choices.below(256) << 8 | choices.below(256);
    let place = place % bytes.len();
    let digits = || (place..bytes.len()).find(|place| bytes[*place].is_ascii_digit());
    match (choices.once_in(3), digits()) {
        (false, Some(digit)) => bytes[digit] = b'0' + choices.below(10) as u8,
        _ => drop(bytes.remove(place)),
    }
    serde_json::from_slice(&bytes).ok()
}
