//! Which texts are values of a format, and which match a pattern: numbers, truth values, dates, base64, and the regular expressions of definitions. And
//! which values are secrets.
//!
//! The reader of definitions, the derives and the runtime ask here, so that what the first two accept is what a device evaluates. What a compiler can evaluate is
//! `const`: a derive asks it about types that another derive describes.
#![forbid(unsafe_code)]

mod number;
#[cfg(feature = "regex")]
mod pattern;
mod secret;
mod text;
mod time;

pub use number::{is_float, parse_bool, parse_float, parse_int};
#[cfg(feature = "regex")]
pub use pattern::{Pattern, Refused};
pub use secret::is_secret_name;
pub use text::{is_base64, is_same};
pub use time::{is_date, is_time};
