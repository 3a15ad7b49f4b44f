//! The tables: what each number means, with a source in every row. Adding a number is adding a row.

mod error;
mod event;
mod status;

pub use error::{ERRORS, ErrorRow};
pub use event::{EVENT_LOG, EVENTS, EventRow, MESSAGES};
pub use status::{Note, STATUSES, StatusRow};

use syncml::StatusCode;

/// What is known of a status beyond its name.
pub fn status(code: StatusCode) -> Option<&'static StatusRow> {
    STATUSES.iter().find(|row| row.code == code)
}

/// What is known of an error.
pub fn error(number: u32) -> Option<&'static ErrorRow> {
    let found = ERRORS.binary_search_by_key(&number, |row| row.number);
    found.ok().and_then(|at| ERRORS.get(at))
}

/// What is known of an event of [`EVENT_LOG`].
pub fn event(number: u32) -> Option<&'static EventRow> {
    EVENTS.iter().find(|row| row.number == number)
}
