//! Lists: values that hold several elements in one text, apart by a delimiter of the definition.

use std::marker::PhantomData;

use csp_schema::split_list as split;

use super::{Payload, ReadValueError, Value, WriteValueError};

/// The type of a node whose value is a list (`MSFT:List`): elements of `T`, apart by the character `D`.
///
/// It is written from an array, a slice or a `Vec` (`["red", "blue"]`) and read as [`Items`]. There is no way to write an element that contains the
/// delimiter, or a last element that is empty: a request with one says so when it is finished, and a handler that returns one is answered with 500.
pub struct Delimited<T, const D: char>(PhantomData<fn() -> T>);

/// A list that owns its elements, apart by the character `D` on the wire: in structs that describe nodes. A `Vec` is such a list with a semicolon.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct List<T, const D: char>(pub Vec<T>);

/// The elements of a list value, read one by one.
pub struct Items<'a, T> {
    text: &'a str,
    delimiter: char,
    element: PhantomData<fn() -> T>,
}

impl<'a, T: Value> Items<'a, T> {
    /// The elements, in order. An empty text is an empty list; so a trailing delimiter ends the last element instead of beginning another.
    pub fn iter(&self) -> impl Iterator<Item = Result<T::Read<'a>, ReadValueError>> + use<'a, T> {
        split(self.text, self.delimiter).map(T::read)
    }

    /// The whole text as it stands on the wire.
    pub const fn as_str(&self) -> &'a str {
        self.text
    }
}

impl<T> std::fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(split(self.text, self.delimiter))
            .finish()
    }
}

impl<T: Value, const D: char> Value for Delimited<T, D> {
    type Read<'a> = Items<'a, T>;

    fn read(text: &str) -> Result<Items<'_, T>, ReadValueError> {
        Ok(Items {
            text,
            delimiter: D,
            element: PhantomData,
        })
    }
}

fn join<T: Value>(elements: &[impl Payload<T>], delimiter: char, out: &mut String) {
    for (at, element) in elements.iter().enumerate() {
        if at > 0 {
            out.push(delimiter);
        }
        element.write(out);
    }
}

/// Whether the elements are read again as they are.
fn check<T: Value>(elements: &[impl Payload<T>], delimiter: char) -> Result<(), WriteValueError> {
    let mut text = String::new();
    for (number, element) in (1..).zip(elements) {
        element.check()?;
        text.clear();
        element.write(&mut text);
        if text.contains(delimiter) {
            let delimiter = delimiter.escape_debug();
            let reason = format!(
                "element {number} of the list contains its delimiter `{delimiter}`, and would be read as several"
            );
            return Err(WriteValueError { reason });
        }
    }
    if elements.is_empty() || !text.is_empty() {
        Ok(())
    } else {
        Err(WriteValueError {
            reason: "the last element of the list is empty, and would not be read".to_owned(),
        })
    }
}

impl<T: Value, P: Payload<T>, const D: char> Payload<Delimited<T, D>> for &[P] {
    fn write(&self, out: &mut String) {
        join(self, D, out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        check(self, D)
    }
}

impl<T: Value, P: Payload<T>, const D: char, const N: usize> Payload<Delimited<T, D>> for [P; N] {
    fn write(&self, out: &mut String) {
        join(self, D, out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        check(self, D)
    }
}

impl<T: Value, P: Payload<T>, const D: char> Payload<Delimited<T, D>> for Vec<P> {
    fn write(&self, out: &mut String) {
        join(self, D, out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        check(self, D)
    }
}
