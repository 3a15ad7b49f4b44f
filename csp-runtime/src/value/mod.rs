//! Values of nodes: how each Rust type is read from the text on the wire, and what may be written where.

mod admx;
mod bytes;
mod choice;
mod list;
mod number;
mod text;

pub use admx::{Admx, AdmxData, AdmxPolicy};
pub use bytes::Bytes;
pub use choice::{Flags, IntChoice};
pub use list::{Delimited, Items, List};
pub use text::{Secret, Time, Xml};

/// The type of a node's value. `Self` describes the node (`type Value = &'static str`); [`Read`](Value::Read) is what a reader gets.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a node's value",
    note = "a value is a `bool`, `i64`, `f64`, text, `Bytes`, one of this module's types, or a type with `#[derive(CspValue)]`",
    note = "a ticket without a value is asked for its outcome, `reply.status(&ticket)`, and the ticket of a listing with `reply.list(&ticket)`"
)]
pub trait Value: 'static {
    /// The value as it is read: text borrows from the message.
    type Read<'a>;

    /// Reads the text of a `Data` element.
    ///
    /// # Errors
    ///
    /// Only when the text cannot be a value of this type at all: a value outside the allowed ones is read, because a newer Windows may send it.
    fn read(text: &str) -> Result<Self::Read<'_>, ReadValueError>;
}

/// Something that can be sent as the value of a node of type `V`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of this node, which takes `{V}`",
    label = "this node takes `{V}`",
    note = "the node's page in the generated documentation says its format and its allowed values; send `NoData` for no value at all",
    note = "`Choice<fn() -> X>` has the name `X` in its module: write `X::CONSTANT`, or `X::new(number)`",
    note = "a `Policy<X>` is `Policy::Enabled(X {{ .. }})` or `Policy::Disabled`; that and a `Toggle` may be given as `Admx` too"
)]
pub trait Payload<V: Value> {
    /// Appends the value as the text of a `Data` element, not yet escaped.
    fn write(&self, out: &mut String);

    /// Whether there is a `Data` element at all; `false` for [`NoData`] alone.
    fn has_data(&self) -> bool {
        true
    }

    /// Whether what [`write`](Payload::write) writes is this value and no other.
    ///
    /// # Errors
    ///
    /// The wire has no text for it: an element of a list that contains the list's delimiter would be read as two.
    fn check(&self) -> Result<(), WriteValueError> {
        Ok(())
    }
}

/// The payload of a command that carries no `Data` element: an Add of an interior node, an Exec without an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoData;

impl<V: Value> Payload<V> for NoData {
    fn write(&self, _out: &mut String) {}

    fn has_data(&self) -> bool {
        false
    }
}

/// Why a value cannot be written: no text stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteValueError {
    /// What is wrong with it. The value itself stays out of it.
    pub reason: String,
}

impl std::fmt::Display for WriteValueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for WriteValueError {}

/// The text of a value that is not a value of its node's format.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadValueError {
    /// What was expected, for example "a decimal integer".
    pub expected: &'static str,
    /// The text, cut when it is long.
    pub found: String,
}

impl ReadValueError {
    /// The error for `text`, of which at most 60 characters are kept.
    pub fn new(expected: &'static str, text: &str) -> Self {
        let mut found: String = text.chars().take(60).collect();
        if found.len() < text.len() {
            found.push('…');
        }
        Self { expected, found }
    }
}

impl std::fmt::Display for ReadValueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.found)
    }
}

impl std::error::Error for ReadValueError {}

/// The names of a node's children: the value of an interior node (SyncML: joined by `/`, each percent-encoded).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Children<'a> {
    names: Vec<std::borrow::Cow<'a, str>>,
}

impl<'a> Children<'a> {
    /// The names, decoded, in the order of the message.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// How many children there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl Value for Children<'static> {
    type Read<'a> = Children<'a>;

    fn read(text: &str) -> Result<Children<'_>, ReadValueError> {
        let segments = text.trim().split('/').filter(|segment| !segment.is_empty());
        let names = segments.map(|segment| {
            csp_schema::uri::decode_segment(segment).map_err(|_| {
                ReadValueError::new("percent-encoded names joined by slashes", segment)
            })
        });
        Ok(Children {
            names: names.collect::<Result<_, _>>()?,
        })
    }
}

impl Value for () {
    type Read<'a> = ();

    /// A null node has no value; whatever text comes with one is passed over.
    fn read(_text: &str) -> Result<(), ReadValueError> {
        Ok(())
    }
}

impl Payload<()> for () {
    fn write(&self, _out: &mut String) {}
}
