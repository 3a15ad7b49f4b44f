//! Leaves: the types that hold a value of their own, and how texts with names are told apart.

use super::{CspNode, Describe, Destination, Inner, NodeReader, ReadError, Takes};
use crate::value::{Bytes, Payload, ReadValueError, Value};
use csp_schema::Format;

macro_rules! inner {
    ($leaf:ty) => {
        impl Inner for $leaf {
            type Itself = Self;

            fn read_inner(text: &str) -> Result<Self, ReadValueError> {
                Self::read(text)
            }

            fn write_inner(&self, out: &mut String) {
                Payload::<Self>::write(self, out);
            }
        }
    };
}

macro_rules! leaves {
    ($($leaf:ty: $format:ident;)*) => {$(
        inner!($leaf);

        impl CspNode for $leaf {
            type Value = Self;
            type Wire = Self;
            const FORMAT: Format = Format::$format;

            fn describe(node: &mut Describe) {
                node.fact("format", Self::FORMAT.as_str());
            }

            fn write_to(&self, node: Destination<'_>) {
                node.value::<Self>(Self::FORMAT, self);
            }

            fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
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

/// The other integers: an int node holds 64 bits with a sign, so what a type holds of that is a range.
macro_rules! int_leaves {
    ($($int:ty: $low:literal, $high:literal;)*) => {$(
        impl Value for $int {
            type Read<'a> = Self;

            fn read(text: &str) -> Result<Self, ReadValueError> {
                let number = i64::read(text)?;
                let expected = concat!("an integer from ", $low, " to ", $high);
                number.try_into().map_err(|_| ReadValueError::new(expected, text))
            }
        }

        impl Payload<$int> for $int {
            fn write(&self, out: &mut String) {
                use std::fmt::Write as _;
                let _ = write!(out, "{self}");
            }
        }

        inner!($int);

        impl CspNode for $int {
            type Value = Self;
            type Wire = i64;
            const FORMAT: Format = Format::Int;
            const TAKES: Takes = Takes::Range($low, $high);

            fn describe(node: &mut Describe) {
                node.fact("format", Self::FORMAT.as_str());
                node.fact("allowed", concat!("range ", $low, "..", $high));
            }

            fn write_to(&self, node: Destination<'_>) {
                node.value::<Self>(Self::FORMAT, self);
            }

            fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
                node.value()
            }
        }
    )*};
}

int_leaves! {
    i8: -128, 127;
    i16: -32768, 32767;
    i32: -2147483648, 2147483647;
    isize: -9223372036854775808, 9223372036854775807;
    u8: 0, 255;
    u16: 0, 65535;
    u32: 0, 4294967295;
    u64: 0, 9223372036854775807;
    usize: 0, 9223372036854775807;
}

/// Which of the texts is the value: letter by letter, or else as a device compares, without case and the spaces around.
pub fn choose_text<'v>(text: &str, values: &[&'v str]) -> Option<&'v str> {
    let trimmed = text.trim();
    let alike = |value: &&&str| value.trim().eq_ignore_ascii_case(trimmed);
    let exact = values.iter().find(|value| **value == text);
    exact.or_else(|| values.iter().find(alike)).copied()
}

/// What an enum of texts keeps those in that have no name. It is a trait for the compiler's message: a type that keeps no text is one mistake.
#[diagnostic::on_unimplemented(
    message = "a text without a name cannot be kept as `{Self}`",
    label = "this holds no text",
    note = "keep it as `String`, `Box<str>` or `Cow<'_, str>`; in an enum that borrows, as `&str`"
)]
pub trait KeptText<'t>: Sized {
    /// Keeps a text.
    fn keep(text: &'t str) -> Self;

    /// The text.
    fn kept(&self) -> &str;
}

#[diagnostic::do_not_recommend]
impl<'t, T: From<&'t str> + AsRef<str>> KeptText<'t> for T {
    fn keep(text: &'t str) -> Self {
        text.into()
    }

    fn kept(&self) -> &str {
        self.as_ref()
    }
}
