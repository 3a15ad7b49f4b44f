//! The connections to a database: as many as it is good for, opened when they are needed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Store, StoreError};

/// How many messages a server works on at once, in as many connections to PostgreSQL.
const CONNECTIONS: usize = 8;

/// Which database it is.
#[derive(Clone)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    /// A URL of PostgreSQL, or the path of a file.
    pub(crate) fn new(text: &str) -> Self {
        let is_url = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.starts_with(scheme));
        if is_url {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(text.into())
        }
    }

    fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(path) => Box::new(Sqlite::open(path)?),
            Self::Postgres(url) => Box::new(Postgres::open(url)?),
        })
    }
}

/// The connections to a database.
pub(crate) struct Pool {
    database: Database,
    idle: Mutex<Vec<Box<dyn Store>>>,
    places: Semaphore,
}

impl Pool {
    /// Opens the database. It blocks.
    pub(crate) fn open(database: Database, batches: &[String]) -> Result<Self, StoreError> {
        let mut store = database.open()?;
        store.set_up(batches)?;
        let places = match &database {
            // There is one that writes at a time.
            Database::Sqlite(_) => 1,
            Database::Postgres(_) => CONNECTIONS,
        };
        Ok(Self {
            database,
            idle: Mutex::new(vec![store]),
            places: Semaphore::new(places),
        })
    }

    /// Does something with a connection, where it may block. One that broke is not used again.
    pub(crate) async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut dyn Store) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let _place = self.places.acquire().await?;
        let pool = Arc::clone(self);
        let done = spawn_blocking(move || {
            let idle = pool.idle().pop();
            let mut store = idle.map_or_else(|| pool.database.open(), Ok)?;
            let done = work(store.as_mut());
            if store.is_open() {
                pool.idle().push(store);
            }
            Ok(done)
        });
        done.await?
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Box<dyn Store>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
