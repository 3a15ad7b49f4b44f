//! How long a session may go on, and all sessions of a run together: in messages and in time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;

use super::outcome::Outcome;

/// How long a session may go on.
#[derive(Args)]
pub(crate) struct Bounds {
    /// How many messages a device sends in its session at most.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    max_messages: u32,
    /// How many seconds a session takes at most.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
}

/// How long a run of many devices may go on.
#[derive(Args)]
pub(crate) struct RunBounds {
    /// How many messages all devices send together at most.
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000_000, requires = "count", value_parser = clap::value_parser!(u64).range(1..))]
    total_messages: u64,
    /// How many seconds all sessions together take at most.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600, requires = "count", value_parser = clap::value_parser!(u32).range(1..))]
    total_timeout: u32,
}

/// When something is given up, and which option allows more.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    pub(crate) at: Instant,
    option: &'static str,
}

impl Deadline {
    fn after(seconds: u32, option: &'static str) -> Self {
        Self {
            at: Instant::now() + Duration::from_secs(seconds.into()),
            option,
        }
    }

    /// What comes out when it has passed.
    pub(crate) fn outcome(self) -> Outcome {
        Outcome::TimedOut(self.option)
    }
}

/// What is left of the bounds of a run.
pub(crate) struct RunLeft {
    most: u64,
    messages: AtomicU64,
    deadline: Deadline,
}

impl RunBounds {
    /// All of them, from now on.
    pub(crate) fn begin(&self) -> RunLeft {
        RunLeft {
            most: self.total_messages,
            messages: AtomicU64::new(self.total_messages),
            deadline: Deadline::after(self.total_timeout, "--total-timeout"),
        }
    }
}

impl RunLeft {
    /// What ends the run, if it is at its end.
    pub(crate) fn end(&self) -> Option<Outcome> {
        match self.messages.load(Ordering::Relaxed) {
            0 => Some(self.too_many()),
            _ if Instant::now() >= self.deadline.at => Some(self.deadline.outcome()),
            _ => None,
        }
    }

    fn too_many(&self) -> Outcome {
        Outcome::TooManyMessages(self.most, "--total-messages")
    }

    /// Takes a message, if one is left.
    fn take(&self) -> Result<(), Outcome> {
        let take = |left: u64| left.checked_sub(1);
        let taken = (self.messages).fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.map_err(|_| self.too_many())?;
        Ok(())
    }
}

/// What is left of the bounds of a session, and of those of its run.
pub(crate) struct Left<'r> {
    most: u32,
    messages: u32,
    pub(crate) deadline: Deadline,
    run: Option<&'r RunLeft>,
}

impl Bounds {
    /// All of them, from now on, within those of a run.
    pub(crate) fn begin<'r>(&self, run: Option<&'r RunLeft>) -> Left<'r> {
        let own = Deadline::after(self.timeout, "--timeout");
        let run_ends = run.map(|run| run.deadline);
        Left {
            most: self.max_messages,
            messages: self.max_messages,
            deadline: run_ends.filter(|end| end.at < own.at).unwrap_or(own),
            run,
        }
    }
}

impl Left<'_> {
    /// Takes a message.
    ///
    /// # Errors
    ///
    /// How the session comes out that has none left.
    pub(crate) fn take(&mut self) -> Result<(), Outcome> {
        self.messages = (self.messages.checked_sub(1))
            .ok_or_else(|| Outcome::TooManyMessages(self.most.into(), "--max-messages"))?;
        self.run.map_or(Ok(()), RunLeft::take)
    }
}
