//! PostgreSQL: for servers on several machines.

use std::time::Duration;

use postgres::{Client, Config, NoTls, Row, Transaction};

use super::{BATCHES, Batch, DEVICES, Exchange, STRANGERS, Store, StoreError, sql};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS device (id text PRIMARY KEY, session text NOT NULL);
    CREATE TABLE IF NOT EXISTS stranger (device text, session_id text, session text NOT NULL, heard bigint NOT NULL, PRIMARY KEY (device, session_id));
    CREATE INDEX IF NOT EXISTS stranger_heard ON stranger (heard);
    CREATE TABLE IF NOT EXISTS batch (id bigserial PRIMARY KEY, device text, commands text NOT NULL);
    CREATE INDEX IF NOT EXISTS batch_device ON batch (device);
    CREATE TABLE IF NOT EXISTS answer (device text, batch bigint, message text NOT NULL, PRIMARY KEY (device, batch));";

/// Two servers that begin at once would both find no table.
const LOCK_ALL: &str = "SELECT pg_advisory_xact_lock(0)";

/// A row of the device would not do: a device that is new has none.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

/// Strangers with whom others are at work are left to those, because two who wait for each other would wait for long.
const FORGET_STRANGERS: &str = "DELETE FROM stranger WHERE (device, session_id) IN (SELECT device, session_id FROM stranger \
    WHERE heard <= (SELECT heard FROM stranger ORDER BY heard DESC LIMIT 1 OFFSET $1) FOR UPDATE SKIP LOCKED)";

/// How long is waited for what another server does with a device. One that vanished amid it, and could not say so, holds it no longer either.
const PATIENCE: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s'";

/// How long is waited for the database itself.
const CONNECT: Duration = Duration::from_secs(5);

pub(super) struct Postgres(Client);

impl Postgres {
    /// Connects to the database of this URL.
    pub(super) fn open(url: &str) -> Result<Self, StoreError> {
        let explain = |error: postgres::Error| {
            let error = super::in_words(&error);
            format!(
                "{error}; --database takes a URL as postgres://user:password@host/name is one, of a database that is there"
            )
        };
        let mut config: Config = url.parse().map_err(explain)?;
        config.connect_timeout(CONNECT);
        let mut client = config.connect(NoTls).map_err(explain)?;
        client.batch_execute(PATIENCE)?;
        Ok(Self(client))
    }
}

impl Store for Postgres {
    fn set_up(&mut self, batches: &[String]) -> Result<(), StoreError> {
        let mut transaction = self.0.transaction()?;
        transaction.execute(LOCK_ALL, &[])?;
        transaction.batch_execute(TABLES)?;
        for commands in batches {
            transaction.execute(sql::QUEUE_FOR_ALL, &[commands])?;
        }
        Ok(transaction.commit()?)
    }

    fn begin(&mut self, device: &str) -> Result<Box<dyn Exchange + '_>, StoreError> {
        let mut transaction = self.0.transaction()?;
        transaction.execute(LOCK, &[&device])?;
        Ok(Box::new(Locked {
            transaction,
            device: device.to_owned(),
        }))
    }

    fn is_open(&self) -> bool {
        !self.0.is_closed()
    }
}

struct Locked<'a> {
    transaction: Transaction<'a>,
    device: String,
}

/// The only column of a row that may be there.
fn text(row: Option<Row>) -> Result<Option<String>, StoreError> {
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

impl Exchange for Locked<'_> {
    fn session(&mut self) -> Result<Option<String>, StoreError> {
        text(self.transaction.query_opt(sql::SESSION, &[&self.device])?)
    }

    fn keep_session(&mut self, session: &str) -> Result<(), StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        if transaction.execute(sql::REPLACE_SESSION, &[device, &session])? == 1 {
            return Ok(());
        }
        let added = transaction.execute(sql::ADD_DEVICE, &[device, &session, &DEVICES])?;
        super::has_room(added == 1)
    }

    fn stranger(&mut self, session_id: &str) -> Result<Option<String>, StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        text(transaction.query_opt(sql::STRANGER, &[device, &session_id])?)
    }

    fn keep_stranger(&mut self, session_id: &str, session: &str) -> Result<(), StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        transaction.execute(
            sql::KEEP_STRANGER,
            &[device, &session_id, &session, &sql::now()],
        )?;
        transaction.execute(FORGET_STRANGERS, &[&STRANGERS])?;
        Ok(())
    }

    fn forget_stranger(&mut self, session_id: &str) -> Result<(), StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        transaction.execute(sql::FORGET_STRANGER, &[device, &session_id])?;
        Ok(())
    }

    fn queue(&mut self) -> Result<Vec<Batch>, StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        let rows = transaction.query(sql::QUEUE, &[device, &BATCHES])?;
        let batches = rows.iter().map(|row| {
            Ok(Batch {
                id: row.try_get(0)?,
                commands: row.try_get(1)?,
            })
        });
        batches.collect()
    }

    fn keep_answer(&mut self, batch: i64, message: &str) -> Result<(), StoreError> {
        let (transaction, device) = (&mut self.transaction, &self.device);
        transaction.execute(sql::KEEP_ANSWER, &[device, &batch, &message])?;
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Ok(self.transaction.commit()?)
    }
}
