//! Where the server keeps what it knows: what a database has to do for it.

mod pool;
mod postgres;
mod sql;
mod sqlite;

use std::error::Error;

pub(crate) use pool::{Database, Pool};

/// Why a database did not do it.
pub(crate) type StoreError = Box<dyn Error + Send + Sync>;

/// How many batches a session takes at most. What is queued beyond that waits for the device's next session.
const BATCHES: i64 = 1000;

/// How many devices the server has room for.
const DEVICES: i64 = 10_000;

/// How many sessions are kept of those who have not proved who they are.
const STRANGERS: i64 = 1000;

/// Commands that were queued together.
pub(crate) struct Batch {
    pub(crate) id: i64,
    /// SyncML without a header.
    pub(crate) commands: String,
}

/// A connection to a database.
pub(crate) trait Store: Send {
    /// Makes the tables where they are not there, and queues batches for every device, those included that come later. A batch that was queued for
    /// all before is not queued again.
    fn set_up(&mut self, batches: &[String]) -> Result<(), StoreError>;

    /// Begins an exchange with a device. Until it is over, all others with that device wait, on whichever server.
    fn begin(&mut self, device: &str) -> Result<Box<dyn Exchange + '_>, StoreError>;

    /// Whether it can be used again.
    fn is_open(&self) -> bool;
}

/// What is kept of one device, in one transaction: nothing is changed until it is committed, and then all is.
pub(crate) trait Exchange {
    /// The session of the device, the one in which it proved last who it is; `None` for a device that never did.
    fn session(&mut self) -> Result<Option<String>, StoreError>;

    /// Keeps the session of the device in the place of the one before. A device that is new must find room.
    fn keep_session(&mut self, session: &str) -> Result<(), StoreError>;

    /// The session with this SessionID of somebody who says that he is the device.
    fn stranger(&mut self, session_id: &str) -> Result<Option<String>, StoreError>;

    /// Keeps such a session. Where there are too many, those are forgotten of which nothing was heard for the longest time.
    fn keep_stranger(&mut self, session_id: &str, session: &str) -> Result<(), StoreError>;

    /// Forgets such a session.
    fn forget_stranger(&mut self, session_id: &str) -> Result<(), StoreError>;

    /// The batches that the device has not answered, in the order in which they were queued.
    fn queue(&mut self) -> Result<Vec<Batch>, StoreError>;

    /// Keeps the device's answer to a batch. There can be no second one.
    fn keep_answer(&mut self, batch: i64, message: &str) -> Result<(), StoreError>;

    /// Ends the exchange. When this returns, what was changed survives whatever happens to the server.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// An error with its causes, which say what happened; PostgreSQL's own words alone say little.
pub(crate) fn in_words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// What a database says that added a device, or found no room for it.
fn has_room(was_added: bool) -> Result<(), StoreError> {
    if was_added {
        Ok(())
    } else {
        Err("there is no room for another device".into())
    }
}
