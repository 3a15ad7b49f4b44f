//! Numbers and booleans, read as leniently as devices write them and written in one way.

use csp_schema::{parse_bool, parse_float, parse_int};

use super::{Payload, ReadValueError, Value};

impl Value for i64 {
    type Read<'a> = i64;

    fn read(text: &str) -> Result<i64, ReadValueError> {
        parse_int(text).ok_or_else(|| ReadValueError::new("a decimal integer", text))
    }
}

/// Writes one impl for each integer type whose values an int node can hold, all of them.
macro_rules! int_payloads {
    ($($int:ty),*) => {$(
        impl Payload<i64> for $int {
            fn write(&self, out: &mut String) {
                use std::fmt::Write as _;
                let _ = write!(out, "{self}");
            }
        }
    )*};
}

int_payloads!(i8, i16, i32, i64, u8, u16, u32);

impl Value for bool {
    type Read<'a> = bool;

    fn read(text: &str) -> Result<bool, ReadValueError> {
        parse_bool(text).ok_or_else(|| ReadValueError::new("`true` or `false`", text))
    }
}

impl Payload<bool> for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Value for f64 {
    type Read<'a> = f64;

    fn read(text: &str) -> Result<f64, ReadValueError> {
        parse_float(text).ok_or_else(|| ReadValueError::new("a number", text))
    }
}

impl Payload<f64> for f64 {
    fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        let _ = write!(out, "{self}");
    }
}
