//! Leaves: the types that hold a value of their own, and how texts with names are told apart.

use super::{CspNode, Describe, Destination, Layout, Place, ReadError};
use crate::schema::Format;
use crate::value::Bytes;

macro_rules! leaves {
    ($($leaf:ty: $format:ident;)*) => {$(
        impl CspNode for $leaf {
            type Value = Self;
            type Wire = Self;
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
pub fn choose_text<'v>(text: &str, values: &[&'v str]) -> Option<&'v str> {
    let trimmed = text.trim();
    let alike = |value: &&&str| value.trim().eq_ignore_ascii_case(trimmed);
    let exact = values.iter().find(|value| **value == text);
    exact.or_else(|| values.iter().find(alike)).copied()
}
