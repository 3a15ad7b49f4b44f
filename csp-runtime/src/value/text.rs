//! Text and what is carried as text: XML documents, times, secrets.

use std::borrow::Cow;

use super::{Payload, ReadValueError, Value};

impl Value for &'static str {
    type Read<'a> = &'a str;

    fn read(text: &str) -> Result<&str, ReadValueError> {
        Ok(text)
    }
}

/// Text that owns itself: in structs that describe nodes.
impl Value for String {
    type Read<'a> = Self;

    fn read(text: &str) -> Result<Self, ReadValueError> {
        Ok(text.to_owned())
    }
}

/// An XML document or fragment: the value of a node of format `xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Xml<'a>(pub &'a str);

impl<'a> Xml<'a> {
    /// The document's text.
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl Value for Xml<'static> {
    type Read<'a> = Xml<'a>;

    fn read(text: &str) -> Result<Xml<'_>, ReadValueError> {
        Ok(Xml(text))
    }
}

/// A date or a time in the ISO 8601 form that the DDF formats `date` and `time` prescribe, kept as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time<'a>(pub &'a str);

impl<'a> Time<'a> {
    /// The text, for example `20010711T163817Z`.
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl Value for Time<'static> {
    type Read<'a> = Time<'a>;

    fn read(text: &str) -> Result<Time<'_>, ReadValueError> {
        Ok(Time(text.trim()))
    }
}

/// A password or a key. It has no `Debug` and no `Display`, so that no log shows it by accident.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret<'a>(&'a str);

impl<'a> Secret<'a> {
    /// The text itself. Keep it out of logs.
    pub const fn expose(self) -> &'a str {
        self.0
    }
}

impl Value for Secret<'static> {
    type Read<'a> = Secret<'a>;

    fn read(text: &str) -> Result<Secret<'_>, ReadValueError> {
        Ok(Secret(text))
    }
}

/// Writes one impl for each pair of a text type and a node type that takes plain text. (A blanket impl would make the compiler name a helper
/// trait where it should name the node's type.)
macro_rules! text_payloads {
    ($text:ty => $($value:ty),*) => {$(
        impl Payload<$value> for $text {
            fn write(&self, out: &mut String) {
                out.push_str(self);
            }
        }
    )*};
    ($($text:ty),*) => {$(
        text_payloads!($text => &'static str, String, Xml<'static>, Time<'static>, Secret<'static>, super::Admx);
    )*};
}

text_payloads!(&str, &&str, String, &String, Cow<'_, str>);

impl Payload<Xml<'static>> for Xml<'_> {
    fn write(&self, out: &mut String) {
        out.push_str(self.0);
    }
}

impl Payload<Time<'static>> for Time<'_> {
    fn write(&self, out: &mut String) {
        out.push_str(self.0);
    }
}

impl Payload<Secret<'static>> for Secret<'_> {
    fn write(&self, out: &mut String) {
        out.push_str(self.0);
    }
}
