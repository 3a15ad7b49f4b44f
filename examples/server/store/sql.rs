//! The statements that mean the same in every database.

use std::time::{SystemTime, UNIX_EPOCH};

pub(super) const SESSION: &str = "SELECT session FROM device WHERE id = $1";

pub(super) const REPLACE_SESSION: &str = "UPDATE device SET session = $2 WHERE id = $1";

/// Adds no row where there are as many devices as there may be.
pub(super) const ADD_DEVICE: &str = "INSERT INTO device (id, session) \
    SELECT $1, $2 WHERE (SELECT count(*) FROM device) < $3";

pub(super) const STRANGER: &str =
    "SELECT session FROM stranger WHERE device = $1 AND session_id = $2";

pub(super) const KEEP_STRANGER: &str = "INSERT INTO stranger (device, session_id, session, heard) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (device, session_id) DO UPDATE SET session = excluded.session, heard = excluded.heard";

pub(super) const FORGET_STRANGER: &str =
    "DELETE FROM stranger WHERE device = $1 AND session_id = $2";

pub(super) const QUEUE: &str = "SELECT id, commands FROM batch WHERE (device = $1 OR device IS NULL) \
    AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.device = $1 AND answer.batch = batch.id) ORDER BY id LIMIT $2";

pub(super) const QUEUE_FOR_ALL: &str = "INSERT INTO batch (commands) SELECT $1 \
    WHERE NOT EXISTS (SELECT 1 FROM batch WHERE device IS NULL AND commands = $1)";

pub(super) const KEEP_ANSWER: &str =
    "INSERT INTO answer (device, batch, message) VALUES ($1, $2, $3)";

/// The milliseconds since 1970, by which strangers grow old.
pub(super) fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
}
