//! Values with names: an ENUM is an open set of named integers, a Flag a set of named bits. Generated types implement one trait; the rest is here.

use super::{Payload, ReadValueError, Value};

/// An integer ENUM or Flag: a newtype over `i64` with a constant for each named value.
///
/// The set is open: a value that a newer Windows sends is kept. Implemented by generated code and by `#[derive(CspValue)]`.
pub trait IntChoice: Sized + 'static {
    /// The value with this number.
    fn from_int(value: i64) -> Self;

    /// The number on the wire.
    fn to_int(&self) -> i64;

    /// The name of the constant with exactly this value.
    fn name(&self) -> Option<&'static str>;

    /// Whether the definition names this value.
    fn is_known(&self) -> bool {
        self.name().is_some()
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntChoice> Value for T {
    type Read<'a> = T;

    fn read(text: &str) -> Result<T, ReadValueError> {
        i64::read(text).map(T::from_int)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntChoice> Payload<T> for T {
    fn write(&self, out: &mut String) {
        self.to_int().write(out);
    }
}

/// What every set of bits can tell. A set is a small value that is copied: of the traits of a set this one alone asks for it, so that the compiler says
/// once that it is missing.
pub trait Flags: IntChoice + Copy {
    /// Whether all bits of `other` are set.
    fn contains(self, other: Self) -> bool {
        self.to_int() & other.to_int() == other.to_int()
    }

    /// The bits of both.
    fn union(self, other: Self) -> Self {
        Self::from_int(self.to_int() | other.to_int())
    }
}
