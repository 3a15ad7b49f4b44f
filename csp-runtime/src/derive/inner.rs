//! What a newtype is around.

use super::CspNode;
use crate::value::ReadValueError;

/// A value that a newtype can be around. All that the derive asks of it is asked here, and each type has an impl of its own, so that the compiler
/// says once of a type that it is none, and not of each trait behind it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a node's value",
    label = "no value can have this type",
    note = "a value is a `bool`, an integer, `f64`, `String`, `Bytes`, `()` or a type with `#[derive(CspValue)]`"
)]
pub trait Inner: Sized {
    /// The type itself.
    type Itself: CspNode;

    /// Reads the value.
    fn read_inner(text: &str) -> Result<Self, ReadValueError>;

    /// Appends the value's text.
    fn write_inner(&self, out: &mut String);
}
