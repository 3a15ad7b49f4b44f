//! JSON with places: `serde_json` gives every value as it stands in the file (`RawValue`), level by level, and so its place.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::ReadError;
use crate::source::Source;
use crate::text::{Place, Text};

/// A value of a file.
#[derive(Clone)]
pub(super) struct Json<'s> {
    source: &'s Source,
    place: Place,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// A key of an object and its value.
pub(super) struct Member<'s> {
    pub(super) name: Text,
    pub(super) value: Json<'s>,
}

impl<'s> Json<'s> {
    /// Reads a file. All of it is well-formed, or this says where it is not.
    pub(super) fn parse(source: &'s Source) -> Result<Self, ReadError> {
        let start = source.start();
        let text = source.as_str().get(start..).unwrap_or_default();
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => Ok(Self {
                place: place(source, raw),
                source,
            }),
            Err(error) => {
                let before: usize = text
                    .split_inclusive('\n')
                    .take(error.line() - 1)
                    .map(str::len)
                    .sum();
                let at = start + (before + error.column().saturating_sub(1)).min(text.len());
                // It ends with a line and a column of its own, which count bytes.
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                let message = format!("this is not well-formed JSON: {message}");
                Err(source.error(at, message))
            }
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self.raw().bytes().next() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    /// A string says what it stands for, everything else itself.
    pub(super) fn text(&self) -> Text {
        match self.kind() {
            Kind::String => string(self.source, self.place()),
            _ => self.source.text().slice(self.place()),
        }
    }

    /// The elements of an array; of anything else none.
    pub(super) fn elements(&self) -> Vec<Self> {
        let elements: Vec<&RawValue> = serde_json::from_str(self.raw()).unwrap_or_default();
        elements.into_iter().map(|raw| self.inside(raw)).collect()
    }

    /// The members of an object, in the order of the file, also those of one name; of anything else none.
    pub(super) fn members(&self) -> Vec<Member<'s>> {
        let Ok(Members(values)) = serde_json::from_str(self.raw()) else {
            return Vec::new();
        };
        let mut done = self.place.start;
        let members = values.into_iter().map(|raw| {
            let value = self.inside(raw);
            let name = string(self.source, self.name(done..value.place.start));
            done = value.place.end;
            Member { name, value }
        });
        members.collect()
    }

    /// Where a name stands among what is between two values, which is well-formed: `, "name" :`.
    fn name(&self, between: Range<usize>) -> Place {
        let text = self
            .source
            .as_str()
            .get(between.clone())
            .unwrap_or_default();
        let start = text.find('"').unwrap_or_default();
        let end = text.trim_end().trim_end_matches(':').trim_end().len();
        between.start + start..between.start + end.max(start)
    }

    fn inside(&self, raw: &RawValue) -> Self {
        Self {
            source: self.source,
            place: place(self.source, raw),
        }
    }

    fn raw(&self) -> &'s str {
        self.source.as_str().get(self.place()).unwrap_or_default()
    }
}

/// A raw value is a slice of the file: how far into it that begins is its place.
fn place(source: &Source, raw: &RawValue) -> Place {
    let start = (raw.get().as_ptr() as usize).saturating_sub(source.as_str().as_ptr() as usize);
    start..start + raw.get().len()
}

/// The values of an object.
struct Members<'s>(Vec<&'s RawValue>);

impl<'s> Deserialize<'s> for Members<'s> {
    fn deserialize<D: Deserializer<'s>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'s> Visitor<'s> for MembersVisitor {
    type Value = Members<'s>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<Members<'s>, A::Error> {
        let mut values = Vec::new();
        while let Some((_, value)) = map.next_entry::<IgnoredAny, &RawValue>()? {
            values.push(value);
        }
        Ok(Members(values))
    }
}

/// What a string stands for, quotes included in its place.
fn string(source: &Source, place: Place) -> Text {
    let file = source.text();
    let inner = place.start + 1..place.end.saturating_sub(1).max(place.start + 1);
    let raw = file.as_str().get(inner.clone()).unwrap_or_default();
    let mut text = Text::default();
    let mut chars = raw.char_indices().peekable();
    let mut done = 0;
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        if at > done {
            text.push_slice(file, inner.start + done..inner.start + at);
        }
        let c = escape(&mut chars);
        done = chars.peek().map_or(raw.len(), |(at, _)| *at);
        let place = inner.start + at..inner.start + done;
        text.push_replaced(c.encode_utf8(&mut [0; 4]), place);
    }
    if done < raw.len() || raw.is_empty() {
        text.push_slice(file, inner.start + done..inner.end);
    }
    text
}

/// What an escape stands for, behind its backslash.
fn escape(chars: &mut Peekable<CharIndices<'_>>) -> char {
    match chars.next().map(|(_, c)| c) {
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('b') => '\u{8}',
        Some('f') => '\u{C}',
        Some('u') => unicode(chars),
        Some(c) => c,
        None => '\\',
    }
}

/// One escape, or two that are the halves of a character.
fn unicode(chars: &mut Peekable<CharIndices<'_>>) -> char {
    let high = unit(chars);
    let mut rest = chars.clone();
    let is_next = |c: char, rest: &mut Peekable<CharIndices<'_>>| {
        rest.next_if(|(_, next)| *next == c).is_some()
    };
    if is_next('\\', &mut rest) && is_next('u', &mut rest) {
        let low = unit(&mut rest);
        if let Some(Ok(c)) = char::decode_utf16([high, low])
            .next()
            .filter(|_| (0xD800..0xDC00).contains(&high))
        {
            *chars = rest;
            return c;
        }
    }
    char::from_u32(high.into()).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Four hexadecimal digits.
fn unit(chars: &mut Peekable<CharIndices<'_>>) -> u16 {
    let digits = chars.by_ref().take(4);
    digits.fold(0, |unit, (_, c)| {
        unit << 4 | c.to_digit(16).unwrap_or_default() as u16
    })
}
