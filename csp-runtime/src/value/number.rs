//! Numbers and booleans, read as leniently as devices write them and written in one way.

use super::{Payload, Unreadable, Value};

/// Reads an integer: decimal, signed, spaces around it, or hexadecimal with `0x` as a few published values are.
pub(crate) fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Reads a boolean: `true` and `false` in any case, and the `1` and `0` that many definitions use.
pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text.trim() {
        "1" => Some(true),
        "0" => Some(false),
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Reads a float as XML Schema writes it.
pub(crate) fn parse_float(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

impl Value for i64 {
    type Read<'a> = i64;

    fn read(text: &str) -> Result<i64, Unreadable> {
        parse_int(text).ok_or_else(|| Unreadable::new("a decimal integer", text))
    }
}

impl Payload<i64> for i64 {
    fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        let _ = write!(out, "{self}");
    }
}

impl Value for bool {
    type Read<'a> = bool;

    fn read(text: &str) -> Result<bool, Unreadable> {
        parse_bool(text).ok_or_else(|| Unreadable::new("`true` or `false`", text))
    }
}

impl Payload<bool> for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Value for f64 {
    type Read<'a> = f64;

    fn read(text: &str) -> Result<f64, Unreadable> {
        parse_float(text).ok_or_else(|| Unreadable::new("a number", text))
    }
}

impl Payload<f64> for f64 {
    fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        let _ = write!(out, "{self}");
    }
}
