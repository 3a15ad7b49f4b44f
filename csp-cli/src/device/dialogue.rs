//! One session with the server: messages out, answers in, within bounds of number and time.

use std::time::{Instant, SystemTime};

use csp_device::Device;
use csp_session::{Challenge, DeviceSession, End, Step, lines};

use super::bounds::Left;
use super::connection::Connection;
use super::kept::Memory;
use super::outcome::Outcome;
use super::tally::Tally;
use crate::error::CommandError;
use crate::notes;

/// The bytes of a nonce, as many as the digest has.
const NONCE: usize = 16;

/// A session, and whom it is between.
pub(crate) struct Dialogue<'d> {
    pub(crate) connection: Connection,
    pub(crate) left: Left<'d>,
    pub(crate) device: &'d mut Device,
    pub(crate) session: &'d mut DeviceSession,
    pub(crate) tally: &'d mut Tally,
    /// Where it is kept, if it is.
    pub(crate) memory: Option<&'d Memory>,
    /// Whether the server has to prove itself, for which it is given nonces.
    pub(crate) asks_server: bool,
    /// Whether every message is shown.
    pub(crate) is_told: bool,
}

impl Dialogue<'_> {
    /// Sends what there is to say and takes the answers until the session is over.
    ///
    /// # Errors
    ///
    /// What is on this end alone: the state cannot be written, or a text that was given fits into no message. All else is an outcome.
    pub(crate) fn run(&mut self) -> Result<Outcome, CommandError> {
        let mut message = self.session.start(self.device).map_err(CommandError::new)?;
        loop {
            if let Err(outcome) = self.left.take() {
                return Ok(outcome);
            }
            self.tell("->", &message);
            self.tally.sent(&message);
            let asked = Instant::now();
            let answer = match self.connection.post(&message, self.left.deadline) {
                Ok(answer) => answer,
                Err(outcome) => return Ok(outcome),
            };
            self.tally.received(&answer, asked.elapsed());
            self.tell("<-", &answer);
            self.device.set_now(SystemTime::now());
            let step = if self.asks_server {
                (self.session).receive_with_nonce(self.device, &answer, &nonce()?)
            } else {
                self.session.receive(self.device, &answer)
            };
            let step = match step {
                Ok(step) => step,
                Err(error) => return Ok(Outcome::Unusable(lines::clean(&error.to_string()))),
            };
            // What the server is told next must be true whatever happens to this program: apply, save, send.
            if let Some(memory) = self.memory {
                memory.keep(self.device, self.session)?;
            }
            message = match step {
                Step::Send(message) => message,
                Step::End(end) => return Ok(Outcome::Ended(self.end(end))),
            };
        }
    }

    /// A server that cannot prove itself gives up, or is given up: what is behind it is to be told.
    fn end(&self, end: End) -> End {
        let is_proven = self.session.challenge().is_none_or(Challenge::is_met);
        match end {
            End::Aborted if !is_proven => End::NotAuthenticated,
            end => end,
        }
    }

    fn tell(&self, arrow: &str, message: &[u8]) {
        if self.is_told {
            lines::of(arrow, message).iter().for_each(notes::note);
        }
    }
}

/// A nonce that nobody can foresee.
fn nonce() -> Result<[u8; NONCE], CommandError> {
    let mut bytes = [0; NONCE];
    getrandom::fill(&mut bytes).map_err(CommandError::new)?;
    Ok(bytes)
}
