//! Leaves: the types that hold a value of their own, and how the values of an enum are told apart.

use super::{CspNode, Describe, Destination, Layout, Place, ReadError};
use crate::schema::Format;
use crate::value::{Bytes, Unreadable, parse_int};

macro_rules! leaves {
    ($($leaf:ty: $format:ident;)*) => {$(
        impl CspNode for $leaf {
            type Value = Self;
            const LAYOUT: &'static Layout = Layout::LEAF;

            fn describe(node: &mut Describe) {
                node.fact("format", Format::$format.as_str());
            }

            fn write_to(&self, node: Destination<'_>) {
                node.value(Format::$format, self);
            }

            fn read_from(node: Place<'_>) -> Result<Self, ReadError> {
                node.value()
            }
        }
    )*};
}

leaves! {
    bool: Bool;
    i64: Int;
    f64: Float;
    String: Chr;
    Bytes: B64;
    (): Null;
}

/// Which of the texts is the value: letter by letter, or else as a device compares, without case and the spaces around.
pub fn choose_text(text: &str, values: &[&str]) -> Option<usize> {
    let exact = values.iter().position(|value| *value == text);
    let trimmed = text.trim();
    exact.or_else(|| {
        values
            .iter()
            .position(|value| value.trim().eq_ignore_ascii_case(trimmed))
    })
}

/// Which of the numbers is the value, or the number that is none of them.
///
/// # Errors
///
/// A text that is no number.
pub fn choose_int(text: &str, values: &[i64]) -> Result<Result<usize, i64>, Unreadable> {
    let number = parse_int(text).ok_or_else(|| Unreadable::new("a decimal integer", text))?;
    let known = values.iter().position(|value| *value == number);
    Ok(known.ok_or(number))
}
