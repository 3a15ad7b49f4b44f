//! SQLite: a file, for one server or several on one machine.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use csp_examples::file;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::{BATCHES, Batch, DEVICES, Exchange, STRANGERS, Store, StoreError, sql};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS device (id TEXT PRIMARY KEY, session TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS stranger (device TEXT NOT NULL, session_id TEXT NOT NULL, session TEXT NOT NULL, heard INTEGER NOT NULL,
        PRIMARY KEY (device, session_id)) STRICT;
    CREATE INDEX IF NOT EXISTS stranger_heard ON stranger (heard);
    CREATE TABLE IF NOT EXISTS batch (id INTEGER PRIMARY KEY, device TEXT, commands TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS batch_device ON batch (device);
    CREATE TABLE IF NOT EXISTS answer (device TEXT NOT NULL, batch INTEGER NOT NULL, message TEXT NOT NULL,
        PRIMARY KEY (device, batch)) STRICT;";

const FORGET_STRANGERS: &str = "DELETE FROM stranger WHERE heard <= (SELECT heard FROM stranger ORDER BY heard DESC LIMIT 1 OFFSET $1)";

/// How long is waited for what another server does in the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every database begins with (SQLite, "Database File Format", 1.3.1).
const MAGIC: &[u8] = b"SQLite format 3\0";

pub(super) struct Sqlite(Connection);

impl Sqlite {
    /// Opens the file, which is made where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        file::create(path)?;
        let opened = check(path).and_then(|()| {
            let connection = Connection::open(path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            // What is committed is on the disk: the device is told so.
            connection.pragma_update(None, "synchronous", "FULL")?;
            Ok(Self(connection))
        });
        opened.map_err(|error| {
            let path = path.display();
            format!("{path}: {error}; name another file, or move it away to begin anew").into()
        })
    }
}

/// SQLite takes a file of a few bytes for an empty one, and would write over it.
fn check(path: &Path) -> Result<(), StoreError> {
    let mut head = Vec::new();
    File::open(path)?
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)?;
    if head.is_empty() || head == MAGIC {
        Ok(())
    } else {
        Err("file is not a database".into())
    }
}

impl Store for Sqlite {
    fn set_up(&mut self, batches: &[String]) -> Result<(), StoreError> {
        let transaction = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(TABLES)?;
        for commands in batches {
            transaction.execute(&local(sql::QUEUE_FOR_ALL), [commands])?;
        }
        Ok(transaction.commit()?)
    }

    fn begin(&mut self, device: &str) -> Result<Box<dyn Exchange + '_>, StoreError> {
        // Others wait for the whole file, which is soon theirs.
        let transaction = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Box::new(Locked {
            transaction,
            device: device.to_owned(),
        }))
    }

    fn is_open(&self) -> bool {
        true
    }
}

struct Locked<'a> {
    transaction: Transaction<'a>,
    device: String,
}

/// A statement with its parameters as SQLite counts them.
fn local(sql: &str) -> String {
    sql.replace('$', "?")
}

impl Locked<'_> {
    fn execute(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
        self.transaction.prepare(&local(sql))?.execute(values)
    }

    fn text(&self, sql: &str, values: impl rusqlite::Params) -> Result<Option<String>, StoreError> {
        let mut statement = self.transaction.prepare(&local(sql))?;
        Ok(statement.query_row(values, |row| row.get(0)).optional()?)
    }
}

impl Exchange for Locked<'_> {
    fn session(&mut self) -> Result<Option<String>, StoreError> {
        self.text(sql::SESSION, [&self.device])
    }

    fn keep_session(&mut self, session: &str) -> Result<(), StoreError> {
        let values = params![self.device, session];
        if self.execute(sql::REPLACE_SESSION, values)? == 1 {
            return Ok(());
        }
        let values = params![self.device, session, DEVICES];
        super::has_room(self.execute(sql::ADD_DEVICE, values)? == 1)
    }

    fn stranger(&mut self, session_id: &str) -> Result<Option<String>, StoreError> {
        self.text(sql::STRANGER, params![self.device, session_id])
    }

    fn keep_stranger(&mut self, session_id: &str, session: &str) -> Result<(), StoreError> {
        let values = params![self.device, session_id, session, sql::now()];
        self.execute(sql::KEEP_STRANGER, values)?;
        self.execute(FORGET_STRANGERS, [STRANGERS])?;
        Ok(())
    }

    fn forget_stranger(&mut self, session_id: &str) -> Result<(), StoreError> {
        self.execute(sql::FORGET_STRANGER, params![self.device, session_id])?;
        Ok(())
    }

    fn queue(&mut self) -> Result<Vec<Batch>, StoreError> {
        let mut statement = self.transaction.prepare(&local(sql::QUEUE))?;
        let batches = statement.query_map(params![self.device, BATCHES], |row| {
            Ok(Batch {
                id: row.get(0)?,
                commands: row.get(1)?,
            })
        })?;
        Ok(batches.collect::<Result<_, _>>()?)
    }

    fn keep_answer(&mut self, batch: i64, message: &str) -> Result<(), StoreError> {
        self.execute(sql::KEEP_ANSWER, params![self.device, batch, message])?;
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Ok(self.transaction.commit()?)
    }
}
