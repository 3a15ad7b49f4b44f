//! Which texts are values of a format, and which match a pattern: numbers, truth values, dates, and the regular expressions of definitions. And
//! which values are secrets.
//!
//! The reader of definitions, the derives and the runtime ask here, so that what the first two accept is what a device evaluates.
#![forbid(unsafe_code)]

mod number;
#[cfg(feature = "regex")]
mod pattern;
mod secret;
mod time;

pub use number::{parse_bool, parse_float, parse_int};
#[cfg(feature = "regex")]
pub use pattern::{Pattern, Refused};
pub use secret::is_secret_name;
pub use time::{is_date, is_time};
