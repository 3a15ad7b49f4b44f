//! What the example server has kept in a file.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

/// The rows that a query of texts gives.
pub(crate) fn rows(path: &Path, sql: &str) -> Vec<Vec<String>> {
    let database = Connection::open(path).unwrap();
    let mut statement = database.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
    rows.unwrap().map(|row| row.unwrap()).collect()
}

/// Changes something.
pub(crate) fn execute(path: &Path, sql: &str) {
    let database = Connection::open(path).unwrap();
    database.busy_timeout(Duration::from_secs(10)).unwrap();
    database.execute(sql, []).unwrap();
}
