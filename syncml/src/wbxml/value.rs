//! A value that comes in pieces: what it is, text, markup or octets, is known by the last of them.

use std::borrow::Cow;

use crate::element_reader::append;
use crate::item::Data;
use crate::xml::push_text;

/// The pieces of a Data so far.
#[derive(Default)]
pub(super) enum Value<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// XML.
    Markup(String),
    Octets(Vec<u8>),
}

impl<'a> Value<'a> {
    pub(super) const fn is_octets(&self) -> bool {
        matches!(self, Value::Octets(_))
    }

    /// Adds a piece of text.
    pub(super) fn text(&mut self, piece: &'a str) {
        match self {
            Value::Empty => *self = Value::Text(Cow::Borrowed(piece)),
            Value::Text(text) => append(text, Cow::Borrowed(piece)),
            Value::Markup(_) | Value::Octets(_) => self.text_once(piece),
        }
    }

    /// Adds a piece of text that does not last.
    pub(super) fn text_once(&mut self, piece: &str) {
        match self {
            Value::Empty => *self = Value::Text(Cow::Owned(piece.to_owned())),
            Value::Text(text) => text.to_mut().push_str(piece),
            Value::Markup(xml) => push_text(piece, xml),
            Value::Octets(octets) => octets.extend(piece.as_bytes()),
        }
    }

    /// Adds octets, which what was before them is, too.
    pub(super) fn octets(&mut self, piece: &[u8]) {
        match self {
            Value::Octets(octets) => octets.extend(piece),
            Value::Empty => *self = Value::Octets(piece.to_vec()),
            Value::Text(text) => *self = Value::Octets([text.as_bytes(), piece].concat()),
            Value::Markup(xml) => *self = Value::Octets([xml.as_bytes(), piece].concat()),
        }
    }

    /// The XML of what is there, to which elements are added.
    pub(super) fn into_markup(self) -> String {
        match self {
            Value::Markup(xml) => xml,
            other => {
                let mut xml = String::new();
                push_text(&other.into_data().text, &mut xml);
                xml
            }
        }
    }

    pub(super) fn into_data(self) -> Data<'a> {
        match self {
            Value::Empty => Data::new(""),
            Value::Text(text) => Data::new(text),
            Value::Markup(xml) => Data::from_markup(xml),
            Value::Octets(octets) => {
                let mut base64 = String::new();
                csp_check::encode_base64(&octets, &mut base64);
                Data::from_base64(base64)
            }
        }
    }
}
