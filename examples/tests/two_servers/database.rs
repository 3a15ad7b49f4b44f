//! The database of the servers, as the test looks at it.

use std::path::PathBuf;
use std::time::Duration;

use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::program::database;

const QUEUE: &str = "INSERT INTO batch (device, commands) SELECT id, $1 FROM device";

const ANSWERS: &str = "SELECT answer.device, batch.commands, answer.message FROM answer JOIN batch ON batch.id = answer.batch";

/// Which one it is.
pub(crate) enum Database {
    File(PathBuf),
    Url(String),
}

/// A row of the answers.
pub(crate) struct Answered {
    pub(crate) device: String,
    pub(crate) commands: String,
    pub(crate) message: String,
}

impl Database {
    /// What `--database` of the server takes.
    pub(crate) fn argument(&self) -> &str {
        match self {
            Self::File(path) => path.to_str().unwrap(),
            Self::Url(url) => url,
        }
    }

    /// Queues a batch for each device that is known, as an administrator would.
    pub(crate) fn queue(&self, commands: &str) {
        match self {
            Self::File(path) => {
                let database = Connection::open(path).unwrap();
                database.busy_timeout(Duration::from_secs(20)).unwrap();
                database.execute(QUEUE, [commands]).unwrap();
            }
            Self::Url(url) => {
                let mut database = Client::connect(url, NoTls).unwrap();
                database.execute(QUEUE, &[&commands]).unwrap();
            }
        }
    }

    pub(crate) fn answers(&self) -> Vec<Answered> {
        let rows = match self {
            Self::File(path) => database::rows(path, ANSWERS),
            Self::Url(url) => {
                let mut database = Client::connect(url, NoTls).unwrap();
                let rows = database.query(ANSWERS, &[]).unwrap();
                let texts = |row: &postgres::Row| (0..3).map(|at| row.get(at)).collect();
                rows.iter().map(texts).collect::<Vec<Vec<String>>>()
            }
        };
        rows.into_iter()
            .map(|row| {
                let [device, commands, message] = row.try_into().unwrap();
                Answered {
                    device,
                    commands,
                    message,
                }
            })
            .collect()
    }
}
