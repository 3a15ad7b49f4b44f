//! What a page asks.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};

/// What a text is called that has no name.
const PASTED: &str = "pasted";

/// How many characters a name may have: file systems give none more, and every finding repeats it.
const MAX_NAME: usize = 255;

/// A text of which everything is to be said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    pub(super) text: Text,
    #[serde(default)]
    pub(super) name: Name,
    /// What was sent, where the text is what came back.
    #[serde(default)]
    pub(super) request: Text,
}

/// A profile that is to be mended.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fix {
    pub(super) text: Text,
    #[serde(default)]
    pub(super) name: Name,
    /// The finding whose fix is made, by its place among those that are shown; without it every fix is made that is safe.
    pub(super) finding: Option<usize>,
}

/// A question, or why it is none.
pub(super) fn read<Q: DeserializeOwned>(body: &[u8]) -> Result<Q, String> {
    let why = |why: &dyn fmt::Display| format!("the question cannot be read: {why}");
    // Members without their names could be mistaken for one another.
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(why(&"send an object"));
    }
    serde_json::from_slice(body).map_err(|error| why(&error))
}

/// A text.
#[derive(Default)]
pub(super) struct Text(pub(super) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As octets: JSON can write a half of a character, of which a string would say nothing that helps.
        deserializer.deserialize_bytes(Octets)
    }
}

struct Octets;

impl Visitor<'_> for Octets {
    type Value = Text;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text")
    }

    fn visit_bytes<E: Error>(self, octets: &[u8]) -> Result<Text, E> {
        let text = std::str::from_utf8(octets).map_err(|_| {
            E::custom("half of a character (a lone surrogate) or no UTF-8: copy the text again")
        });
        text.map(|text| Text(text.to_owned()))
    }
}

/// The name of the file, as far as a text is one.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Name(pub(super) String);

impl Default for Name {
    fn default() -> Self {
        Self(PASTED.to_owned())
    }
}

impl TryFrom<String> for Name {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        if name.is_empty() {
            return Ok(Self::default());
        }
        match name.chars().nth(MAX_NAME) {
            Some(_) => Err(format!("the name has more than {MAX_NAME} characters")),
            None => Ok(Self(name)),
        }
    }
}
