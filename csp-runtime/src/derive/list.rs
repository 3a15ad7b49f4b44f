//! Lists: leaves that hold several elements in one text.

use super::{CspNode, Describe, Destination, NodeReader, ReadError, Takes};
use crate::value::{Delimited, Items, List, Payload, Value};
use csp_schema::Format;

/// What a list of elements that are `W` on the wire is there.
#[derive(Debug)]
pub struct Listed<W, const D: char>(std::marker::PhantomData<fn() -> W>);

/// A leaf that can be an element of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a list",
    label = "no value of a leaf that is always there",
    note = "the elements of a list are values: a `bool`, an integer, `f64`, `String`, `Bytes` or a type with `#[derive(CspValue)]`; instances with names are a \
            `BTreeMap<String, _>`"
)]
pub trait Element: CspNode + for<'a> Value<Read<'a> = Self> + Payload<Self> {}

#[diagnostic::do_not_recommend]
impl<T: CspNode + for<'a> Value<Read<'a> = T> + Payload<T>> Element for T {}

impl<T: Element, const D: char> CspNode for List<T, D> {
    type Value = Delimited<T, D>;
    type Wire = Listed<T::Wire, D>;
    const FORMAT: Format = T::FORMAT;
    const TAKES: Takes = T::TAKES;
    const DELIMITER: Option<char> = Some(D);

    fn describe(node: &mut Describe) {
        node.fact("list", D.encode_utf8(&mut [0; 4]));
        // The default of an element is not the list's.
        node.leave_out("default");
        T::describe(node);
    }

    fn write_to(&self, node: Destination<'_>) {
        node.value::<Delimited<T, D>>(T::FORMAT, &self.0);
    }

    fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
        let read = |items: Items<'_, T>| items.iter().collect::<Result<_, _>>();
        node.value_with::<Delimited<T, D>, _>(read).map(Self)
    }
}

/// A list whose elements a semicolon parts; for another delimiter there is [`List`].
impl<T: Element> CspNode for Vec<T> {
    type Value = Delimited<T, ';'>;
    type Wire = Listed<T::Wire, ';'>;
    const FORMAT: Format = T::FORMAT;
    const TAKES: Takes = T::TAKES;
    const DELIMITER: Option<char> = Some(';');

    fn describe(node: &mut Describe) {
        List::<T, ';'>::describe(node);
    }

    fn write_to(&self, node: Destination<'_>) {
        node.value::<Delimited<T, ';'>>(T::FORMAT, self);
    }

    fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
        List::<T, ';'>::read_from(node).map(|list| list.0)
    }
}
